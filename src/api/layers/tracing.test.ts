import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Predictor, ServedPrediction } from '../../predictions/serving/predictor.js'
import { attributeOf, testCollector, type TestCollector } from '../../shared/tracing/collector.testing.js'
import { noTracing, openTracing, type Tracing } from '../../shared/tracing/open-tracing.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import { testServer } from '../server.testing.js'
import { tracedPredictor } from '../tracing/traced-predictor.js'
import { tracedWarehouse } from '../tracing/traced-warehouse.js'
import { askRoute, quietRoute } from './asking.testing.js'
import { tracingLayer } from './tracing.js'

const remote = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

const asked: string[] = []
const warehouse = tracedWarehouse({
  rows: (sql: string) => {
    asked.push(sql)
    return Promise.resolve([])
  },
} as Partial<Warehouse> as Warehouse)

const predictor = tracedPredictor({
  async predict() {
    await warehouse.rows('SELECT {id:String}', { parameters: { id: 'c1042' } })
    return { version: 'churn-1', cached: false, level: 'high' } as ServedPrediction
  },
} as Partial<Predictor> as Predictor)

/** What the handler was given to hand on. */
let handed: string | undefined

const routes = [
  askRoute(async ({ params, body, trace }) => {
    handed = trace
    if (body.fail === true) throw new Error('a bug')
    const { version } = await predictor.predict('churn', params.id, { explain: false })
    return { version }
  }),
  quietRoute('/quiet'),
]

describe('traces of requests', () => {
  let collector: TestCollector
  let tracing: Tracing
  beforeEach(async () => {
    collector = await testCollector()
    tracing = openTracing({
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
      version: '0.1.0',
      warn: () => undefined,
    })
  })
  afterEach(async () => {
    await tracing.close()
    await collector.close()
  })

  async function ask(payload: object, headers: Readonly<Record<string, string>> = {}) {
    const { app } = await testServer({ tracing }, routes, [tracingLayer])
    return app.inject({ method: 'POST', url: '/predict/c1042', payload, headers })
  }

  it('hold the request, the prediction and its statements, in the trace of the client', async () => {
    const { statusCode, headers } = await ask({}, { traceparent: remote })
    expect(statusCode).toBe(200)
    await tracing.close()
    const [statement, prediction, request] = collector.spans
    expect(collector.spans.map(({ name }) => name)).toEqual([
      'warehouse rows',
      'predict',
      'POST /predict/:id',
    ])
    expect(request).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      kind: 2,
    })
    expect(prediction.parentSpanId).toBe(request.spanId)
    expect(statement.parentSpanId).toBe(prediction.spanId)
    expect(attributeOf(request, 'request.id')).toBe(headers['x-request-id'])
    expect(attributeOf(request, 'http.response.status_code')).toBe('200')
    expect(attributeOf(prediction, 'foretell.model.version')).toBe('churn-1')
    expect(attributeOf(statement, 'db.query.text')).toBe('SELECT {id:String}')
    expect(handed).toBe(`00-${request.traceId}-${request.spanId}-01`)
  })

  it('say nothing of whom a request is about', async () => {
    await ask({})
    await tracing.close()
    expect(collector.spans).toHaveLength(3)
    expect(JSON.stringify(collector.posts)).not.toContain('c1042')
  })

  it('say that the server failed', async () => {
    await ask({ fail: true })
    await tracing.close()
    expect(collector.spans[0].status.code).toBe(2)
  })

  it('are not made of quiet routes, nor of what the server does for itself', async () => {
    const { app } = await testServer({ tracing }, routes, [tracingLayer])
    await app.inject('/quiet')
    await warehouse.rows('SELECT 1')
    expect(asked.at(-1)).toBe('SELECT 1')
    await tracing.close()
    expect(collector.spans).toEqual([])
  })
})

describe('without tracing', () => {
  it('the client’s trace still goes along with what a request starts', async () => {
    const { app } = await testServer({ tracing: noTracing }, routes, [tracingLayer])
    const ask = (headers: Readonly<Record<string, string>>) =>
      app.inject({ method: 'POST', url: '/predict/c1', payload: {}, headers })
    await ask({ traceparent: remote })
    expect(handed).toBe(remote)
    await ask({ traceparent: 'nonsense' })
    expect(handed).toBeUndefined()
  })
})
