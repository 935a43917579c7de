import { readFile } from 'node:fs/promises'

import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { InProcessCache } from '../../cache/in-process.js'
import type { Receiver } from '../../events/live/receiver.js'
import type { LiveModel, Predictor, ServedPrediction } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'
import type { TestProject } from '../../sources/project.testing.js'
import { churnAndValue, storePeople } from '../../segments/segmentation.testing.js'
import { metricsLayer } from '../layers/metrics.js'
import { metricRoutes } from '../routes/metrics.js'
import { route } from '../route.js'
import { testServer } from '../server.testing.js'
import { Metrics } from './metrics.js'
import { observedCache } from './observed-cache.js'
import { observedPredictor } from './observed-predictor.js'
import { observedReceiver } from './observed-receiver.js'

const answer = { version: 'churn-1', level: 'high' } as ServedPrediction

function fakePredictor(): Predictor {
  const unknown = new ForetellError('ENTITY_UNKNOWN', {
    values: { entity: 'customer', id: 'x', nearest: '' },
  })
  return {
    names: ['churn', 'value'],
    predict: (_name, id) => (id === 'known' ? Promise.resolve(answer) : Promise.reject(unknown)),
    model: (name) =>
      name === 'churn'
        ? Promise.resolve({
            card: {
              prediction: 'churn',
              version: 'churn-1',
              createdAt: '2026-11-20T00:00:00Z',
              evaluation: { task: 'classification', auc: { value: 0.87, low: 0.8, high: 0.9 } },
            },
          } as LiveModel)
        : Promise.reject(new ForetellError('MODEL_MISSING', { values: { name } })),
  } as Partial<Predictor> as Predictor
}

const receiver = {
  receive: () => Promise.resolve({ events: 5, stored: 2, quarantined: { time_missing: 2 }, suppressed: 1 }),
  load: () => ({ pending: 7, lag: 250 }),
} as unknown as Receiver

const board = { depth: () => Promise.resolve({ queued: 3, running: 1 }) }

/** The samples of a text in Prometheus' format, without those of the process. */
function samples(text: string): Readonly<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line.startsWith('foretell_'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  )
}

describe('GET /metrics', () => {
  let project: TestProject
  beforeAll(async () => {
    project = await churnAndValue()
    await storePeople(project, [
      { id: 'a', probability: 0.2 },
      { id: 'b', probability: 0.7 },
    ])
  })
  afterAll(() => project.dispose())

  async function serverOf(services: { readonly receiver?: Receiver; readonly project?: TestProject } = {}) {
    const metrics = new Metrics('0.1.0')
    const predictor = observedPredictor(fakePredictor(), metrics)
    const observed = { project, predictor, receiver, jobs: board, metrics, ...services }
    const ask = route({
      operation: 'ask',
      method: 'GET',
      path: '/ask/:id',
      tag: 'server',
      summary: '',
      scope: 'read',
      params: Type.Object({ id: Type.String() }),
      answers: {},
      handle: ({ params }) => predictor.predict('churn', params.id, { explain: false }),
    })
    const { app } = await testServer(observed as never, [...metricRoutes, ask], [metricsLayer])
    const scrape = async () => samples((await app.inject('/metrics')).body)
    return { app, metrics, scrape }
  }

  it('counts requests by route, never by path', async () => {
    const { app, scrape } = await serverOf()
    await app.inject('/ask/known')
    await app.inject('/ask/somebody')
    await app.inject('/of/no/route')
    const found = await scrape()
    const count = 'foretell_http_request_duration_seconds_count'
    expect(found[`${count}{method="GET",route="/ask/:id",status="2xx"}`]).toBe(1)
    expect(found[`${count}{method="GET",route="/ask/:id",status="4xx"}`]).toBe(1)
    expect(found[`${count}{method="GET",route="none",status="4xx"}`]).toBe(1)
    expect(found['foretell_http_requests_in_flight']).toBe(1)
    expect(JSON.stringify(Object.keys(found))).not.toMatch(/somebody|no\/route/)
  })

  it('counts predictions by version and level, and failures by code', async () => {
    const { app, scrape } = await serverOf()
    for (const id of ['known', 'known', 'somebody']) await app.inject(`/ask/${id}`)
    const found = await scrape()
    expect(found['foretell_predictions_total{model="churn",version="churn-1",risk_level="high"}']).toBe(2)
    expect(found['foretell_prediction_failures_total{model="churn",code="ENTITY_UNKNOWN"}']).toBe(1)
    expect(found['foretell_prediction_duration_seconds_count{model="churn"}']).toBe(2)
  })

  it('makes no label of a name that a client chose', async () => {
    const { metrics, scrape } = await serverOf()
    const predictor = observedPredictor(fakePredictor(), metrics)
    await expect(predictor.predict('churn; drop', 'x', { explain: false })).rejects.toThrow()
    expect(await scrape()).toMatchObject({
      'foretell_prediction_failures_total{model="unknown",code="ENTITY_UNKNOWN"}': 1,
    })
  })

  it('counts hits and misses of the cache', async () => {
    const { metrics, scrape } = await serverOf()
    const cache = observedCache(
      new InProcessCache({ timeToLive: 1000, subjects: 10, clock: project.clock }),
      metrics,
    )
    const miss = await cache.read('somebody', 'churn')
    if (!miss.hit) await cache.write('somebody', 'churn', '{}', miss.ticket)
    await cache.read('somebody', 'churn')
    expect(await scrape()).toMatchObject({
      'foretell_cache_requests_total{result="hit"}': 1,
      'foretell_cache_requests_total{result="miss"}': 1,
    })
  })

  it('tells what became of events, and which batches were not taken', async () => {
    const { metrics, scrape } = await serverOf()
    await observedReceiver(receiver, metrics).receive({ source: 'app', receivedAt: 0, events: [] })
    const full = new ForetellError('INTERNAL', { values: { what: 'in a test' } })
    const refusing = { ...receiver, receive: () => Promise.reject(full) }
    await expect(
      observedReceiver(refusing, metrics).receive({ source: 'app', receivedAt: 0, events: [] }),
    ).rejects.toBe(full)
    expect(await scrape()).toMatchObject({
      'foretell_ingest_events_total{outcome="stored"}': 2,
      'foretell_ingest_events_total{outcome="quarantined"}': 2,
      'foretell_ingest_events_total{outcome="suppressed"}': 1,
      'foretell_ingest_quarantined_total{reason="time_missing"}': 2,
      'foretell_ingest_refused_batches_total{code="INTERNAL"}': 1,
      foretell_ingest_lag_seconds: 0.25,
      foretell_ingest_pending_rows: 7,
    })
  })

  it('tells how things stand', async () => {
    const { scrape } = await serverOf()
    expect(await scrape()).toMatchObject({
      foretell_warehouse_up: 1,
      'foretell_jobs{state="queued"}': 3,
      'foretell_jobs{state="running"}': 1,
      'foretell_scores_age_seconds{model="churn"}': 86_400,
      'foretell_scored_customers{model="churn"}': 2,
      'foretell_model_age_seconds{model="churn",version="churn-1"}': 86_400,
      'foretell_model_auc_ratio{model="churn",version="churn-1",source="holdout"}': 0.87,
    })
  })

  it('tells the rest when the warehouse is gone, and that it is', async () => {
    const lost = {
      ...project,
      warehouse: { ...project.warehouse, rows: () => Promise.reject(new Error('gone')) },
    }
    const found = await (await serverOf({ project: lost })).scrape()
    expect(found).toMatchObject({ foretell_warehouse_up: 0, foretell_ingest_pending_rows: 7 })
    expect(Object.keys(found).filter((name) => name.startsWith('foretell_scores_age'))).toEqual([])
  })
})

