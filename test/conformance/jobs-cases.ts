import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { batchGone } from '../../src/jobs/batch.js'
import type { Job, JobState } from '../../src/jobs/queue/job.js'
import type { JobBoard, JobRequest } from '../../src/jobs/queue/job-board.js'
import { storePeople } from '../../src/predictions/batch-results.js'
import { predictOne } from '../../src/predictions/predict-one.js'
import type { TestBusiness } from '../../src/predictions/business.testing.js'
import { explainRows } from '../../src/explanations/explain-rows.js'
import { DAY, type Clock } from '../../src/shared/time.js'
import type { Project } from '../../src/warehouse/project.js'

export interface OpenedBoard {
  readonly board: JobBoard
  /** Processes that do something for it now. */
  processes(): readonly number[]
  close(): Promise<void>
}

export interface JobsWorld {
  readonly business: () => TestBusiness
  readonly open: (project: Project) => Promise<OpenedBoard>
}

export const everyone = { prediction: 'churn', version: null, explanations: false, people: null }

/** Waits until a job is in one of the states. */
async function untilState(board: JobBoard, id: string, ...states: JobState[]): Promise<Job> {
  for (let waited = 0; waited < 90_000; waited += 50) {
    const job = await board.find(id)
    if (job !== undefined && states.includes(job.state)) return job
    await pause(50)
  }
  throw new Error(`job ${id}: ${JSON.stringify(await board.find(id))}`)
}

/** Waits until a job has ended. */
export function ended(board: JobBoard, id: string): Promise<Job> {
  return untilState(board, id, 'done', 'failed', 'cancelled', 'expired')
}

