import { TreeShap } from '../explain/tree-shap.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, ModelInput } from '../model.js'
import { ChunkSource } from './chunk-source.js'
import { type CodedRows, rowCoder } from './coding.js'
import {
  divisorOf,
  importanceOf,
  type InputImportance,
  inputsOf,
  type TreeEnsemble,
  treesOf,
} from './ensemble.js'
import { commonKernels } from './kernel-memory.js'
import { type ScoringImage, scoringImage } from './scoring-image.js'
import { JOB, ScoringJob } from './scoring-job.js'

/** Rows coded and explained at a time: their codes stay in the cache. */
const BLOCK_ROWS = 2048

/** Scores and explains rows by a tree ensemble, in one thread. */
export class TreeScorer {
  readonly inputs: readonly ModelInput[]
  readonly #ensemble: TreeEnsemble
  #image: ScoringImage | undefined
  readonly #shap = new Map<number, TreeShap>()

  constructor(ensemble: TreeEnsemble) {
    this.#ensemble = ensemble
    this.inputs = inputsOf(ensemble)
  }

  /**
   * Scores before the link, rows x outputs, row after row.
   * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`
   */
  scores(frame: Frame): Float64Array {
    checkFrame(frame)
    this.#image ??= scoringImage(this.#ensemble)
    const image = this.#image
    const job = new ScoringJob(image, 1)
    const source = new ChunkSource(this.#ensemble.codings, image.slots, frame)
    const { kernels, buffer } = commonKernels(job.size, image, (memory) => {
      job.place(memory)
    })
    const scores = new Float64Array(frame.rows * image.outputs)
    for (let begin = 0; begin < frame.rows; begin += job.chunkRows) {
      const end = Math.min(begin + job.chunkRows, frame.rows)
      job.fill(buffer, source, begin, end)
      kernels.score(JOB)
      job.read(buffer, scores, begin, end)
    }
    return scores
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`) of one output, in the units of `scores`. */
  contributions(frame: Frame, output = 0): Contributions {
    const { initialScores } = this.#ensemble
    const shap = this.#shapOf(output)
    const share = 1 / divisorOf(this.#ensemble)
    const width = this.inputs.length
    const values = new Float64Array(frame.rows * width)
    const block = this.inputs.map(() => new Float64Array(Math.min(BLOCK_ROWS, frame.rows)))
    this.#eachBlock(frame, (coded, begin) => {
      for (const column of block) column.fill(0)
      shap.add(coded, block)
      block.forEach((column, input) => {
        for (let row = 0; row < coded.rows; row++) values[(begin + row) * width + input] = column[row] * share
      })
    })
    return { baseline: initialScores[output] + shap.baseline * share, values }
  }

  /** By input, in order: total gain and number of splits. */
  importance(): InputImportance[] {
    return importanceOf(this.#ensemble)
  }

  #shapOf(output: number): TreeShap {
    const known = this.#shap.get(output)
    if (known !== undefined) return known
    const shap = new TreeShap(treesOf(this.#ensemble, output), this.#ensemble.codings)
    this.#shap.set(output, shap)
    return shap
  }

  #eachBlock(frame: Frame, work: (coded: CodedRows, begin: number) => void): void {
    checkFrame(frame)
    const { codings, single } = this.#ensemble
    const coder = rowCoder(codings, frame, Math.min(BLOCK_ROWS, frame.rows), { single })
    for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
      work(coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows)), begin)
    }
  }
}
