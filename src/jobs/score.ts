import { join, resolve } from 'node:path'

import { explainRows } from '../explanations/explain-rows.js'
import { writeExport } from '../predictions/exports.js'
import { score, type ScoreSummary } from '../predictions/score.js'
import type { ScoreFormat } from '../predictions/scores.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import { forEach, type Several } from './passed-over.js'
import type { Request } from './request.js'

/** A finished run and the file its scores were written to. */
export interface ScoredPrediction extends ScoreSummary {
  /** Absolute. */
  readonly file: string
}

export interface ScoreInput {
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
export function scorePrediction(
  request: Request,
  name: string,
  input: ScoreInput,
): Promise<ScoredPrediction> {
  return withProject(request, (project) => scoreOne(project, name, input))
}

/** Scores for every prediction of the configuration, and passes over those that have no model or nobody to ask about. */
export function scorePredictions(
  request: Request,
  top: number | undefined,
): Promise<Several<ScoredPrediction>> {
  return withProject(request, (project) => scoreAll(project, top))
}

export function scoreAll(project: Project, top?: number): Promise<Several<ScoredPrediction>> {
  return forEach(Object.keys(project.plan.predictions), ['MODEL_MISSING', 'NOBODY_TO_SCORE'], (name) =>
    scoreOne(project, name, { out: undefined, version: undefined, top }),
  )
}

async function scoreOne(
  project: Project,
  name: string,
  { out, version, top }: ScoreInput,
): Promise<ScoredPrediction> {
  const summary = await score(project, name, { explain: explainRows, version, top })
  const file = resolve(project.plan.root, out ?? join('scores', `${name}.csv`))
  await writeExport(project, summary.run, file, formatOf(file))
  return { ...summary, file }
}

function formatOf(file: string): ScoreFormat {
  return file.endsWith('.parquet') ? 'parquet' : 'csv'
}
