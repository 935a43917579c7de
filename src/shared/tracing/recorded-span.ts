import {
  type Attributes,
  type AttributeValue,
  type Exception,
  type Span,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
  SpanStatusCode,
} from '@opentelemetry/api'

/** Something that happened within a span. Times are milliseconds since 1970, fractional. */
export interface RecordedEvent {
  readonly name: string
  readonly at: number
  readonly attributes: Attributes
}

export interface RecordedSpanOptions {
  readonly name: string
  readonly kind: SpanKind
  readonly context: SpanContext
  readonly parentSpanId: string | undefined
  readonly attributes: Attributes
  readonly ended: (span: RecordedSpan) => void
}

/** A span that remembers what it is told until it ends. */
export class RecordedSpan implements Span {
  name: string
  readonly kind: SpanKind
  readonly parentSpanId: string | undefined
  /** Milliseconds since 1970, fractional. */
  readonly start = now()
  finish: number | undefined
  status: SpanStatus = { code: SpanStatusCode.UNSET }
  readonly attributes: Attributes = {}
  readonly events: RecordedEvent[] = []
  readonly #context: SpanContext
  readonly #ended: (span: RecordedSpan) => void

  constructor({ name, kind, context, parentSpanId, attributes, ended }: RecordedSpanOptions) {
    this.name = name
    this.kind = kind
    this.parentSpanId = parentSpanId
    this.#context = context
    this.#ended = ended
    this.setAttributes(attributes)
  }

  spanContext(): SpanContext {
    return this.#context
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.attributes[key] = value
    return this
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes)
    return this
  }

  addEvent(name: string, attributes?: unknown): this {
    this.events.push({ name, at: now(), attributes: isAttributes(attributes) ? attributes : {} })
    return this
  }

  addLink(): this {
    return this
  }

  addLinks(): this {
    return this
  }

  setStatus(status: SpanStatus): this {
    this.status = status
    return this
  }

  updateName(name: string): this {
    this.name = name
    return this
  }

  /** Only what kind of error it was: messages may quote people's data. */
  recordException(exception: Exception): void {
    const type = typeof exception === 'string' ? 'Error' : (exception.name ?? 'Error')
    this.addEvent('exception', { 'exception.type': type })
  }

  isRecording(): boolean {
    return this.finish === undefined
  }

  end(): void {
    if (this.finish !== undefined) return
    this.finish = now()
    this.#ended(this)
  }
}

/** By the clock that never goes back, set by the system's clock when the process began. */
function now(): number {
  return performance.timeOrigin + performance.now()
}

function isAttributes(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
