import { join, resolve } from 'node:path'

import { explainRows } from '../explanations/explain-rows.js'
import { score, type ScoreSummary } from '../predictions/score.js'
import { exportScores, type ScoreFormat } from '../predictions/scores.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import type { Request } from './request.js'
import { namesOf } from './train.js'

/** A finished run and the file its scores were written to. */
export interface ScoredPrediction extends ScoreSummary {
  /** Absolute. */
  readonly file: string
}

export interface ScoreInput {
  /** Default: all of the configuration. */
  readonly prediction: string | undefined
  /** Default: `scores/NAME.csv` in the project; a name that ends in `.parquet` is written as Parquet. */
  readonly out: string | undefined
  /** Default: the champion. */
  readonly version: string | undefined
  /** How many of the highest scores are told. Default 10. */
  readonly top: number | undefined
}

/**
 * Scores everyone who is in a population now, into the warehouse and into a file.
 * @throws ForetellError what `score` throws: `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `NOBODY_TO_SCORE`, ...
 */
export function scorePredictions(request: Request, input: ScoreInput): Promise<ScoredPrediction[]> {
  return withProject(request, (project) => scoreAll(project, namesOf(project, input.prediction), input))
}

/** Scores predictions one after the other. */
export async function scoreAll(
  project: Project,
  names: readonly string[],
  { out, version, top }: Omit<ScoreInput, 'prediction'>,
): Promise<ScoredPrediction[]> {
  const scored: ScoredPrediction[] = []
  for (const name of names) {
    const summary = await score(project, name, { explain: explainRows, version, top })
    const file = resolve(project.plan.root, out ?? join('scores', `${name}.csv`))
    await exportScores(project, summary.run, file, formatOf(file))
    scored.push({ ...summary, file })
  }
  return scored
}

function formatOf(file: string): ScoreFormat {
  return file.endsWith('.parquet') ? 'parquet' : 'csv'
}
