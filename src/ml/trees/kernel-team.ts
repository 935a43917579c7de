import { module as sharedModule } from '../kernels/generated/shared-scoring.js'
import { compileModule, memoryOf } from '../kernels/module.js'
import { Team, type TeamExports } from '../kernels/team.js'
import { defaultThreads } from '../kernels/threads.js'
import type { ScoringKernels } from './kernel-memory.js'

/** What threads share; a single row is for one. */
export type TeamKernels = Omit<ScoringKernels, 'scoreOne' | 'explainOne' | 'fillTable'>

/** In the order of `perform` of `kernels/assembly/shared-scoring.ts`. */
const operations = ['score', 'begin', 'build', 'look', 'walk'] as const

let compiled: WebAssembly.Module | undefined

/** The scoring kernels, carried out by several threads on one memory. */
export class KernelTeam {
  readonly buffer: ArrayBufferLike
  readonly kernels: TeamKernels
  readonly #team: Team<TeamExports>

  /** @param bytes of memory */
  constructor(bytes: number, members: number) {
    compiled ??= compileModule(sharedModule)
    const memory = memoryOf(bytes, true)
    const team = new Team<TeamExports>(compiled, memory, members)
    this.buffer = memory.buffer
    this.#team = team
    const [score, begin, build, look, walk] = operations.map((_, operation) => () => {
      team.run(operation)
    })
    this.kernels = { score, begin, build, look, walk }
  }

  /** Lets the threads end. */
  dismiss(): void {
    this.#team.dismiss()
  }
}

/** Rows that a thread should have at least. */
const ROWS_OF_THREAD = 1024
const MOST_THREADS = 64

/**
 * How many threads are worth it.
 * @param work about how many nanoseconds one thread needs
 */
export function threadsForRows(rows: number, work: number, wanted?: number): number {
  const most = Math.max(1, Math.min(MOST_THREADS, Math.floor(rows / ROWS_OF_THREAD)))
  if (wanted !== undefined) return Math.max(1, Math.min(most, Math.floor(wanted)))
  return work < START_NANOSECONDS ? 1 : Math.min(most, defaultThreads())
}

/** What starting threads takes. */
const START_NANOSECONDS = 50_000_000
