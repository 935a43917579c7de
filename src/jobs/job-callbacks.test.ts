import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { fixedClock } from '../shared/time.js'
import { JobCallbacks, type JobCallbacksOptions } from './job-callbacks.js'
import type { Job } from './queue/job.js'

const clock = fixedClock('2026-11-21T12:00:00Z')
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

let server: Server
let url: string
let received: { id: string; data: Record<string, unknown> }[]
let arrived: (count: number) => Promise<void>
let jobs: Job[]
let warnings: string[]

beforeEach(async () => {
  received = []
  jobs = []
  warnings = []
  let told: () => void = () => undefined
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const { data } = JSON.parse(body) as { data: Record<string, unknown> }
      received.push({ id: String(request.headers['webhook-id']), data })
      response.writeHead(204).end()
      told()
    })
  })
  arrived = async (count) => {
    while (received.length < count) await new Promise<void>((resolve) => (told = resolve))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://hooks.example:${(server.address() as AddressInfo).port}/done`
})

afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

function job(id: string, more: Partial<Job> = {}): Job {
  return {
    id,
    kind: 'batch',
    state: 'running',
    input: { callbackUrl: url },
    progress: { done: 0, total: null, unit: '' },
    step: '',
    attempts: 1,
    result: null,
    error: null,
    createdAt: '2026-11-21T11:00:00.000Z',
    startedAt: '2026-11-21T11:00:00.000Z',
    finishedAt: null,
    expiresAt: null,
    owner: 'key_1',
    trace: null,
    worker: 'here',
    changedAt: '2026-11-21T11:00:00.000Z',
    ...more,
  }
}

const ended = (id: string, finishedAt = '2026-11-21T11:59:00.000Z'): Job =>
  job(id, { state: 'done', finishedAt })

function callbacks(more: Partial<JobCallbacksOptions> = {}): JobCallbacks {
  return new JobCallbacks({
    jobs: {
      find: (id) => Promise.resolve(jobs.find((each) => each.id === id)),
      list: () => Promise.resolve(jobs),
    },
    secret,
    clock,
    warn: (message) => void warnings.push(message),
    interval: 5,
    schedule: [0, 1],
    rules: { http: true, permits: () => true, lookup: () => Promise.resolve(['127.0.0.1']) },
    ...more,
  })
}

describe('the end of a job', () => {
  it('is told once it has come, without anything about people', async () => {
    jobs = [job('7')]
    const told = callbacks()
    told.watch(jobs[0])
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(received).toHaveLength(0)
    jobs = [ended('7')]
    await arrived(1)
    await told.close()
    expect(received).toEqual([
      {
        id: 'job-7',
        data: {
          job_id: '7',
          kind: 'batch',
          status: 'done',
          status_url: '/jobs/7',
          error: null,
          finished_at: '2026-11-21T11:59:00.000Z',
        },
      },
    ])
    expect(warnings).toEqual([])
  })

  it('is not told where nobody asked for it', async () => {
    jobs = [{ ...ended('7'), input: {} }]
    const told = callbacks()
    told.watch(jobs[0])
    await told.close()
    expect(received).toHaveLength(0)
  })

  it('is told by the next server, of jobs that run and that have just ended', async () => {
    jobs = [ended('new'), ended('old', '2026-11-21T11:00:00.000Z'), ended('other')]
    const told = callbacks()
    await told.resume()
    await arrived(2)
    await told.close()
    expect(received.map(({ id }) => id).sort()).toEqual(['job-new', 'job-other'])
  })

  it('is warned of when nobody takes it', async () => {
    jobs = [ended('7')]
    const told = callbacks({ rules: { http: true, lookup: () => Promise.resolve(['127.0.0.1']) } })
    told.watch(jobs[0])
    while (warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await told.close()
    expect(warnings[0]).toMatch(/job 7 .*private/)
    expect(received).toHaveLength(0)
  })
})

describe('an address for it', () => {
  it('is refused where it is private, or nothing can be signed', async () => {
    await callbacks().check(url)
    await expect(callbacks({ rules: {} }).check('https://127.0.0.1/')).rejects.toMatchObject({
      code: 'WEBHOOK_TARGET',
    })
    for (const bad of [undefined, 'short']) {
      await expect(callbacks({ secret: bad }).check(url)).rejects.toMatchObject({ code: 'WEBHOOK_SECRET' })
    }
  })
})
