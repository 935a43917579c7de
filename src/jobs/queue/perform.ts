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
 * Does a task in this process, and writes down how the job stands.
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
  if (job === undefined || hasEnded(job)) return { kind: 'done' }
  const begun = await begin(store, job, task, project, worker)
  try {
    const attributes = { 'foretell.job.phase': task.phase, 'foretell.job.attempt': begun.attempts }
    const outcome = await inTraceOf(begun.trace, `job ${begun.kind}`, attributes, () =>
      watched({ project, store, job: begun, stop }, (work) => runTask(store, work, task)),
    )
    // It may have been cancelled while the last of this was being stored.
    await endedMeanwhile({ project, store, job: begun })
    return outcome
  } catch (error) {
    return await outcomeOf(error, { project, store, job: begun, stop })
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

async function outcomeOf(
  error: unknown,
  { project, store, job, stop }: Performed & { readonly stop: AbortSignal },
): Promise<TaskOutcome> {
  if (await endedMeanwhile({ project, store, job })) return { kind: 'done' }
  if (stop.aborted) return { kind: 'stopped' }
  const told = error instanceof ForetellError ? error : internal(error)
  return { kind: 'failed', error: told.toJSON(), again: told.status >= 500 }
}

interface Performed {
  readonly project: Project
  readonly store: JobStore
  readonly job: Job
}

/** Whether a job has ended, by this process or another. Of one that did not end well nothing is left. */
async function endedMeanwhile({ project, store, job }: Performed): Promise<boolean> {
  const now = await store.find(job.id).catch(() => undefined)
  if (now === undefined || !hasEnded(now)) return false
  const handler = await handlerOf(job.kind)
  if (now.state !== 'done' && isParted(handler))
    await handler.discard({ project: { ...project, signal: undefined }, job })
  return true
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
