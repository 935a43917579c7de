import { Pace } from '../boosting/pace.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { FitOptions } from '../model.js'
import { ChunkSource } from './chunk-source.js'
import { KernelTeam, threadsForRows } from './kernel-team.js'
import { scoringImageOf } from './scoring-image.js'
import { JOB, ScoringJob } from './scoring-job.js'
import type { TreeModel } from './tree-model.js'

export interface RowsOptions extends Pick<FitOptions, 'signal' | 'onProgress'> {
  /** Default: as many as the machine has, or one where starting more would take longer than they save. */
  readonly threads?: number
}

/** About how long one tree takes for one row, in nanoseconds. */
const TREE_NANOSECONDS = 4

/**
 * What `model.predict(frame)` gives, to the last bit, by several threads and with pauses. Besides the result it takes
 * a few megabytes a thread, however many rows there are. Where there are no threads, as in browsers, it uses one.
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`; `CANCELLED` when the signal was raised
 */
export async function scoreRows(
  model: TreeModel,
  frame: Frame,
  options: RowsOptions = {},
): Promise<Float64Array> {
  checkFrame(frame)
  const { ensemble } = model
  const image = scoringImageOf(ensemble)
  const source = new ChunkSource(ensemble.codings, image.slots, frame)
  const work = frame.rows * ensemble.trees.length * TREE_NANOSECONDS
  const members = threadsForRows(frame.rows, work, options.threads)
  const job = new ScoringJob(image, members)
  const team = new KernelTeam(job.size, members)
  const pace = new Pace('scoring', options)
  const scores = new Float64Array(frame.rows * image.outputs)
  try {
    pace.check()
    job.place(team.buffer)
    for (let begin = 0; begin < frame.rows; begin += job.chunkRows) {
      const end = Math.min(begin + job.chunkRows, frame.rows)
      job.fill(team.buffer, source, begin, end)
      team.kernels.score(JOB)
      job.read(team.buffer, scores, begin, end)
      await pace.spend((end - begin) * ensemble.trees.length, end / frame.rows)
    }
  } finally {
    team.dismiss()
  }
  pace.finish()
  return model.toPredictions(scores)
}
