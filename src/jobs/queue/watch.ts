import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

import type { Project } from '../../warehouse/project.js'
import type { JobWork } from './handler.js'
import { hasEnded, type Job } from './job.js'
import { jobObserver, type JobProgress } from './job-observer.js'
import type { JobStore } from './job-store.js'

/** Milliseconds between two looks at a job that runs, and between two rows of its progress at least. */
const interval = 1000
/** Milliseconds after which a row says that it still runs, though nothing is new. */
const heartbeat = 15_000

export interface Watched {
  readonly project: Project
  readonly store: JobStore
  readonly job: Job
  /** Aborts when this process has to go. */
  readonly stop: AbortSignal
}

/**
 * Does a job's work while its progress is written down once a second, and while it is looked whether somebody, in
 * whatever process, has cancelled it: then the work's signal aborts.
 */
export async function watched<Value>(
  { project, store, job, stop }: Watched,
  run: (work: JobWork) => Promise<Value>,
): Promise<Value> {
  const end = new AbortController()
  // Every statement listens to it while it runs.
  setMaxListeners(0, end.signal)
  const give = (): void => end.abort()
  stop.addEventListener('abort', give, { once: true })
  if (stop.aborted) give()
  let told: JobProgress | undefined
  const over = new AbortController()
  const observer = jobObserver((progress) => (told = progress))
  const look = async (): Promise<void> => {
    let written: JobProgress | undefined
    let last = project.clock.now()
    while (await waited(over.signal)) {
      const now = await store.find(job.id).catch(() => undefined)
      if (now !== undefined && hasEnded(now)) return give()
      if (told === written && project.clock.now() - last < heartbeat) continue
      written = told
      last = project.clock.now()
      await store.write(job.id, { ...job, ...written }).catch(() => undefined)
    }
  }
  const looking = look()
  try {
    return await run({ project: { ...project, observer, signal: end.signal }, job })
  } finally {
    over.abort()
    stop.removeEventListener('abort', give)
    // A row of its progress that is on the way must not come after the row of its end.
    await looking
  }
}

/** @returns false when it is over */
function waited(signal: AbortSignal): Promise<boolean> {
  return pause(interval, true, { signal }).catch(() => false)
}
