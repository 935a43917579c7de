import { BLOCK } from '../trees/byte-columns.js'
import { divisorOf, type TreeEnsemble, treesOf } from '../trees/ensemble.js'
import { type KernelMemory, scoringKernels } from '../trees/kernel-memory.js'
import { RowSlots, SLOT } from '../trees/row-slots.js'
import { IMAGE } from '../trees/scoring-image.js'
import { type ShapImage, shapImage } from './shap-image.js'
import { MEMBER_ROOM, SHAP_JOB } from './shap-job.js'
import { treeContributions } from './tree-contributions.js'

const LINE = 128

/**
 * Explains one row after the other: exact path-dependent TreeSHAP as of `treeContributions`, but what leaves say of a
 * row is looked up in tables that are built once and kept. Building them takes as long as explaining some hundreds of
 * rows without, and they take up to 32 MB.
 */
export class RowExplainer {
  /** Of nothing known: `baseline + sum(contributions)` is the score. */
  readonly baseline: number
  /** Of the row explained last, one an input. */
  readonly contributions: Float64Array
  readonly #image: ShapImage
  readonly #divisor: number
  readonly #kernel: KernelMemory
  readonly #slots: RowSlots
  readonly #job: Uint32Array
  readonly #tabled: number
  /** Where kernels put values: a block of rows a slot, of which the first is ours. */
  readonly #results: Float64Array

  private constructor(ensemble: TreeEnsemble, output: number, image: ShapImage) {
    this.baseline = treeContributions(ensemble, output).baseline
    this.contributions = new Float64Array(ensemble.codings.length)
    this.#image = image
    this.#divisor = divisorOf(ensemble)
    this.#tabled = image.units[0]?.end ?? 0
    const { kernel, source, values } = placed(image)
    this.#kernel = kernel
    this.#slots = new RowSlots(ensemble.codings, image.slots, kernel.buffer, source)
    this.#results = new Float64Array(kernel.buffer, values, image.slots.length * BLOCK)
    this.#job = new Uint32Array(kernel.buffer, SHAP_JOB, 18)
    this.#choose(0, this.#tabled)
    kernel.kernels.build(SHAP_JOB)
  }

  /** @returns nothing when the trees are too deep for kernels, or their tables too large to be kept */
  static of(ensemble: TreeEnsemble, output: number): RowExplainer | undefined {
    const image = shapImage(treesOf(ensemble, output), ensemble.codings, ensemble.single, true)
    return image === undefined || image.units.length > 1
      ? undefined
      : new RowExplainer(ensemble, output, image)
  }

  /** @param values one an input, as `RowScorer.values` */
  explain(values: Float64Array): void {
    const { treeCount, slots } = this.#image
    this.#slots.fill(values)
    this.#choose(0, this.#tabled)
    this.#kernel.kernels.lookOne(SHAP_JOB)
    if (this.#tabled < treeCount) {
      this.#choose(this.#tabled, treeCount)
      this.#kernel.kernels.walk(SHAP_JOB)
    }
    for (let slot = 0; slot < slots.length; slot++) {
      this.contributions[slots[slot]] = this.#results[slot * BLOCK] / this.#divisor
    }
  }

  /** Trees to work on. */
  #choose(first: number, end: number): void {
    this.#job[14] = first
    this.#job[15] = end
  }
}

/** A memory of its own with the trees, room for their tables, and the description of the row. */
function placed(image: ShapImage): { kernel: KernelMemory; source: number; values: number } {
  const aligned = (address: number): number => Math.ceil(address / LINE) * LINE
  const { slots, columns } = image
  const source = aligned(IMAGE + image.bytes.length + image.tableBytes)
  // Kernels load 16 bytes at a time, of what stands after the last slot too.
  const codes = aligned(source + SLOT * slots.length + LINE)
  const values = aligned(codes + columns * BLOCK)
  const valueBytes = slots.length * BLOCK * 8
  const room = aligned(values + valueBytes)
  const roomBytes = aligned(MEMBER_ROOM + image.testBytes + image.levelBytes)
  const kernel = scoringKernels(room + roomBytes)
  new Uint8Array(kernel.buffer).set(image.bytes, IMAGE)
  new Uint32Array(kernel.buffer, SHAP_JOB, 18).set([
    image.inputs,
    slots.length,
    source,
    SLOT,
    1,
    codes,
    columns * BLOCK,
    values,
    valueBytes,
    room,
    roomBytes,
    1,
    image.single ? 1 : 0,
    image.trees,
    0,
    0,
    image.maskTests,
    image.testBytes,
  ])
  return { kernel, source, values }
}
