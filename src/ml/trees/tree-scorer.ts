import { treeContributions } from '../explain/tree-contributions.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, ModelInput } from '../model.js'
import { ChunkSource } from './chunk-source.js'
import { importanceOf, type InputImportance, inputsOf, type TreeEnsemble } from './ensemble.js'
import { commonKernels } from './kernel-memory.js'
import { scoringImageOf } from './scoring-image.js'
import { JOB, ScoringJob } from './scoring-job.js'

/** Scores and explains rows by a tree ensemble, in one thread. */
export class TreeScorer {
  readonly inputs: readonly ModelInput[]
  readonly #ensemble: TreeEnsemble

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
    const image = scoringImageOf(this.#ensemble)
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

  /**
   * Exact path-dependent TreeSHAP of one output, in the units of `scores`.
   * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`
   */
  contributions(frame: Frame, output = 0): Contributions {
    return treeContributions(this.#ensemble, output).of(frame)
  }

  /** By input, in order: total gain and number of splits. */
  importance(): InputImportance[] {
    return importanceOf(this.#ensemble)
  }
}
