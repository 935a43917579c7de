import type { EventPredictionPlan, TablePredictionPlan } from '../config/plan.js'
import { present } from '../events/people/moved.js'
import { compilePopulation, historySettings, withTables } from '../features/compile.js'
import { featureMatrix, pastRequest } from '../features/matrix.js'
import { ForetellError } from '../shared/errors.js'
import { Random } from '../shared/random.js'
import { dayText } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Explain } from './explain.js'
import { readSource, sourceOf } from './gather-table.js'
import { type PredictionContext, predictRows } from './predict-rows.js'
import type { Prediction } from './prediction.js'
import { predictionNamed } from './prediction-named.js'
import { loadModelVersion } from './registry.js'
import { takeRows } from './rows.js'
import { openScorer, type Scorer } from './scorer.js'
import { scoringAnchor } from './pieces.js'
import { latestRun, percentileInRun } from './scores.js'
import { scoringFrame } from './table/scoring-frame.js'
import { entityId } from './table/table-rows.js'
import { unknownEntity } from './unknown-entity.js'

export interface PredictOneOptions {
  /** Says why; `explainRows` of `explanations/`. */
  readonly explain: Explain
  /** Default: the champion. */
  readonly version?: string | undefined
}

/** One of the population is drawn. */
export interface DrawnEntity {
  readonly seed: number
}

/**
 * What the champion says of one entity now, by the same features as a batch. Someone outside of the population gets
 * an answer too, and it says so.
 * @param who an id as it stands in the data, or `{ seed }` for one drawn from the population
 * @throws ForetellError `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `VERSION_UNKNOWN`, `ENTITY_UNKNOWN`,
 *   `NOBODY_TO_SCORE`
 */
export async function predictOne(
  project: Project,
  name: string,
  who: string | DrawnEntity,
  options: PredictOneOptions,
): Promise<Prediction> {
  const prediction = predictionNamed(project.plan, name)
  const { card, artifact } = await loadModelVersion(project, name, options.version)
  const scorer = openScorer(artifact, card.version)
  const context = { prediction: name, version: card.version, explain: options.explain }
  const answer =
    prediction.kind === 'events'
      ? await fromEvents(project, prediction, scorer, who, context)
      : await fromTable(project, prediction, scorer, who, context)
  return withRunPercentile(project, answer)
}

type Told = Pick<PredictionContext, 'prediction' | 'version' | 'explain'>

async function fromEvents(
  project: Project,
  prediction: EventPredictionPlan,
  scorer: Scorer,
  who: string | DrawnEntity,
  context: Told,
): Promise<Prediction> {
  const { artifact } = scorer
  const anchor = await scoringAnchor(project, prediction)
  const id = typeof who === 'string' ? who : await drawnId(project, prediction, scorer, anchor, who)
  const features = { features: artifact.features, kinds: artifact.kinds, notes: [] }
  const matrix = await featureMatrix(project, prediction, anchor, { entityIds: [id], features })
  if (matrix.entityIds.length === 0)
    throw unknownEntity(prediction.entity, id, await nearestIds(project, prediction, id))
  const [answer] = predictRows(scorer, matrix, { ...context, anchor, horizon: prediction.horizon })
  return answer
}

async function drawnId(
  project: Project,
  prediction: EventPredictionPlan,
  { artifact }: Scorer,
  anchor: number,
  { seed }: DrawnEntity,
): Promise<string> {
  const { tables, parameters } = compilePopulation(await pastRequest(project, prediction, anchor, artifact))
  const [row] = await project.warehouse.rows<{ entity_id: string }>(
    `${withTables(tables)} SELECT entity_id FROM population ORDER BY sipHash64({draw:UInt32}, entity_id) LIMIT 1`,
    { parameters: { ...parameters, draw: seed >>> 0 }, settings: historySettings, signal: project.signal },
  )
  if (row !== undefined) return row.entity_id
  throw new ForetellError('NOBODY_TO_SCORE', {
    values: { name: prediction.name, anchor: dayText(anchor) },
  })
}

/** The ids most like one of which nothing is known. */
async function nearestIds(
  { warehouse, signal }: Project,
  { entity }: EventPredictionPlan,
  id: string,
): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ entity_id: string }>(
    `SELECT entity_id FROM events WHERE entity = {entity:String} AND ${present} GROUP BY entity_id
     ORDER BY damerauLevenshteinDistance(entity_id, {id:String}), entity_id LIMIT 3`,
    { parameters: { entity, id: id.slice(0, 200) }, signal },
  )
  return rows.map(({ entity_id }) => entity_id)
}

async function fromTable(
  project: Project,
  prediction: TablePredictionPlan,
  scorer: Scorer,
  who: string | DrawnEntity,
  context: Told,
): Promise<Prediction> {
  const data = await readSource(project, prediction)
  const { key } = sourceOf(project.plan, prediction)
  const ids = data.columns.find(({ name }) => name === key)?.column
  const known = Array.from({ length: data.rows }, (_, row) => entityId(ids, row))
  const id = typeof who === 'string' ? who : known[new Random(who.seed).below(data.rows)]
  const row = known.indexOf(id)
  if (row < 0) throw unknownEntity(`row of ${prediction.source}`, id, known)
  const frame = takeRows(scoringFrame(data, scorer.artifact.features), [row])
  const [answer] = predictRows(
    scorer,
    { entityIds: [known[row]], frame },
    { ...context, anchor: null, horizon: null },
  )
  return answer
}

/** Beside a run of the same version the percentile is that among those who were scored in it. */
async function withRunPercentile(project: Project, answer: Prediction): Promise<Prediction> {
  const run = await latestRun(project, answer.prediction)
  if (run === undefined || run.version !== answer.version) return answer
  const percentile = await percentileInRun(project, run, answer.probability ?? answer.value ?? 0)
  return { ...answer, percentile: percentile ?? answer.percentile }
}
