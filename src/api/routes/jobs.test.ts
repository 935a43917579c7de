import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { churnBusiness } from '../../../test/conformance/jobs-business.js'
import { batch, type BatchInput } from '../../jobs/batch.js'
import { JobCallbacks } from '../../jobs/job-callbacks.js'
import type { Job } from '../../jobs/queue/job.js'
import type { JobBoard, JobRequest } from '../../jobs/queue/job-board.js'
import { JobStore } from '../../jobs/queue/job-store.js'
import { newJobId } from '../../jobs/queue/new-job.js'
import { orderRegulation } from '../../jobs/order-regulation.js'
import { regulate } from '../../jobs/regulate.js'
import { verified, webhookReceiver } from '../../jobs/webhook.testing.js'
import type { TestBusiness } from '../../predictions/business.testing.js'
import { HOUR } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import { methodsOf } from '../../warehouse/warehouse.testing.js'
import type { Layer } from '../server.js'
import { testServer, type TestServer } from '../server.testing.js'
import { jobRoutes } from './jobs.js'

let business: TestBusiness
let server: TestServer
let store: JobStore
let callbacks: JobCallbacks
const warnings: string[] = []
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** A board whose jobs wait until the test does them in this process. */
function waitingBoard(): JobBoard {
  return {
    description: 'by the test',
    async submit(request: JobRequest) {
      const { kind, input, owner, trace = null } = request
      const id = newJobId(request)
      await store.create({ id, kind, input, owner, trace: trace ?? null, worker: 'test' })
      return found(id)
    },
    find: (id) => store.find(id),
    list: (query) => store.list(query),
    async cancel(id) {
      const job = await store.find(id)
      if (job?.state === 'queued') await store.write(id, { ...job, state: 'cancelled' })
      return store.find(id)
    },
    depth: () => store.depth(),
    close: () => Promise.resolve(),
  }
}

async function found(id: string): Promise<Job> {
  const job = await store.find(id)
  if (job === undefined) throw new Error(`no job ${id}`)
  return job
}

/**
 * Does a batch here and now.
 * @param hours from now, when its results expire
 * @param read is done when people have been read and nothing of them is stored yet
 */
async function done(id: string, hours = 1, read?: () => Promise<void>): Promise<void> {
  const job = await found(id)
  const work = { project: business.project, job }
  const parts = await batch.plan(work)
  const reading = read === undefined ? work : { project: beforeStoring(read), job }
  for (const part of parts) await batch.part(reading, part)
  // A part that is done again changes nothing.
  await batch.part(work, parts[0])
  const now = business.project.clock.now()
  await store.write(id, {
    ...job,
    state: 'done',
    result: await batch.finish(work, parts),
    finishedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + hours * HOUR).toISOString(),
  })
}

/** The project, in which something is done before each part is stored. */
function beforeStoring(first: () => Promise<void>): Project {
  const { warehouse } = business.project
  const insertStream: Warehouse['insertStream'] = async (...parameters) => {
    await first()
    return warehouse.insertStream(...parameters)
  }
  return { ...business.project, warehouse: { ...methodsOf(warehouse), insertStream } }
}

/** Who asks stands in a header. */
const callers: Layer = (app) => {
  app.addHook('onRequest', (request, _reply, next) => {
    const key = request.headers['x-key']
    if (typeof key === 'string') request.caller = { ...request.caller, key, scope: 'read' }
    next()
  })
}

