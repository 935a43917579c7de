import { Pace } from '../boosting/pace.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions } from '../model.js'
import { ChunkSource } from '../trees/chunk-source.js'
import { KernelTeam, threadsForRows } from '../trees/kernel-team.js'
import type { RowsOptions } from '../trees/score-rows.js'
import type { TreeModel } from '../trees/tree-model.js'
import { ShapJob } from './shap-job.js'
import { treeContributions } from './tree-contributions.js'

export interface ExplainRowsOptions extends RowsOptions {
  /** Which class of a multiclass model; default the first. */
  readonly output?: number
}

/** About how long one leaf takes for one row, in nanoseconds. */
const LEAF_NANOSECONDS = 4

/**
 * What `model.contributions(frame, output)` gives, by several threads and with pauses. Besides the result it takes
 * memory for a chunk of rows and for at most 32 MB of tables, however many rows there are. Where there are no threads, as in browsers, it uses one.
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`; `CANCELLED` when the signal was raised
 */
export async function explainRows(
  model: TreeModel,
  frame: Frame,
  { output = 0, threads, ...options }: ExplainRowsOptions = {},
): Promise<Contributions> {
  checkFrame(frame)
  const { codings } = model.ensemble
  const explained = treeContributions(model.ensemble, output)
  const image = explained.imageFor(frame.rows)
  if (image === undefined) return explained.of(frame)
  const source = new ChunkSource(codings, image.slots, frame)
  const leaves = model.ensemble.trees.reduce((sum, { column }) => sum + column.length / 2, 0)
  const work = (frame.rows * leaves * LEAF_NANOSECONDS) / model.outputs
  const members = threadsForRows(frame.rows, work, threads)
  const job = new ShapJob(image, frame.rows, members)
  const team = new KernelTeam(job.size, members)
  const pace = new Pace('explaining', options)
  const values = new Float64Array(frame.rows * codings.length)
  try {
    pace.check()
    job.place(team.buffer)
    for (let begin = 0; begin < frame.rows; begin += job.chunkRows) {
      const end = Math.min(begin + job.chunkRows, frame.rows)
      job.run(team.buffer, team.kernels, source, begin, end)
      job.read(team.buffer, values, codings.length, begin, end, explained.divisor)
      await pace.spend((end - begin) * leaves, end / frame.rows)
    }
  } finally {
    team.dismiss()
  }
  pace.finish()
  return { baseline: explained.baseline, values }
}
