import { instantiate } from './module.js'

/** What every module of kernels that works in a team exports. */
export interface TeamExports {
  /** Has all members carry out an operation, and returns when the last has. */
  order(operation: number, members: number): void
}

/** What a member but the first does in its thread. It loads nothing: the module and the memory are handed to it. */
const MEMBER = `
const { workerData: { module, memory, member } } = require('node:worker_threads')
new WebAssembly.Instance(module, { env: { memory } }).exports.serve(member)
`

/** `LEAVE` of `assembly/team.ts`. */
const LEAVE = -1

interface Thread {
  unref(): void
}

interface Threads {
  readonly Worker: new (source: string, options: object) => Thread
}

interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown }
}

/** Threads where there are any. Asked of the process and not imported, so that browsers can load this. */
function threadsOfHost(): Threads | undefined {
  const { process } = globalThis as Host
  return process?.getBuiltinModule?.('node:worker_threads') as Threads | undefined
}

/**
 * One module of kernels on one shared memory, run by several threads in step (`assembly/team.ts`). The calling
 * thread is the first member and waits for the others, so an operation should take milliseconds.
 */
export class Team<Exports extends TeamExports> {
  readonly members: number
  /** The module as the calling thread has it. */
  readonly kernels: Exports
  #left = false

  /** @param members wanted; where there are no threads there is only one */
  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, members: number) {
    const threads = members > 1 ? threadsOfHost() : undefined
    this.members = threads === undefined ? 1 : members
    this.kernels = instantiate<Exports>(module, memory)
    for (let member = 1; threads !== undefined && member < members; member++) {
      const workerData = { module, memory, member }
      new threads.Worker(MEMBER, { eval: true, workerData, execArgv: [] }).unref()
    }
  }

  /** Has all members carry out an operation of the module. */
  run(operation: number): void {
    this.kernels.order(operation, this.members)
  }

  /** Lets the threads end. To be called once, whatever happened. */
  dismiss(): void {
    if (this.#left) return
    this.#left = true
    this.kernels.order(LEAVE, this.members)
  }
}

/** How many threads to use when nobody says. Where that cannot be known: one. */
export function defaultThreads(): number {
  const { process } = globalThis as Host
  const os = process?.getBuiltinModule?.('node:os') as { availableParallelism?(): number } | undefined
  return os?.availableParallelism?.() ?? 1
}
