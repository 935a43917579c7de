import type { AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'

import { posthogIngestRoutes } from '../../src/api/protocols/posthog.js'
import { segmentIngestRoutes } from '../../src/api/protocols/segment.js'
import { testServer } from '../../src/api/server.testing.js'
import { openReceiver } from '../../src/events/live/live-receiver.js'
import type { Receiver } from '../../src/events/live/receiver.js'
import { systemClock } from '../../src/shared/time.js'
import { testProject, type TestProject } from '../../src/sources/project.testing.js'

/** One request as a client sent it. */
export interface SentRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly status: number
}

export interface IngestServer {
  readonly url: string
  readonly project: TestProject
  readonly requests: readonly SentRequest[]
  /** What the next requests are answered, after their events are stored, instead of success. */
  answerNext(...statuses: readonly number[]): void
  /** Refuses so many batches before it takes any of them. */
  overload(times: number): void
  /** Events that are stored, each as often as it is there. */
  events<Row extends object>(columns: string): Promise<readonly Row[]>
  /** Forgets everything that was stored and sent. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** A server of the ingest routes on a warehouse of its own, which can be told to fail. */
export async function ingestServer(): Promise<IngestServer> {
  const project = await testProject({}, systemClock)
  const real = await openReceiver(project, {
    suppressed: { has: () => false },
    merges: { record: () => Promise.resolve([]), arrived: () => undefined },
  })
  let full = 0
  let failures: number[] = []
  const requests: SentRequest[] = []
  // One that is closed refuses everything, as one that is full does.
  const closed = await openReceiver(project, {
    suppressed: { has: () => false },
    merges: { record: () => Promise.resolve([]), arrived: () => undefined },
  })
  await closed.close()
  const receiver: Receiver = {
    receive: (batch) => (full-- > 0 ? closed : real).receive(batch),
    load: () => real.load(),
    close: () => real.close(),
  }
  const { app } = await testServer({ project, receiver }, [...segmentIngestRoutes, ...posthogIngestRoutes])
  failAfterStoring(app, () => failures.shift())
  app.addHook('onResponse', (request, reply, done) => {
    requests.push({ url: request.url, headers: request.headers, status: reply.statusCode })
    done()
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    project,
    requests,
    answerNext: (...statuses) => void failures.push(...statuses),
    overload: (times) => void (full = times),
    events: (columns) => project.warehouse.rows(`SELECT ${columns} FROM events FINAL ORDER BY ALL`),
    async empty() {
      requests.length = 0
      failures = []
      full = 0
      for (const table of ['events', 'traits', 'live_quarantine'])
        await project.warehouse.execute(`TRUNCATE TABLE ${table}`)
    },
    async close() {
      await app.close()
      await receiver.close()
      await project.dispose()
    },
  }
}

/** As when the answer is lost on its way: the events are there, and the client does not know. */
function failAfterStoring(app: FastifyInstance, next: () => number | undefined): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    const status = reply.statusCode === 200 ? next() : undefined
    if (status !== undefined) reply.code(status).header('retry-after', '1')
    return Promise.resolve(payload)
  })
}
