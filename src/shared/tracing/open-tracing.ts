import { context, trace } from '@opentelemetry/api'

import { AsyncContext } from './async-context.js'
import { SpanExporter } from './exporter.js'
import { RecordingTracer } from './tracer.js'

/** Tracing of this process. */
export interface Tracing {
  /** Whether spans are made and sent. */
  readonly enabled: boolean
  /** Sends what has not been sent. */
  close(): Promise<void>
}

export interface TracingOptions {
  /** Where OpenTelemetry's own variables are looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Foretell's version. */
  readonly version: string
  readonly warn: (message: string) => void
  /** Milliseconds between two posts. */
  readonly interval?: number
}

/** Nothing is traced. */
export const noTracing: Tracing = { enabled: false, close: () => Promise.resolve() }

/**
 * Sends traces where OpenTelemetry's variables say: `OTEL_EXPORTER_OTLP_ENDPOINT` (or `..._TRACES_ENDPOINT`),
 * `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER_ARG`, `OTEL_SDK_DISABLED`. Without an
 * endpoint nothing is made or sent. Where a program has registered an SDK of its own, spans go to that.
 */
export function openTracing({ environment, version, warn, interval }: TracingOptions): Tracing {
  const url = tracesUrl(environment, warn)
  if (url === undefined || environment['OTEL_SDK_DISABLED'] === 'true') return noTracing
  const exporter = new SpanExporter({
    url,
    headers: pairsOf(environment['OTEL_EXPORTER_OTLP_HEADERS']),
    resource: {
      'service.name': environment['OTEL_SERVICE_NAME'] ?? 'foretell',
      'service.version': version,
      'process.pid': process.pid,
    },
    warn,
    ...(interval === undefined ? {} : { interval }),
  })
  const tracer = new RecordingTracer({
    share: shareOf(environment['OTEL_TRACES_SAMPLER_ARG']),
    ended: (span) => exporter.add(span),
  })
  if (!trace.setGlobalTracerProvider(tracer)) {
    warn('an OpenTelemetry SDK is registered in this process already; spans go to it')
    return { enabled: true, close: () => exporter.close() }
  }
  const carrier = new AsyncContext()
  context.setGlobalContextManager(carrier)
  return {
    enabled: true,
    async close() {
      trace.disable()
      context.disable()
      await exporter.close()
    },
  }
}

function tracesUrl(
  environment: TracingOptions['environment'],
  warn: TracingOptions['warn'],
): string | undefined {
  const own = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT']
  const url = own ?? (base === undefined || base === '' ? undefined : `${base.replace(/\/+$/, '')}/v1/traces`)
  if (url === undefined || url === '') return undefined
  if (/^https?:/.test(url) && URL.canParse(url)) return url
  warn('OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://localhost:4318; no traces are sent')
  return undefined
}

/** `a=1,b=2`, with values percent-encoded. */
function pairsOf(text = ''): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const]
  })
  return Object.fromEntries(pairs)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function shareOf(text: string | undefined): number {
  const share = Number(text ?? 1)
  return share >= 0 && share <= 1 ? share : 1
}
