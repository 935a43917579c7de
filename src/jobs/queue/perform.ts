import { setTimeout as pause } from 'node:timers/promises'

import { ForetellError } from '../../shared/errors.js'
import { HOUR } from '../../shared/time.js'
import { inTraceOf } from '../../shared/tracing/spans.js'
import type { Project } from '../../warehouse/project.js'
import { handlerOf } from './handlers.js'
import { isParted, type JobResult, type JobWork, type PartedHandler } from './handler.js'
import { hasEnded, type Job, type JobPart } from './job.js'
import { JobStore } from './job-store.js'
import type { Task, TaskOutcome } from './task.js'
import { watched } from './watch.js'

/** Parts done at one time by one process: while one is scored, the next is read. */
const lanes = 2

/**
 * Does a task in this process, and writes down how the job stands. Of a job that has ended otherwise, also while this
 * was at work, it takes back what has been written.
 * @param stop aborts when this process has to go
 * @param worker name of the process that sees to it that the job is done
 */
export async function perform(
  project: Project,
  task: Task,
  { stop, worker }: { readonly stop: AbortSignal; readonly worker: string },
): Promise<TaskOutcome> {
  const store = new JobStore(project)
  const job = await store.find(task.jobId)
  if (job === undefined) return { kind: 'done' }
  if (hasEnded(job)) {
    await takeBack(project, job)
    return { kind: 'done' }
  }
  const begun = await begin(store, job, task, project, worker)
  const performed = { project, store, job: begun, stop }
  const outcome = await attempt(performed, task)
  // It may have been cancelled while the last of this was being stored.
  return (await endedMeanwhile(performed)) ? { kind: 'done' } : outcome
}

interface Performed {
  readonly project: Project
  readonly store: JobStore
  readonly job: Job
  readonly stop: AbortSignal
}

async function attempt(performed: Performed, task: Task): Promise<TaskOutcome> {
  const { store, job, stop } = performed
  const attributes = { 'foretell.job.phase': task.phase, 'foretell.job.attempt': job.attempts }
  try {
    return await inTraceOf(job.trace, `job ${job.kind}`, attributes, () =>
      watched(performed, (work) => runTask(store, work, task)),
    )
  } catch (error) {
    if (stop.aborted) return { kind: 'stopped' }
    const told = error instanceof ForetellError ? error : internal(error)
    return { kind: 'failed', error: told.toJSON(), again: told.status >= 500 }
  }
}

/** A first task, or one begun again after a process was lost, is an attempt; later ones belong to it. */
async function begin(
  store: JobStore,
  job: Job,
  { phase }: Task,
  { clock }: Project,
  worker: string,
): Promise<Job> {
  const first = phase === 'whole' || phase === 'begin'
  const begun: Job = {
    ...job,
    state: 'running',
    worker,
    attempts: first ? job.attempts + 1 : Math.max(1, job.attempts),
    startedAt: job.startedAt ?? new Date(clock.now()).toISOString(),
  }
  await store.write(job.id, begun)
  return begun
}

async function runTask(store: JobStore, work: JobWork, task: Task): Promise<TaskOutcome> {
  const { job } = work
  const handler = await handlerOf(job.kind)
  if (!isParted(handler)) return end(store, work, await handler.run(work))
  switch (task.phase) {
    case 'whole': {
      await doParts(store, work, handler, await planned(store, work, handler))
      const parts = await store.parts(job.id)
      return end(store, work, await handler.finish(work, parts), progressOf(parts))
    }
    case 'begin': {
      const parts = await planned(store, work, handler)
      return { kind: 'parts', parts: parts.filter(({ done }) => !done).map(({ part }) => part) }
    }
    case 'part': {
      const part = (await store.parts(job.id)).find((candidate) => candidate.part === task.part)
      if (part !== undefined && !part.done) await doParts(store, work, handler, [part])
      return { kind: 'done' }
    }
    case 'finish': {
      const parts = await store.parts(job.id)
      // Whoever handed the parts out may have died over it.
      const left = parts.filter(({ done }) => !done).map(({ part }) => part)
      if (left.length > 0) return { kind: 'parts', parts: left }
      return end(store, work, await handler.finish(work, parts), progressOf(parts))
    }
  }
}

