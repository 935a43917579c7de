import { divisorOf, type TreeEnsemble, treesOf } from '../trees/ensemble.js'
import { type KernelMemory, scoringKernels } from '../trees/kernel-memory.js'
import { RowSlots, SLOT } from '../trees/row-slots.js'
import { leafRoom } from './leaf-record.js'
import { type RowImage, rowImage } from './row-image.js'
import { SHAP_JOB } from './shap-job.js'
import { treeContributions } from './tree-contributions.js'

/** Bytes of all tables. */
const TABLE_BYTES = 32_000_000
const LINE = 128
/** Room to fill a table: what is not met of up to eight columns, and to work with a leaf. */
const FILLING = 2 * LINE

/**
 * Explains one row after the other, each in about a tenth of a millisecond where there are 200 trees: exact
 * path-dependent TreeSHAP as of `treeContributions`, but what leaves say of a row is looked up in tables that are built
 * once and kept. Building them takes as long as explaining some thousands of rows, and they take up to 32 MB.
 */
export class RowExplainer {
  /** Of nothing known: `baseline + sum(contributions)` is the score. */
  readonly baseline: number
  /** Of the row explained last, one an input. */
  readonly contributions: Float64Array
  readonly #inputs: readonly number[]
  readonly #divisor: number
  readonly #kernel: KernelMemory
  readonly #slots: RowSlots
  /** Where the kernel puts values: one a slot. */
  readonly #values: Float64Array

  private constructor(ensemble: TreeEnsemble, output: number, image: RowImage) {
    const { kernel, source, values } = placed(image, ensemble.single)
    this.baseline = treeContributions(ensemble, output).baseline
    this.contributions = new Float64Array(ensemble.codings.length)
    this.#inputs = image.slots
    this.#divisor = divisorOf(ensemble)
    this.#kernel = kernel
    this.#slots = new RowSlots(ensemble.codings, image.slots, kernel.buffer, source)
    this.#values = new Float64Array(kernel.buffer, values, image.slots.length)
  }

  /**
   * @param most bytes that the tables may take; what leaves without one say is computed for each row
   * @returns nothing when the trees are too deep, or have too many leaves without a table
   */
  static of(ensemble: TreeEnsemble, output: number, most = TABLE_BYTES): RowExplainer | undefined {
    const image = rowImage(treesOf(ensemble, output), ensemble.codings, most)
    return image === undefined ? undefined : new RowExplainer(ensemble, output, image)
  }

  /** @param values one an input, as `RowScorer.values` */
  explain(values: Float64Array): void {
    this.#slots.fill(values)
    this.#kernel.kernels.explainOne(SHAP_JOB)
    for (let slot = 0; slot < this.#inputs.length; slot++) {
      this.contributions[this.#inputs[slot]] = this.#values[slot] / this.#divisor
    }
  }
}

/** A memory of its own with the tables, the trees, and the description of the row. */
function placed(image: RowImage, single: boolean): { kernel: KernelMemory; source: number; values: number } {
  const aligned = (address: number): number => Math.ceil(address / LINE) * LINE
  const { slots, columns, mostColumns, tables } = image
  const source = aligned(image.begin + image.bytes.length)
  const codes = aligned(source + SLOT * slots.length)
  const values = aligned(codes + columns)
  const found = aligned(values + 8 * slots.length)
  // What is fetched of the tables is put behind it.
  const unmet = aligned(found + 4 * tables.length + 8)
  const working = aligned(unmet + mostColumns + 8)
  const filling = aligned(working + leafRoom(mostColumns))
  const mostBytes = tables.reduce((most, { leaves }) => Math.max(most, leaves.length), 0)
  const kernel = scoringKernels(filling + FILLING + mostBytes)
  new Uint8Array(kernel.buffer).set(image.bytes, image.begin)
  for (const { at, stride, bits, leaves } of tables) {
    const records = filling + FILLING
    new Uint8Array(kernel.buffer).set(leaves, records)
    kernel.kernels.fillTable(at, stride, bits, records, records + leaves.length, filling)
  }
  new Uint32Array(kernel.buffer, SHAP_JOB, 15).set([
    image.inputs,
    slots.length,
    source,
    codes,
    single ? 1 : 0,
    image.groups,
    image.values,
    tables.length,
    image.leaves,
    image.leafCount,
    values,
    8 * slots.length,
    found,
    unmet,
    working,
  ])
  return { kernel, source, values }
}
