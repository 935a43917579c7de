import { isSpanContextValid, type SpanContext } from '@opentelemetry/api'

/** Version, trace, span, flags: https://www.w3.org/TR/trace-context/#traceparent-header */
const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * The span that a `traceparent` header names.
 * @returns undefined when it is not well formed; a later version than 00 may have more behind what is known of it
 */
export function parseTraceparent(header: unknown): SpanContext | undefined {
  const match = typeof header === 'string' ? form.exec(header.trim()) : null
  if (match === null) return undefined
  const [, version, traceId, spanId, flags, more] = match
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
  return isSpanContextValid(context) ? context : undefined
}

/** The header that names a span. */
export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & 1).toString(16).padStart(2, '0')}`
}
