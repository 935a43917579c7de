import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'

import { ForetellError } from '../errors.js'
import { parseTraceparent, traceparentOf } from './traceparent.js'

/** Foretell's tracer; it does nothing until tracing is opened, or a program registers an SDK. */
export function tracer(): Tracer {
  return trace.getTracer('foretell')
}

/** Does the work within a span, which ends with it. */
export async function withSpan<Value>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Value>,
  parent: Context = context.active(),
): Promise<Value> {
  const span = tracer().startSpan(name, { attributes, kind: SpanKind.INTERNAL }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), work, undefined, span)
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** Says that a span's work failed: with the error's code, and not its message, which may quote people's data. */
function failSpan(span: Span, error: unknown): void {
  const code = error instanceof ForetellError ? error.code : 'INTERNAL'
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR, message: code })
}

/** The context of the span that a `traceparent` names; an empty one when it names none. */
export function remoteContext(traceparent: unknown): Context {
  const parent = parseTraceparent(traceparent)
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent)
}

/** Does work that was asked for elsewhere, as part of the trace of who asked. */
export function inTraceOf<Value>(
  traceparent: string | null,
  name: string,
  attributes: Attributes,
  work: () => Promise<Value>,
): Promise<Value> {
  return withSpan(name, attributes, work, remoteContext(traceparent))
}

/** The `traceparent` of a span, for work that goes on elsewhere. */
export function traceparentOfSpan(span: Span): string {
  return traceparentOf(span.spanContext())
}
