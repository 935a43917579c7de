import type { Plan } from '../../config/plan.js'
import { background } from '../background.js'
import { JobProcess } from './job-process.js'
import type { Task, TaskOutcome } from './task.js'

/** Milliseconds that a process without anything to do waits for the next task. */
const idleTime = 10_000

/**
 * Child processes that do tasks. One that has done a part waits a little for the next, since starting one takes as
 * long as a small part; after a whole job it ends, and with it everything the job left in memory.
 */
export class ProcessPool {
  readonly #plan: Plan
  readonly #priority: number
  readonly #idle: { readonly process: JobProcess; readonly timer: NodeJS.Timeout }[] = []
  readonly #busy = new Set<JobProcess>()
  #stopping = false

  constructor(plan: Plan, priority: number = background.priority) {
    this.#plan = plan
    this.#priority = priority
  }

  /** Processes that do something now. */
  get pids(): readonly number[] {
    return [...this.#busy].flatMap(({ pid }) => pid ?? [])
  }

  async perform(task: Task): Promise<TaskOutcome> {
    if (this.#stopping) return { kind: 'stopped' }
    const process = this.#take()
    this.#busy.add(process)
    const outcome = await process.perform(task)
    this.#busy.delete(process)
    if (this.#stopping && outcome.kind === 'lost') return { kind: 'stopped' }
    if (outcome.kind === 'parts' || (outcome.kind === 'done' && task.phase === 'part')) this.#keep(process)
    else await process.stop()
    return outcome
  }

  /** Has every process give up what it does; what it did is then `stopped`. */
  async stop(): Promise<void> {
    this.#stopping = true
    const all = [
      ...this.#busy,
      ...this.#idle.splice(0).map((kept) => (clearTimeout(kept.timer), kept.process)),
    ]
    await Promise.all(all.map((process) => process.stop()))
  }

  #take(): JobProcess {
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop()) {
      clearTimeout(kept.timer)
      if (kept.process.alive) return kept.process
    }
    return new JobProcess(this.#plan, this.#priority)
  }

  #keep(process: JobProcess): void {
    if (this.#stopping) {
      void process.stop()
      return
    }
    const timer = setTimeout(() => {
      const index = this.#idle.findIndex((kept) => kept.process === process)
      if (index >= 0) this.#idle.splice(index, 1)
      void process.stop()
    }, idleTime)
    timer.unref()
    this.#idle.push({ process, timer })
  }
}