beforeAll(async () => {
  business = await churnBusiness()
  store = new JobStore(business.project)
  const { project } = business
  const jobs = waitingBoard()
  callbacks = new JobCallbacks({
    jobs,
    secret: webhookSecret,
    clock: project.clock,
    warn: (message) => void warnings.push(message),
    interval: 5,
    schedule: [0, 5, 5],
    // What reaches this machine's own services is refused elsewhere.
    rules: { http: true, permits: (address) => address === '127.0.0.1' },
  })
  server = await testServer({ project, jobs, callbacks }, jobRoutes, [callers])
})
afterAll(async () => {
  await server.app.close()
  await callbacks.close()
  await business.dispose()
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly text: string
  readonly type: unknown
}

async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  options: { readonly body?: object; readonly key?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { body, key, headers } = options
  const answer = await server.app.inject({
    method,
    url,
    headers: { ...headers, ...(key === undefined ? {} : { 'x-key': key }) },
    ...(body === undefined ? {} : { payload: body }),
  })
  const json = /\bjson/.test(String(answer.headers['content-type'])) && answer.payload.startsWith('{')
  return {
    status: answer.statusCode,
    body: json ? answer.json<Record<string, unknown>>() : {},
    text: answer.payload,
    type: answer.headers['content-type'],
  }
}

async function asked(body: object, key?: string): Promise<string> {
  const { status, body: answer } = await ask('POST', '/predict/batch', {
    body,
    ...(key === undefined ? {} : { key }),
  })
  expect(status).toBe(202)
  expect(answer).toEqual({
    job_id: answer['job_id'],
    status: 'queued',
    status_url: `/jobs/${String(answer['job_id'])}`,
  })
  return String(answer['job_id'])
}

describe('POST /predict/batch', () => {
  it('makes a job about whom it names, once each, and keeps the ids out of the job', async () => {
    const id = await asked({
      prediction: 'churn',
      user_ids: ['c1', 'c2', 'c1', 7],
      include_explanations: true,
    })
    const { input } = await found(id)
    expect(input).toEqual({
      prediction: 'churn',
      version: null,
      explanations: true,
      people: 3,
      format: 'json',
    })
  })

  it('takes the only prediction where none is named, and model_type for its name', async () => {
    const both = [await found(await asked({})), await found(await asked({ model_type: 'churn' }))]
    for (const { input } of both) expect((input as unknown as BatchInput).prediction).toBe('churn')
  })

  it('refuses at once what a job could only fail at', async () => {
    expect((await ask('POST', '/predict/batch', { body: { prediction: 'chrun' } })).body['code']).toBe(
      'PREDICTION_UNKNOWN',
    )
    expect((await ask('POST', '/predict/batch', { body: { version: 'none' } })).body['code']).toBe(
      'VERSION_UNKNOWN',
    )
    expect((await ask('POST', '/predict/batch', { body: { user_ids: [] } })).status).toBe(400)
    expect((await ask('POST', '/predict/batch', { body: { format: 'xml' } })).status).toBe(400)
    expect((await ask('POST', '/ingest', { body: { source: 'nothing' } })).body['code']).toBe(
      'SOURCE_UNKNOWN',
    )
  })

  it('is the same job for the same idempotency key of the same owner', async () => {
    const headers = { 'idempotency-key': 'once' }
    const jobs = await Promise.all(
      ['a', 'a', 'b'].map(async (key, index) => {
        if (index > 0) await new Promise((resolve) => setTimeout(resolve, 300 * index))
        return (await ask('POST', '/predict/batch', { body: {}, headers, key })).body['job_id']
      }),
    )
    expect(jobs[1]).toBe(jobs[0])
    expect(jobs[2]).not.toBe(jobs[0])
  })
})

describe('callback_url', () => {
  it('is told of the end by a signed message, again while it answers 500', async () => {
    const receiver = await webhookReceiver([500, 500, 204])
    const id = await asked({ user_ids: ['c1'], callback_url: receiver.url })
    expect(receiver.received).toEqual([])
    await done(id)
    await receiver.arrived(3)
    const job = (await ask('GET', `/jobs/${id}`)).body
    for (const message of receiver.received) {
      expect(verified(message, webhookSecret)).toBe(true)
      expect(verified({ ...message, body: message.body.replace('done', 'gone') }, webhookSecret)).toBe(false)
      expect(message.headers['webhook-id']).toBe(`job-${id}`)
      expect(JSON.parse(message.body)).toMatchObject({
        type: 'job.finished',
        data: { job_id: id, kind: 'batch', status: 'done', status_url: `/jobs/${id}`, error: null },
      })
      expect((JSON.parse(message.body) as { data: object }).data).toHaveProperty(
        'finished_at',
        job['finished_at'],
      )
    }
    // The third was taken, so there is no fourth, and nothing to warn of.
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(receiver.received).toHaveLength(3)
    expect(warnings).toEqual([])
    await receiver.close()
  })

  it('is warned of when it takes nothing, without its address', async () => {
    const receiver = await webhookReceiver([500])
    const id = await asked({ user_ids: ['c1'], callback_url: `${receiver.url}?token=secret` })
    await done(id)
    await receiver.arrived(3)
    while (warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(warnings.splice(0)).toEqual([`the end of job ${id} could not be told: it answered 500`])
    await receiver.close()
  })

  it('is refused where it leads into a private network, and no job is made', async () => {
    const before = (await ask('GET', '/jobs?limit=1000')).body['jobs'] as unknown[]
    for (const url of [
      'http://10.0.0.1/',
      'http://169.254.169.254/latest',
      'http://[::1]/',
      'ftp://a.example/',
      'x',
    ]) {
      const answer = await ask('POST', '/predict/batch', { body: { callback_url: url } })
      expect([answer.status, answer.body['code']]).toEqual([422, 'WEBHOOK_TARGET'])
    }
    expect((await ask('GET', '/jobs?limit=1000')).body['jobs']).toHaveLength(before.length)
  })
})

describe('results', () => {
  it('come as JSON, lines, CSV and Parquet, and say the same', async () => {
    const id = await asked({
      user_ids: ['c1', 'c2', 'c3', 'nobody'],
      include_explanations: true,
      format: 'ndjson',
    })
    const early = await ask('GET', `/jobs/${id}/results`)
    expect(early).toMatchObject({ status: 409, body: { code: 'JOB_NOT_DONE' } })
    await done(id)
    const job = await ask('GET', `/jobs/${id}`)
    expect(job.body).toMatchObject({
      status: 'done',
      results_url: `/jobs/${id}/results`,
      result: { rows: 3, unknown: 1 },
    })

    const json = await ask('GET', `/jobs/${id}/results?format=json`)
    const rows = JSON.parse(json.text) as Record<string, unknown>[]
    expect(rows.map((row) => row['user_id'])).toEqual(['c1', 'c2', 'c3'])
    const probability = Number(rows[0]['probability'])
    expect(rows[0]).toMatchObject({
      prediction_type: 'churn',
      prediction: probability >= 0.5 ? 1 : 0,
      confidence: Math.max(probability, 1 - probability),
      value: null,
      model_version: (job.body['result'] as { version: string }).version,
    })
    const [factor] = rows[0]['risk_factors'] as Record<string, unknown>[]
    expect(Object.keys(factor)).toEqual([
      'factor',
      'feature',
      'impact',
      'direction',
      'description',
      'current_value',
      'typical_value',
      'risk_threshold',
    ])

    const lines = await ask('GET', `/jobs/${id}/results`)
    expect(lines.type).toContain('ndjson')
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(rows)

    const csv = (await ask('GET', `/jobs/${id}/results?format=csv`)).text.trim().split('\n')
    expect(csv).toHaveLength(4)
    expect(csv[0]).toContain('"user_id","prediction_type","prediction","confidence"')
    expect(csv[1]).toContain(String(factor['description']).replaceAll('"', '""'))
    expect((await ask('GET', `/jobs/${id}/results?format=parquet`)).text.slice(0, 4)).toBe('PAR1')
  })

  it('have nothing of people who were deleted while the batch ran', async () => {
    const { project } = business
    const gone = { c405: 'DELETE_ONLY', c406: 'SUPPRESS_WITH_DELETE' } as const
    const id = await asked({ user_ids: ['c404', ...Object.keys(gone)] })
    await done(id, 1, async () => {
      for (const [person, type] of Object.entries(gone)) {
        const order = await orderRegulation(project, { type, ids: [person], owner: 'test' })
        expect((await regulate(project, order.id, { settle: 0 })).removed['events']).toBeGreaterThan(0)
      }
    })
    expect((await ask('GET', `/jobs/${id}`)).body['result']).toMatchObject({ rows: 1, unknown: 2 })
    for (const format of ['json', 'ndjson', 'csv', 'parquet']) {
      const { text } = await ask('GET', `/jobs/${id}/results?format=${format}`)
      expect(new Set(text.match(/\bc40\d\b/g))).toEqual(new Set(['c404']))
    }
  })

  it('are gone when they have expired, and not there for other kinds of jobs', async () => {
    const id = await asked({ user_ids: ['c1'] })
    await done(id, -1)
    expect(await ask('GET', `/jobs/${id}/results`)).toMatchObject({
      status: 410,
      body: { code: 'JOB_EXPIRED' },
    })
    const training = await ask('POST', '/train', { body: {} })
    const results = await ask('GET', `/jobs/${String(training.body['job_id'])}/results`)
    expect(results).toMatchObject({ status: 409, body: { code: 'JOB_WITHOUT_ROWS' } })
  })
})

describe('jobs', () => {
  it('are seen and stopped by their owner and by admins only', async () => {
    const id = await asked({ user_ids: ['c1'] }, 'mine')
    expect((await ask('GET', `/jobs/${id}`, { key: 'mine' })).body).toMatchObject({
      status: 'queued',
      owner: 'mine',
    })
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await ask(method, `/jobs/${id}`, { key: 'other' })).toMatchObject({
        status: 404,
        body: { code: 'JOB_UNKNOWN' },
      })
    }
    expect((await ask('GET', '/jobs', { key: 'mine' })).body['jobs']).toHaveLength(1)
    expect((await ask('GET', '/jobs', { key: 'other' })).body['jobs']).toEqual([])
    expect((await ask('GET', '/jobs?limit=3')).body['jobs']).toHaveLength(3)
    expect((await ask('POST', `/jobs/${id}/cancel`, { key: 'mine' })).body['status']).toBe('cancelled')
    expect((await ask('DELETE', `/jobs/${id}`)).body['status']).toBe('cancelled')
    expect((await ask('GET', '/jobs?state=cancelled')).body['jobs']).toHaveLength(1)
  })
})
