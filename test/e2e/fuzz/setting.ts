import { pino } from 'pino'

import { layers } from '../../../src/api/layers/index.js'
import { listen } from '../../../src/api/listen.js'
import { openServices } from '../../../src/api/open-services.js'
import { routes } from '../../../src/api/routes/index.js'
import { createServer } from '../../../src/api/server.js'
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
} from '../../../src/config/declarations.js'
import { explainRows } from '../../../src/explanations/explain-rows.js'
import { perform } from '../../../src/jobs/queue/perform.js'
import { type TestBusiness, testBusiness } from '../../../src/predictions/business.testing.js'
import { score } from '../../../src/predictions/score.js'
import { train } from '../../../src/predictions/train.js'
import type { Known, RawRequest } from './requests.js'
import { Wire } from './wire.js'

/** A server of a small trained project, in this process so that what it does to objects shows here. */
export interface Setting {
  readonly address: string
  /** Of an admin. */
  readonly key: string
  readonly wire: Wire
  /** Values that stand for something in the project, for an operation at a path. */
  readonly known: (path: string) => Known
  /** Bodies that an operation takes, where its schema alone does not lead to one. */
  readonly bodies: (operation: string) => readonly unknown[]
  /** Errors that the server logged, and what nobody expected. */
  readonly logged: readonly unknown[]
  close(): Promise<void>
}

export async function fuzzSetting(): Promise<Setting> {
  const business = await trainedBusiness()
  const services = await openServices(business.project)
  const logged: unknown[] = []
  const logger = pino(
    { level: 'error', base: null },
    { write: (line: string) => void logged.push(JSON.parse(line)) },
  )
  const app = await createServer(services, { routes, layers, logger, trustProxy: false })
  const { secret } = await services.keyStore.create({ scope: 'admin' })
  await services.keys.refresh()
  const address = await listen(app, '127.0.0.1', 0)
  const wire = new Wire(address, { authorization: `Bearer ${secret}` })
  const made = await thingsOf(wire)
  await doJob(business, made.jobs[0])
  const bodies = await rightBodies(wire)
  return {
    address,
    key: secret,
    wire,
    logged,
    known: (path) => ({ ...names, id: made[path.split('/')[1]] ?? people, version: made.versions }),
    bodies: (operation) => bodies[operation] ?? [],
    async close() {
      wire.close()
      await app.close()
      await services.close()
      await business.dispose()
    },
  }
}

const predictions = ['churn', 'value']
const people = ['c1', 'c2', 'c3', 'c4', 'c5']
const names = {
  prediction: predictions,
  // Versions are those of one of them.
  model: ['churn'],
  model_type: predictions,
  churn: ['churn'],
  value: ['value'],
  source: ['app'],
  user_id: people,
  userId: people,
  user_ids: people,
}

async function trainedBusiness(): Promise<TestBusiness> {
  const login = event('login', {})
  const purchase = event('purchase', { amount: number({ unit: 'USD' }) })
  const few = { automaticFeatures: { windows: ['30d'] }, maximumAnchors: 6 } as const
  const population = count(login, last('30d')).atLeast(1)
  const business = await testBusiness(
    ({ events }) =>
      defineConfig({
        sources: { app: csv(events, { events: [login, purchase] }) },
        predictions: {
          churn: predict({ ...few, population, label: count(login, next('30d')).is(0) }),
          value: predict({ ...few, population, label: sum(purchase.amount, next('30d')) }),
        },
        // Jobs are taken but not begun: what they do is tested elsewhere, and training takes long.
        server: { jobs: 0, requestsPerMinute: 0, log: 'silent' },
      }),
    300,
  )
  for (const name of predictions) {
    await train(business.project, name)
    await score(business.project, name, { explain: explainRows, top: 1 })
  }
  return business
}

/** Ids of what has been made to ask about, by the first part of the path, and the versions of models. */
async function thingsOf(wire: Wire): Promise<Readonly<Record<string, readonly string[]>>> {
  const keys = [1, 2, 3].map(() => asked<{ id: string }>(wire, 'POST', '/keys', { scope: 'read' }))
  const jobs = [1, 2, 3].map(() =>
    asked<{ job_id: string }>(wire, 'POST', '/predict/batch', { prediction: 'churn' }),
  )
  const order = { regulationType: 'SUPPRESS', subjectType: 'USER_ID', subjectIds: ['nobody'] }
  const { regulation } = await asked<{ regulation: { id: string } }>(wire, 'POST', '/regulations', order)
  const { versions } = await asked<{ versions: string[] }>(wire, 'GET', '/v2/models/churn')
  return {
    keys: (await Promise.all(keys)).map(({ id }) => id),
    jobs: (await Promise.all(jobs)).map(({ job_id: id }) => id),
    regulations: [regulation.id],
    versions,
  }
}

/** Features of a model must be named as they are; their names are asked for. */
async function rightBodies(wire: Wire): Promise<Readonly<Record<string, readonly unknown[]>>> {
  interface Metadata {
    readonly inputs: readonly { readonly name: string; readonly datatype: string }[]
  }
  const { inputs } = await asked<Metadata>(wire, 'GET', '/v2/models/churn')
  const value = (datatype: string): unknown => (datatype === 'BYTES' ? 'x' : 1)
  const row = Object.fromEntries(inputs.map(({ name, datatype }) => [name, value(datatype)]))
  const tensors = inputs.map(({ name, datatype }) => ({
    name,
    datatype,
    shape: [1],
    data: [value(datatype)],
  }))
  const invocation = { dataframe_records: [row, {}], params: { prediction: 'churn', explain: true } }
  return {
    predict: [{ user_id: 'c1' }, { features: row, include_explanations: false }],
    predictDescribed: [
      { prediction: 'churn', features: row },
      { prediction: 'value', ...row },
    ],
    infer: [{ inputs: tensors }],
    inferVersion: [{ inputs: tensors }],
    invocations: [invocation],
    invocationsOf: [invocation, { inputs: [row] }],
    predictBatch: [{ prediction: 'churn' }, { prediction: 'value', user_ids: ['c1', 'c2'] }],
    posthogCapture: [{ event: 'login', distinct_id: 'c1' }],
    posthogBatch: [{ batch: [{ event: 'login', distinct_id: 'c1' }] }],
  }
}

/** Does a job here, so that there are results. */
async function doJob({ project }: TestBusiness, jobId: string): Promise<void> {
  const { signal } = new AbortController()
  const outcome = await perform(project, { jobId, phase: 'whole' }, { stop: signal, worker: 'here' })
  if (outcome.kind !== 'done') throw new Error(`the job ended otherwise: ${JSON.stringify(outcome)}`)
}

async function asked<Answer>(wire: Wire, method: string, path: string, body?: object): Promise<Answer> {
  const request: RawRequest = {
    method,
    path,
    headers: {},
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
  }
  const { status, text } = await wire.send(request)
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`)
  return JSON.parse(text) as Answer
}