type KnownPart = JobPart & { readonly done: boolean }

/** What was planned before is kept, so that what has been done of it is not done again. */
async function planned(store: JobStore, work: JobWork, handler: PartedHandler): Promise<KnownPart[]> {
  const known = await store.parts(work.job.id)
  if (known.length > 0) return known
  const parts = await handler.plan(work)
  await store.addParts(work.job.id, parts)
  return parts.map((part) => ({ ...part, done: false }))
}

async function doParts(
  store: JobStore,
  work: JobWork,
  handler: PartedHandler,
  parts: readonly KnownPart[],
): Promise<void> {
  const { project, job } = work
  const left = parts.filter(({ done }) => !done)
  const { prediction } = job.input
  const of = typeof prediction === 'string' ? ` of ${prediction}` : ''
  const step = project.observer.step(`${capitalised(job.kind)}${of}`)
  const tell = async (): Promise<void> => {
    const { done, total, unit } = progressOf(await store.parts(job.id))
    step.progress(done, total, unit)
  }
  await tell()
  const next = async (): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      if (project.signal?.aborted === true)
        throw new ForetellError('CANCELLED', { values: { what: 'the job' } })
      await handler.part({ ...work, project: { ...project, observer: step } }, part)
      await store.partDone(job.id, part)
      await tell()
    }
  }
  // All lanes end before anything else is done, also when one of them fails.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, next))
  const failure = ends.find((lane) => lane.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

function progressOf(parts: readonly KnownPart[]): { done: number; total: number; unit: string } {
  const rows = (some: readonly KnownPart[]): number => some.reduce((sum, part) => sum + part.rows, 0)
  return { done: rows(parts.filter(({ done }) => done)), total: rows(parts), unit: 'rows' }
}

/**
 * Writes down what it came to. From then on its results can be fetched, for the hours of the plan.
 * @param progress of all parts; without, what was told last counts
 */
async function end(
  store: JobStore,
  { project, job }: JobWork,
  result: JobResult,
  progress?: Job['progress'],
): Promise<TaskOutcome> {
  const now = project.clock.now()
  const { total, unit, done } = progress ?? (await store.find(job.id))?.progress ?? job.progress
  await store.write(job.id, {
    ...job,
    step: '',
    state: 'done',
    progress: { done: total ?? done, total, unit },
    result,
    finishedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + project.plan.server.resultHours * HOUR).toISOString(),
  })
  return { kind: 'done' }
}

/** Whether a job has ended, by this process or another. Of one that did not end well nothing is left. */
async function endedMeanwhile({ project, store, job, stop }: Performed): Promise<boolean> {
  const now = await patiently(() => store.find(job.id), stop).catch(() => undefined)
  if (now === undefined || !hasEnded(now)) return false
  await takeBack(project, now, stop)
  return true
}

/** Where that fails, nobody is shown what stays of a job that is not done, and its table lets it expire. */
async function takeBack(project: Project, job: Job, stop?: AbortSignal): Promise<void> {
  const handler = await handlerOf(job.kind)
  if (job.state === 'done' || !isParted(handler)) return
  const work = { project: { ...project, signal: undefined }, job }
  await patiently(() => handler.discard(work), stop).catch((error: unknown) => {
    const { message } = internal(error)
    project.observer.warn(`what job ${job.id} has written stays until it expires: ${message}`)
  })
}

/** Milliseconds before something is tried again. */
const patience = [500, 1000]

/** Tries again what fails because the warehouse is away for a moment, unless this process has to go. */
async function patiently<Value>(run: () => Promise<Value>, stop: AbortSignal | undefined): Promise<Value> {
  for (const wait of patience) {
    try {
      return await run()
    } catch (error) {
      if (stop?.aborted === true) throw error
      await pause(wait)
    }
  }
  return run()
}

function internal(cause: unknown): ForetellError {
  return new ForetellError('INTERNAL', {
    values: { what: cause instanceof Error ? cause.message : 'in a job' },
    cause,
  })
}

function capitalised(kind: string): string {
  return kind.slice(0, 1).toUpperCase() + kind.slice(1)
}
