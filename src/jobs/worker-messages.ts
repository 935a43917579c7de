import type { Plan } from '../config/plan.js'
import type { Task, TaskOutcome } from './queue/task.js'

/** From the process that sees to jobs to one that does them. */
export type ToWorker =
  /** The first message: what is worked on. */
  | { readonly kind: 'open'; readonly plan: Plan; readonly worker: string; readonly priority: number }
  | { readonly kind: 'task'; readonly task: Task }

/** And back; `ready` when it has opened the project. */
export type FromWorker =
  { readonly kind: 'ready' } | { readonly kind: 'outcome'; readonly outcome: TaskOutcome }
