import { instantiate } from './module.js'
import { hasThreads, release, serveInThread, type Thread } from './threads.js'

/** What every module of kernels that works in a team exports. */
export interface TeamExports {
  /** Has all members carry out an operation, and returns when the last has. */
  order(operation: number, members: number): void
}

/** `LEAVE` of `assembly/team.ts`. */
const LEAVE = -1

/**
 * One module of kernels on one shared memory, run by several threads in step (`assembly/team.ts`). The calling
 * thread is the first member and waits for the others, so an operation should take milliseconds.
 */
export class Team<Exports extends TeamExports> {
  readonly members: number
  /** The module as the calling thread has it. */
  readonly kernels: Exports
  readonly #memory: WebAssembly.Memory
  readonly #threads: readonly Thread[]
  #left = false

  /** @param members wanted; where there are no threads there is only one */
  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, members: number) {
    this.kernels = instantiate<Exports>(module, memory)
    this.#memory = memory
    this.members = hasThreads() ? members : 1
    this.#threads = Array.from({ length: this.members - 1 }, (_, other) =>
      serveInThread({ module, memory, member: other + 1 }),
    ).filter((thread) => thread !== undefined)
  }

  /** Has all members carry out an operation of the module. */
  run(operation: number): void {
    this.kernels.order(operation, this.members)
  }

  /** Lets the threads go. To be called once, whatever happened. */
  dismiss(): void {
    if (this.#left) return
    this.#left = true
    this.kernels.order(LEAVE, this.members)
    for (const thread of this.#threads) void release(thread, this.#memory)
  }
}
