import type { Observer, Step } from '../../shared/observer.js'
import type { Job } from './job.js'

/** How far the work is, as its steps tell it. */
export interface JobProgress {
  /** The outermost step that runs: "Scoring churn". */
  readonly step: string
  readonly progress: Job['progress']
}

/**
 * An observer that keeps what a job's row says of its progress: of the steps in each other the outermost names the
 * work, and the innermost that counts says how far it is.
 */
export function jobObserver(told: (progress: JobProgress) => void): Observer {
  let now: JobProgress = { step: '', progress: { done: 0, total: null, unit: '' } }
  const tell = (change: Partial<JobProgress>): void => {
    now = { ...now, ...change }
    told(now)
  }
  const begin = (name: string, depth: number): Step => {
    if (depth < 2) tell({ step: name, progress: { done: 0, total: null, unit: '' } })
    return {
      step: (child) => begin(depth === 0 ? `${name}: ${lowerCase(child)}` : child, depth + 1),
      warn: () => undefined,
      progress: (done, total, unit = '') => tell({ progress: { done, total: total ?? null, unit } }),
      done: () => undefined,
      fail: () => undefined,
    }
  }
  return { step: (name) => begin(name, 0), warn: () => undefined }
}

function lowerCase(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}