/** What every board of jobs must do, whoever does them. */
export function jobsCases(name: string, { business, open }: JobsWorld): void {
  describe(name, () => {
    // The boards share a business; whose jobs they are tells theirs apart.
    const [owner, otherOwner] = [`key of ${name}`, `other key of ${name}`]
    let project: Project
    let opened: OpenedBoard
    let board: JobBoard
    beforeAll(async () => {
      project = business().project
      opened = await open(project)
      board = opened.board
    })
    afterAll(() => opened.close())

    const submit = (request: Partial<JobRequest>): Promise<Job> =>
      board.submit({ kind: 'batch', input: everyone, owner, ...request })

    const running = (id: string): Promise<Job> => untilState(board, id, 'running')
    const end = (id: string): Promise<Job> => ended(board, id)

    async function results(id: string): Promise<Record<string, unknown>[]> {
      return project.warehouse.rows(
        'SELECT * FROM batch_results FINAL WHERE job_id = {id:String} ORDER BY entity_id',
        {
          parameters: { id },
        },
      )
    }

    it('does a batch in parts, each customer once, and says the same as when one is asked for alone', async () => {
      const asked = await submit({
        input: { ...everyone, explanations: true, partRows: 60 },
        trace: 'trace-1',
      })
      expect(asked).toMatchObject({ kind: 'batch', attempts: 0, result: null, owner, trace: 'trace-1' })
      const job = await end(asked.id)
      expect(job).toMatchObject({ state: 'done', attempts: 1, error: null })
      const rows = await results(job.id)
      expect(job.result).toMatchObject({ prediction: 'churn', rows: rows.length, unknown: 0 })
      expect(job.progress).toEqual({ done: rows.length, total: rows.length, unit: 'rows' })
      expect(rows.length).toBeGreaterThan(120)
      for (const row of rows.slice(0, 3)) {
        const alone = await predictOne(project, 'churn', String(row['entity_id']), { explain: explainRows })
        expect(row).toMatchObject({
          probability: alone.probability,
          level: alone.level,
          low: alone.interval?.low,
          high: alone.interval?.high,
          base: alone.base,
          in_population: 1,
        })
        expect(JSON.parse(String(row['factors']))).toEqual(alone.factors)
        expect(row['percentile']).toBeCloseTo(alone.percentile ?? -1, 9)
      }
      expect(Date.parse(job.expiresAt ?? '') - Date.parse(job.finishedAt ?? '')).toBe(
        project.plan.server.resultHours * 3_600_000,
      )
    })

    it('asks about named people, in the population or not, and counts those nobody knows', async () => {
      const id = crypto.randomUUID()
      const people = ['c1', 'c2', 'c3', 'nobody', 'c4']
      await storePeople(project, id, people, batchGone(project.plan, project.clock.now()))
      const asked = await submit({ id, input: { ...everyone, people: people.length } })
      const job = await end(asked.id)
      expect(job).toMatchObject({ id, state: 'done', result: { rows: 4, unknown: 1 } })
      const rows = await results(id)
      expect(rows.map((row) => row['entity_id'])).toEqual(['c1', 'c2', 'c3', 'c4'])
      expect(rows.every(({ factors }) => factors === '')).toBe(true)
    })

    it('takes the second request of an idempotency key for the first, of the same owner', async () => {
      const [first, second] = [await submit({ idempotencyKey: 'a' }), await submit({ idempotencyKey: 'a' })]
      const other = await submit({ idempotencyKey: 'a', owner: otherOwner })
      expect(second.id).toBe(first.id)
      expect(other.id).not.toBe(first.id)
      await Promise.all([first.id, other.id].map(end))
      expect((await board.find(first.id))?.attempts).toBe(1)
    })

    it('lists the newest first, by owner and by state', async () => {
      const own = await board.list({ owner, state: 'done' })
      expect(own.length).toBeGreaterThanOrEqual(3)
      expect(own.every((job) => job.owner === owner && job.state === 'done')).toBe(true)
      const times = own.map(({ createdAt }) => createdAt)
      expect(times).toEqual([...times].sort().reverse())
      expect(await board.list({ owner: otherOwner })).toHaveLength(1)
      expect(await board.list({ limit: 2 })).toHaveLength(2)
      expect(await board.find('nothing')).toBeUndefined()
      expect(await board.cancel('nothing')).toBeUndefined()
    })

    it('says why a job failed, and does not try again what can never go well', async () => {
      const { id } = await submit({ input: { ...everyone, prediction: 'chrun' } })
      const job = await end(id)
      expect(job).toMatchObject({ state: 'failed', attempts: 1, error: { code: 'PREDICTION_UNKNOWN' } })
      expect(job.finishedAt).not.toBeNull()
    })

    it('cancels what runs and what waits; what has ended stays as it is', async () => {
      // So many parts that it does not end before.
      const working = await submit({ input: { ...everyone, explanations: true, partRows: 5 } })
      await running(working.id)
      const waiting = await submit({})
      expect(await board.depth()).toEqual({ queued: 1, running: 1 })
      expect(await board.cancel(waiting.id)).toMatchObject({ state: 'cancelled' })
      expect(await board.cancel(working.id)).toMatchObject({ state: 'cancelled', result: null })
      const next = await submit({})
      expect(await end(next.id)).toMatchObject({ state: 'done' })
      expect(await board.find(waiting.id)).toMatchObject({ state: 'cancelled', attempts: 0 })
      expect(await board.find(working.id)).toMatchObject({ state: 'cancelled' })
      expect(await results(working.id)).toEqual([])
      expect(await results(waiting.id)).toEqual([])
      expect(await board.cancel(next.id)).toMatchObject({ state: 'done' })
      expect(await board.depth()).toEqual({ queued: 0, running: 0 })
    })

    it('begins a job again whose process was killed', async () => {
      const { id } = await submit({ kind: 'train', input: { prediction: 'churn' } })
      await running(id)
      for (const pid of opened.processes()) process.kill(pid, 'SIGKILL')
      const job = await end(id)
      expect(job).toMatchObject({ state: 'done', attempts: 2, result: { prediction: 'churn' } })
    })

    it('goes on where it was after a restart', async () => {
      const training = await submit({ kind: 'train', input: { prediction: 'churn' } })
      await running(training.id)
      const waiting = await submit({})
      await opened.close()
      opened = await open(project)
      board = opened.board
      expect(await end(training.id)).toMatchObject({ state: 'done' })
      expect(await end(waiting.id)).toMatchObject({ state: 'done', attempts: 1 })
    })

    it('deletes results when their time has come', async () => {
      const { id } = await submit({})
      await end(id)
      expect((await results(id)).length).toBeGreaterThan(100)
      await opened.close()
      const later: Clock = { now: () => project.clock.now() + 8 * DAY }
      opened = await open({ ...project, clock: later })
      board = opened.board
      const job = await untilState(board, id, 'expired')
      expect(job.result).toBeNull()
      for (let waited = 0; (await results(id)).length > 0 && waited < 10_000; waited += 50) await pause(50)
      expect(await results(id)).toEqual([])
    })
  })
}
