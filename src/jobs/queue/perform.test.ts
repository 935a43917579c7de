import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { systemClock } from '../../shared/time.js'
import { testProject, type TestProject } from '../../sources/project.testing.js'
import { methodsOf } from '../../warehouse/warehouse.testing.js'
import { ended } from './ending.js'
import type { PartedHandler } from './handler.js'
import { JobStore } from './job-store.js'
import { perform } from './perform.js'
import type { TaskOutcome } from './task.js'

const handler = vi.hoisted(() => ({
  plan: vi.fn<PartedHandler['plan']>(),
  part: vi.fn<PartedHandler['part']>(),
  finish: vi.fn<PartedHandler['finish']>(),
  discard: vi.fn<PartedHandler['discard']>(),
}))
vi.mock('./handlers.js', () => ({ handlerOf: () => Promise.resolve(handler) }))

const away = (): Promise<never> => Promise.reject(new Error('the warehouse is away'))

let project: TestProject
let store: JobStore
beforeAll(async () => {
  project = await testProject({}, systemClock)
  store = new JobStore(project)
})
afterAll(() => project.dispose())

let id: string
beforeEach(async () => {
  id = crypto.randomUUID()
  project.warnings.length = 0
  handler.plan.mockReset().mockResolvedValue([{ part: 0, input: {}, rows: 1 }])
  handler.part.mockReset().mockResolvedValue()
  handler.finish.mockReset().mockResolvedValue({ rows: 1 })
  handler.discard.mockReset().mockResolvedValue()
  await store.create({ id, kind: 'batch', owner: 'key', input: {}, trace: null, worker: 'here' })
})

async function cancel(): Promise<void> {
  await store.write(id, ended(await store.known(id), 'cancelled', systemClock))
}

function done(warehouse = project.warehouse, stop = new AbortController()): Promise<TaskOutcome> {
  return perform(
    { ...project, warehouse },
    { jobId: id, phase: 'whole' },
    { stop: stop.signal, worker: 'here' },
  )
}

/** A warehouse of which so many statements that read jobs fail, once something has happened. */
function forgetful(failures: number, begun: () => boolean): typeof project.warehouse {
  let left = failures
  return {
    ...methodsOf(project.warehouse),
    rows: (sql, options) =>
      begun() && sql.includes('FROM jobs') && left-- > 0 ? away() : project.warehouse.rows(sql, options),
  }
}

describe('a job', () => {
  it('that goes well keeps what it has written', async () => {
    expect(await done()).toEqual({ kind: 'done' })
    expect(await store.known(id)).toMatchObject({ state: 'done', result: { rows: 1 } })
    expect(handler.discard).not.toHaveBeenCalled()
  })

  it('that is cancelled while its end is stored leaves nothing', async () => {
    handler.finish.mockImplementation(async () => {
      await cancel()
      return { rows: 1 }
    })
    expect(await done()).toEqual({ kind: 'done' })
    expect((await store.known(id)).state).toBe('cancelled')
    expect(handler.discard).toHaveBeenCalledOnce()
  })

  it('leaves nothing either when it cannot be seen at once that it was cancelled', async () => {
    let cancelled = false
    handler.finish.mockImplementation(async () => {
      await cancel()
      cancelled = true
      return { rows: 1 }
    })
    expect(await done(forgetful(2, () => cancelled))).toEqual({ kind: 'done' })
    expect(handler.discard).toHaveBeenCalledOnce()
  })

  it('that was cancelled before it was begun again leaves nothing', async () => {
    await cancel()
    expect(await done()).toEqual({ kind: 'done' })
    expect(handler.plan).not.toHaveBeenCalled()
    expect(handler.discard).toHaveBeenCalledOnce()
  })

  it('has an outcome when what it has written cannot be taken back, and says so', async () => {
    handler.part.mockImplementation(async () => {
      await cancel()
      throw new Error('cancelled')
    })
    handler.discard.mockImplementation(away)
    expect(await done()).toEqual({ kind: 'done' })
    expect(handler.discard).toHaveBeenCalledTimes(3)
    expect(project.warnings).toEqual([
      expect.stringMatching(new RegExp(`job ${id} .* expires.*the warehouse is away`)),
    ])
  })

  it('does not wait for the warehouse when the process has to go', async () => {
    const stop = new AbortController()
    handler.part.mockImplementation(async () => {
      await cancel()
      stop.abort()
      throw new Error('stopped')
    })
    handler.discard.mockImplementation(away)
    expect(await done(project.warehouse, stop)).toEqual({ kind: 'done' })
    expect(handler.discard).toHaveBeenCalledOnce()
  })
})
