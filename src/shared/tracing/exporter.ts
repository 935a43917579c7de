import type { Attributes } from '@opentelemetry/api'

import { otlpTraces } from './otlp.js'
import type { RecordedSpan } from './recorded-span.js'

export interface ExporterOptions {
  /** Where traces are posted: `http://localhost:4318/v1/traces`. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** What the process is. */
  readonly resource: Attributes
  /** Milliseconds between two posts. Default 2000. */
  readonly interval?: number
  /** Told once when a post fails, and again after one has succeeded. */
  readonly warn: (message: string) => void
}

/** Spans that wait at most, and that are posted at one time. */
const mostWaiting = 8192
const mostAtOnce = 512

/** Milliseconds for which one post may go on. */
const patience = 10_000

/** Posts spans to a collector. What it does not take is dropped: the server does not suffer from who watches it. */
export class SpanExporter {
  readonly #options: ExporterOptions
  readonly #timer: NodeJS.Timeout
  #waiting: RecordedSpan[] = []
  #posting: Promise<void> = Promise.resolve()
  #failing = false
  /** Spans that were dropped. */
  dropped = 0

  constructor(options: ExporterOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.flush(), options.interval ?? 2000).unref()
  }

  add(span: RecordedSpan): void {
    if (this.#waiting.length >= mostWaiting) {
      this.dropped += 1
      return
    }
    this.#waiting.push(span)
    if (this.#waiting.length === mostAtOnce) void this.flush()
  }

  /** Resolves when everything that has been added was posted or dropped. */
  flush(): Promise<void> {
    this.#posting = this.#posting.then(async () => {
      while (this.#waiting.length > 0) {
        const spans = this.#waiting.slice(0, mostAtOnce)
        this.#waiting = this.#waiting.slice(mostAtOnce)
        await this.#post(spans)
      }
    })
    return this.#posting
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  async #post(spans: readonly RecordedSpan[]): Promise<void> {
    const { url, headers, resource, warn } = this.#options
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(otlpTraces(spans, resource)),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`it answered ${answer.status}`)
      this.#failing = false
    } catch (error) {
      this.dropped += spans.length
      if (this.#failing) return
      this.#failing = true
      warn(`traces cannot be sent to ${withoutPassword(url)}: ${reasonOf(error)}`)
    }
  }
}

function withoutPassword(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
