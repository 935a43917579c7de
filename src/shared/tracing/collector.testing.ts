import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as a collector is sent it. */
export interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly events: readonly { readonly name: string }[]
  readonly status: { readonly code: number; readonly message?: string }
}

interface SentTraces {
  readonly resourceSpans: readonly {
    readonly resource: Pick<SentSpan, 'attributes'>
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[]
  }[]
}

export interface TestCollector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string
  readonly spans: SentSpan[]
  readonly posts: {
    readonly path: string
    readonly headers: IncomingHttpHeaders
    readonly traces: SentTraces
  }[]
  /** What it answers. */
  status: number
  close(): Promise<void>
}

/** Takes traces as a collector of OpenTelemetry does, on the loopback. */
export async function testCollector(): Promise<TestCollector> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const traces = JSON.parse(text) as SentTraces
      collector.posts.push({ path: request.url ?? '', headers: request.headers, traces })
      for (const { scopeSpans } of traces.resourceSpans)
        for (const { spans } of scopeSpans) collector.spans.push(...spans)
      response.writeHead(collector.status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const collector: TestCollector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: [],
    posts: [],
    status: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return collector
}

/** What a span says under a name. */
export function attributeOf({ attributes }: Pick<SentSpan, 'attributes'>, name: string): unknown {
  const [found] = attributes.filter(({ key }) => key === name)
  return found === undefined ? undefined : Object.values(found.value)[0]
}
