import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions } from '../model.js'
import { ChunkSource } from '../trees/chunk-source.js'
import { rowCoder } from '../trees/coding.js'
import { divisorOf, type TreeEnsemble, treesOf } from '../trees/ensemble.js'
import { commonKernels } from '../trees/kernel-memory.js'
import { expectationOf } from '../trees/tree.js'
import { type ShapImage, shapImage } from './shap-image.js'
import { ShapJob } from './shap-job.js'
import { TreeShap } from './tree-shap.js'

/** Rows coded and explained at a time where kernels do not. */
const BLOCK_ROWS = 2048

/** Fewer are explained without tables. */
const MANY_ROWS = 100

const known = new WeakMap<TreeEnsemble, Map<number, TreeContributions>>()

/** What explains an output of an ensemble. Made once for each and kept as long as the ensemble is. */
export function treeContributions(ensemble: TreeEnsemble, output: number): TreeContributions {
  const outputs = known.get(ensemble) ?? new Map<number, TreeContributions>()
  known.set(ensemble, outputs)
  const explained = outputs.get(output) ?? new TreeContributions(ensemble, output)
  outputs.set(output, explained)
  return explained
}

/** Exact path-dependent TreeSHAP of one output of an ensemble, by kernels in one thread. */
class TreeContributions {
  readonly ensemble: TreeEnsemble
  /** The mean prediction of the trees over their own covers, and the initial score. */
  readonly baseline: number
  readonly divisor: number
  readonly #images = new Map<boolean, ShapImage | undefined>()
  readonly #output: number

  constructor(ensemble: TreeEnsemble, output: number) {
    const trees = treesOf(ensemble, output)
    this.ensemble = ensemble
    this.#output = output
    this.divisor = divisorOf(ensemble)
    const expected = trees.reduce((sum, tree) => sum + expectationOf(tree), 0)
    this.baseline = ensemble.initialScores[output] + expected / this.divisor
  }

  /** @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND` */
  of(frame: Frame): Contributions {
    checkFrame(frame)
    const image = this.imageFor(frame.rows)
    return {
      baseline: this.baseline,
      values: image === undefined ? this.#plain(frame) : this.#fast(frame, image),
    }
  }

  /** The trees as kernels read them; nothing when they are too deep and too wide for that. */
  imageFor(rows: number): ShapImage | undefined {
    const many = rows >= MANY_ROWS
    if (!this.#images.has(many)) {
      const { codings, single } = this.ensemble
      this.#images.set(many, shapImage(treesOf(this.ensemble, this.#output), codings, single, many))
    }
    return this.#images.get(many)
  }

  #fast(frame: Frame, image: ShapImage): Float64Array {
    const { codings } = this.ensemble
    const values = new Float64Array(frame.rows * codings.length)
    const job = new ShapJob(image, frame.rows, 1)
    const source = new ChunkSource(codings, image.slots, frame)
    const { kernels, buffer } = commonKernels(job.size, image, (memory) => {
      job.place(memory)
    })
    for (let begin = 0; begin < frame.rows; begin += job.chunkRows) {
      const end = Math.min(begin + job.chunkRows, frame.rows)
      job.run(buffer, kernels, source, begin, end)
      job.read(buffer, values, codings.length, begin, end, this.divisor)
    }
    return values
  }

  #plain(frame: Frame): Float64Array {
    const { codings, single } = this.ensemble
    const shap = new TreeShap(treesOf(this.ensemble, this.#output), codings)
    const width = codings.length
    const values = new Float64Array(frame.rows * width)
    const coder = rowCoder(codings, frame, Math.min(BLOCK_ROWS, frame.rows), { single })
    for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
      const coded = coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows))
      const block = codings.map(() => new Float64Array(coded.rows))
      shap.add(coded, block)
      block.forEach((column, input) => {
        column.forEach((value, row) => (values[(begin + row) * width + input] = value / this.divisor))
      })
    }
    return values
  }
}
