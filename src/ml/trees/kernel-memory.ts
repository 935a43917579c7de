import { module as scoringModule } from '../kernels/generated/scoring.js'
import { compileModule, instantiate, memoryOf } from '../kernels/module.js'

/** The kernels of one thread. */
export interface ScoringKernels {
  score(job: number): void
  scoreOne(job: number): void
  /** The parts of explaining: see `explain/shap-job.ts`. */
  begin(job: number): void
  build(job: number): void
  look(job: number): void
  walk(job: number): void
  /** Explains a single row: see `explain/row-explainer.ts`. */
  explainOne(job: number): void
  /** Fills a table that explaining single rows looks up: `kernels/assembly/row-tables.ts`. */
  fillTable(table: number, stride: number, bits: number, leaves: number, end: number, room: number): void
}

let compiled: WebAssembly.Module | undefined

/** @returns the kernels on a memory of their own */
export function scoringKernels(bytes: number): KernelMemory {
  compiled ??= compileModule(scoringModule)
  const memory = memoryOf(bytes, false)
  return { kernels: instantiate<ScoringKernels>(compiled, memory), buffer: memory.buffer }
}

export interface KernelMemory {
  readonly kernels: ScoringKernels
  readonly buffer: ArrayBufferLike
}

/** More memory than this is not kept when the work is done. */
const MOST_KEPT = 16_000_000

let common: KernelMemory | undefined
let placed: unknown

/**
 * The kernels that all models of this thread share: a memory for each would hold more than the models do. What they
 * do must end before they are asked for again.
 * @param bytes what is needed
 * @param what stands in the memory; `place` is called unless it is still there from the last time
 */
export function commonKernels(
  bytes: number,
  what: unknown,
  place: (buffer: ArrayBufferLike) => void,
): KernelMemory {
  if (bytes > MOST_KEPT) {
    const own = scoringKernels(bytes)
    place(own.buffer)
    return own
  }
  if (common === undefined || common.buffer.byteLength < bytes) {
    common = scoringKernels(bytes)
    placed = undefined
  }
  if (placed !== what) {
    placed = undefined
    place(common.buffer)
    placed = what
  }
  return common
}
