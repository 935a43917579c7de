import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { layers } from '../../src/api/layers/index.js'
import { listen } from '../../src/api/listen.js'
import { type OpenServices, openServices } from '../../src/api/open-services.js'
import { openapi } from '../../src/api/openapi/document.js'
import { routes } from '../../src/api/routes/index.js'
import { createServer } from '../../src/api/server.js'
import {
  count,
  csv,
  defineConfig,
  event,
  last,
  next,
  number,
  predict,
  sum,
} from '../../src/config/declarations.js'
import { explainRows } from '../../src/explanations/explain-rows.js'
import { type TestBusiness, testBusiness } from '../../src/predictions/business.testing.js'
import { score } from '../../src/predictions/score.js'
import { train } from '../../src/predictions/train.js'
import { type Described, type Known, requestsOf } from './fuzz/requests.js'
import { Judge } from './fuzz/verdict.js'
import { Wire } from './fuzz/wire.js'

/** Of each operation. Seeded: what fails once fails always. */
const requestsEach = 25
const seed = 20261126

const document = openapi(routes, '0')
const operations: readonly (readonly [string, Described])[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [operation.operationId, { path, method, operation }] as const,
    ),
)
const judge = new Judge(document)

let business: TestBusiness
let services: OpenServices
let app: Awaited<ReturnType<typeof createServer>>
let wire: Wire
let known: Known
const unexpected: unknown[] = []

beforeAll(async () => {
  const login = event('login', {})
  const purchase = event('purchase', { amount: number({ unit: 'USD' }) })
  const automaticFeatures = { windows: ['30d'] } as const
  const population = count(login, last('30d')).atLeast(1)
  business = await testBusiness(
    ({ events }) =>
      defineConfig({
        sources: { app: csv(events, { events: [login, purchase] }) },
        predictions: {
          churn: predict({ automaticFeatures, population, label: count(login, next('30d')).is(0) }),
          value: predict({ automaticFeatures, population, label: sum(purchase.amount, next('30d')) }),
        },
        // Jobs are taken but not begun: what they do is tested elsewhere, and training takes long.
        server: { jobs: 0, requestsPerMinute: 0 },
      }),
    300,
  )
  const { project } = business
  const versions: string[] = []
  for (const name of ['churn', 'value']) {
    versions.push((await train(project, name)).version)
    await score(project, name, { explain: explainRows, top: 1 })
  }
  services = await openServices(project)
  const logger = pino(
    { level: 'error', base: null },
    { write: (line: string) => void unexpected.push(JSON.parse(line)) },
  )
  app = await createServer(services, { routes, layers, logger, trustProxy: false })
  wire = new Wire(await listen(app, '127.0.0.1', 0))
  const both = ['churn', 'value']
  const names = { prediction: both, model: both, name: both, churn: ['churn'], value: ['value'] }
  const people = ['c1', 'c2', 'c3', 'c4', 'c5']
  known = { ...names, id: people, user_id: people, userId: people, ids: people, version: versions }
})

afterAll(async () => {
  wire.close()
  await app.close()
  await services.close()
  await business.dispose()
})

describe('every operation of the document, asked rightly and wrongly', () => {
  it.each(operations)('%s answers as is described, and never fails', async (_name, described) => {
    let succeeded = 0
    await fc.assert(
      fc.asyncProperty(requestsOf(described, document.components.schemas, known), async (request) => {
        const answer = await wire.send(request)
        if (answer.status < 300) succeeded++
        const own = request.method === described.method.toUpperCase() && reaches(request.path, described.path)
        const wrong = own ? judge.verdict(described.operation, answer) : judge.elsewhere(answer)
        if (wrong === undefined) return
        const body = request.body?.toString().slice(0, 1000) ?? ''
        throw new Error(
          `${wrong}\n${request.method} ${request.path} ${JSON.stringify(request.headers)}\n${body}`,
        )
      }),
      { numRuns: requestsEach, seed, endOnFailure: true },
    )
    expect(succeeded).toBeGreaterThan(0)
  })

  it('has changed no object of the server, and left it well', async () => {
    const inherited: string[] = []
    for (const name in {}) inherited.push(name)
    expect(inherited).toEqual([])
    const { status } = await wire.send({ method: 'GET', path: '/health', headers: {}, body: undefined })
    expect(status).toBe(200)
    expect(unexpected).toEqual([])
  })
})

/** Whether a path is one of the template's: an empty part or a slash too many makes it another's. */
function reaches(path: string, template: string): boolean {
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}(\\?|$)`).test(path)
}