describe('the metrics', () => {
  const { registry } = new Metrics('0.1.0')

  it('all stand in docs/operating.md, with type and labels, and no others', async () => {
    const text = await readFile('docs/operating.md', 'utf8')
    const written = [...text.matchAll(/^\| `(foretell_\w+)` +\| (\w+) +\| ([^|]+?) +\|/gm)].map((row) =>
      row.slice(1, 4),
    )
    const real = (await registry.getMetricsAsJSON())
      .filter(({ name }) => name.startsWith('foretell_'))
      .map(({ name, type }) => {
        const metric = registry.getSingleMetric(name) as unknown as { labelNames: readonly string[] }
        const labels = metric.labelNames.map((label) => `\`${label}\``).join(', ')
        return [name, String(type), labels === '' ? 'none' : labels]
      })
    expect(written).toEqual(real)
  })

  it('are what the dashboard asks for, and it asks for all of them', async () => {
    const dashboard = await readFile('deploy/grafana/foretell.json', 'utf8')
    const names = new Set([...dashboard.matchAll(/\b(?:foretell|process|nodejs)_\w+/g)].map(([name]) => name))
    const asked = new Set([...names].map((name) => name.replace(/_(bucket|count|sum)$/, '')))
    for (const name of asked) expect(registry.getSingleMetric(name), name).toBeDefined()
    const own = (await registry.getMetricsAsJSON())
      .map(({ name }) => name)
      .filter((name) => name.startsWith('foretell_'))
    expect(own.filter((name) => !asked.has(name))).toEqual([])
  })

  it('are asked for with labels that they have', async () => {
    const { panels } = JSON.parse(await readFile('deploy/grafana/foretell.json', 'utf8')) as {
      readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[]
    }
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    expect(expressions.length).toBeGreaterThan(20)
    for (const expression of expressions) {
      for (const [, name, selector] of expression.matchAll(
        /\b(foretell_\w+?)(?:_bucket|_count)?\{([^}]*)\}/g,
      )) {
        const metric = registry.getSingleMetric(name) as unknown as { labelNames: readonly string[] }
        const grouped = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) =>
          labels.split(', '),
        )
        const selected = [...selector.matchAll(/(\w+)=/g)].map(([, label]) => label)
        const foreign = [...grouped, ...selected].filter(
          (label) => !metric.labelNames.includes(label) && label !== 'job' && label !== 'le',
        )
        expect(foreign, expression).toEqual([])
      }
    }
  })
})
