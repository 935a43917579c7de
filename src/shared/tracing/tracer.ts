import { randomBytes } from 'node:crypto'

import {
  context as activeContext,
  type Context,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api'

import { RecordedSpan } from './recorded-span.js'

export interface RecordingTracerOptions {
  /** Share of the traces that begin here and are recorded, in [0, 1]; those begun elsewhere go by their flag. */
  readonly share: number
  readonly ended: (span: RecordedSpan) => void
}

/** Makes spans and hands them on when they end. */
export class RecordingTracer implements Tracer, TracerProvider {
  readonly #share: number
  readonly #ended: (span: RecordedSpan) => void

  constructor({ share, ended }: RecordingTracerOptions) {
    this.#share = share
    this.#ended = ended
  }

  getTracer(): Tracer {
    return this
  }

  startSpan(name: string, options: SpanOptions = {}, context: Context = activeContext.active()): Span {
    const parent = options.root === true ? undefined : trace.getSpanContext(context)
    const traceId = parent?.traceId ?? randomBytes(16).toString('hex')
    const sampled =
      parent === undefined ? this.#drawn(traceId) : (parent.traceFlags & TraceFlags.SAMPLED) !== 0
    const spanContext: SpanContext = {
      traceId,
      spanId: randomBytes(8).toString('hex'),
      traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    }
    if (!sampled) return trace.wrapSpanContext(spanContext)
    return new RecordedSpan({
      name,
      kind: options.kind ?? SpanKind.INTERNAL,
      context: spanContext,
      parentSpanId: parent?.spanId,
      attributes: options.attributes ?? {},
      ended: this.#ended,
    })
  }

  /** The interface has three forms; the work is always the last. */
  startActiveSpan<Work extends (span: Span) => unknown>(
    name: string,
    ...rest: readonly (SpanOptions | Context | Work)[]
  ): ReturnType<Work> {
    const work = rest.at(-1) as Work
    const [options, context] = rest.slice(0, -1) as [SpanOptions?, Context?]
    const parent = context ?? activeContext.active()
    const span = this.startSpan(name, options, parent)
    return activeContext.with(trace.setSpan(parent, span), () => work(span)) as ReturnType<Work>
  }

  /** By the trace's id, so that every process draws the same. */
  #drawn(traceId: string): boolean {
    return Number.parseInt(traceId.slice(0, 8), 16) < this.#share * 2 ** 32
  }
}
