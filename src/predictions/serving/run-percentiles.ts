import type { Project } from '../../warehouse/project.js'
import type { ScoreRun } from '../scores.js'

/** Scores of a run that are kept: all of a run no larger than this, else evenly many of them. */
const kept = 100_000

/**
 * The scores of one run in order, to tell without a query where another stands among them: exactly for runs of up
 * to 100,000, and to a thousandth of a percent beyond.
 */
export class RunPercentiles {
  readonly runId: string
  /** The version that made it. */
  readonly version: string
  readonly #rows: number
  readonly #step: number
  /** Rising; every `step`th of the run. */
  readonly #scores: Float64Array

  private constructor(run: ScoreRun, step: number, scores: Float64Array) {
    this.runId = run.runId
    this.version = run.version
    this.#rows = run.rows
    this.#step = step
    this.#scores = scores
  }

  static async read({ warehouse, signal }: Project, run: ScoreRun): Promise<RunPercentiles> {
    const step = Math.max(1, Math.ceil(run.rows / kept))
    const { columns } = await warehouse.columns(
      `SELECT score FROM (
         SELECT coalesce(probability, value) AS score, row_number() OVER (ORDER BY score) - 1 AS place
         FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String})
       WHERE place % {step:UInt32} = 0 ORDER BY score`,
      { parameters: { prediction: run.prediction, run_id: run.runId, step }, signal },
    )
    const [scores] = columns
    return new RunPercentiles(run, step, scores.kind === 'number' ? scores.values : new Float64Array())
  }

  /** Share of the run, in [0, 100], that scores lower; null for an empty run. */
  of(score: number): number | null {
    if (this.#rows === 0) return null
    const lower = Math.min(this.#rows, lowerBound(this.#scores, score) * this.#step)
    return Math.min(100, (100 * lower) / Math.max(1, this.#rows - 1))
  }
}

/** How many of the rising values are lower. */
function lowerBound(values: Float64Array, score: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle] < score) low = middle + 1
    else high = middle
  }
  return low
}
