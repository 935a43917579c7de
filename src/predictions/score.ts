import type { EventPredictionPlan, TablePredictionPlan } from '../config/plan.js'
import { compilePopulation, type EntityRange, historySettings, withTables } from '../features/compile.js'
import { featureMatrix, pastRequest } from '../features/matrix.js'
import { anchorTimes } from '../labels/anchors.js'
import { dataSpan } from '../labels/span.js'
import type { Frame } from '../ml/frame.js'
import { ForetellError } from '../shared/errors.js'
import { observed, type Step } from '../shared/observer.js'
import { dayText, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Explain } from './explain.js'
import { readSource, sourceOf } from './gather-table.js'
import { contentFingerprint } from './hashing.js'
import { type PredictionContext, predictRows } from './predict-rows.js'
import type { Level, Prediction } from './prediction.js'
import { predictionNamed } from './prediction-named.js'
import { loadModelVersion } from './registry.js'
import { takeRows } from './rows.js'
import { openScorer, type Scorer } from './scorer.js'
import { arrivingRow, clearArrived, finishRun, levelCounts, type ScoreRun, topScores } from './scores.js'
import { scoringFrame } from './table/scoring-frame.js'
import { entityId } from './table/table-rows.js'

export interface ScoreOptions {
  /** Says why; `explainRows` of `explanations/`. */
  readonly explain: Explain
  /** Default: the champion. */
  readonly version?: string | undefined
  /** How many of the highest scores are returned. Default 10. */
  readonly top?: number | undefined
}

export interface ScoreSummary {
  readonly run: ScoreRun
  /** How many have each level; null for amounts. */
  readonly levels: Readonly<Record<Level, number>> | null
  /** The highest scores. */
  readonly top: readonly Prediction[]
}

/** Rows that are held at one time, whatever the size of the population. */
const blockRows = 20_000
/** Rows that are explained and written at one time. */
const sliceRows = 2000

/**
 * Scores everyone who is in the population now, in blocks, and writes scores with their reasons to the warehouse.
 * A run is seen by readers once it is complete, or not at all.
 * @throws ForetellError `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `VERSION_UNKNOWN`, `NOBODY_TO_SCORE`, `CANCELLED`
 */
export async function score(project: Project, name: string, options: ScoreOptions): Promise<ScoreSummary> {
  const prediction = predictionNamed(project.plan, name)
  return observed(
    project.observer,
    `Scoring ${name}`,
    async (step) => {
      const inside = { ...project, observer: step }
      const { card, artifact } = await loadModelVersion(inside, name, options.version)
      const scorer = openScorer(artifact, card.version)
      const blocks =
        prediction.kind === 'events'
          ? await eventBlocks(inside, prediction, scorer)
          : await tableBlocks(inside, prediction, scorer)
      const context = {
        prediction: name,
        version: card.version,
        anchor: blocks.anchor,
        horizon: prediction.kind === 'events' ? prediction.horizon : null,
        explain: options.explain,
      }
      const run = await writeRun(inside, scorer, blocks, context, step)
      return {
        run,
        levels: artifact.task === 'classification' ? await levelCounts(inside, run) : null,
        top: await topScores(inside, run, options.top),
      }
    },
    ({ run }) => `${run.rows.toLocaleString('en-US')} scored`,
  )
}

interface Block {
  readonly entityIds: readonly string[]
  readonly frame: Frame
}

/** A population in pieces, read one at a time. */
interface Blocks {
  readonly anchor: Instant | null
  readonly rows: number
  readonly read: () => AsyncIterable<Block>
}

async function writeRun(
  project: Project,
  scorer: Scorer,
  blocks: Blocks,
  context: PredictionContext,
  step: Step,
): Promise<ScoreRun> {
  const { prediction, version, anchor } = context
  const scoredAt = project.clock.now()
  const runId = contentFingerprint({ prediction, version, anchor, scoredAt }).slice(0, 16)
  await clearArrived(project)
  let done = 0
  for await (const block of blocks.read()) {
    for (const slice of slicesOf(block)) {
      if (project.signal?.aborted === true) {
        throw new ForetellError('CANCELLED', { values: { what: `scoring ${prediction}` } })
      }
      const predictions = predictRows(scorer, slice, context)
      await project.warehouse.insert(
        'scores_arriving',
        predictions.map((row) => arrivingRow(runId, row, scoredAt)),
        { deduplicationToken: `${runId}-${done}`, signal: project.signal },
      )
      done += slice.entityIds.length
      step.progress(done, blocks.rows, 'rows')
    }
  }
  return finishRun(project, {
    prediction,
    runId,
    version,
    anchor: anchor === null ? null : new Date(anchor).toISOString(),
    scoredAt: new Date(scoredAt).toISOString(),
  })
}

/** Pieces small enough that reasons for one are found before anyone wonders whether it still runs. */
function slicesOf({ entityIds, frame }: Block): Block[] {
  return Array.from({ length: Math.ceil(entityIds.length / sliceRows) }, (_, slice) => {
    const from = slice * sliceRows
    const rows = Array.from({ length: Math.min(sliceRows, entityIds.length - from) }, (_, row) => from + row)
    return { entityIds: rows.map((row) => entityIds[row]), frame: takeRows(frame, rows) }
  })
}

async function eventBlocks(
  project: Project,
  prediction: EventPredictionPlan,
  { artifact }: Scorer,
): Promise<Blocks> {
  const anchor = await scoringAnchor(project, prediction)
  const request = await pastRequest(project, prediction, anchor, artifact)
  const { tables, parameters } = compilePopulation(request)
  const ranges = await project.warehouse.rows<{ last: string; rows: number }>(
    `${withTables(tables)}
     SELECT max(entity_id) AS last, count() AS rows
     FROM (SELECT entity_id, intDiv(row_number() OVER (ORDER BY entity_id) - 1, ${blockRows}) AS block FROM population)
     GROUP BY block ORDER BY block`,
    { parameters, settings: historySettings, signal: project.signal },
  )
  if (ranges.length === 0) {
    throw new ForetellError('NOBODY_TO_SCORE', {
      values: { name: prediction.name, anchor: dayText(anchor) },
    })
  }
  const features = { features: artifact.features, kinds: artifact.kinds, notes: [] }
  return {
    anchor,
    rows: ranges.reduce((sum, { rows }) => sum + rows, 0),
    read: async function* () {
      for (const [index, { last }] of ranges.entries()) {
        const range: EntityRange = { after: index === 0 ? '' : ranges[index - 1].last, upTo: last }
        yield await featureMatrix(project, prediction, anchor, { features, range })
      }
    },
  }
}

/**
 * The time as of which is scored: now, or where the data ends.
 * @throws ForetellError `NOBODY_TO_SCORE` without any events
 */
export async function scoringAnchor(project: Project, prediction: EventPredictionPlan): Promise<Instant> {
  const span = await dataSpan(project, prediction.entity)
  if (span === undefined) {
    throw new ForetellError('NOBODY_TO_SCORE', {
      values: { name: prediction.name, anchor: dayText(project.clock.now()) },
    })
  }
  return anchorTimes(prediction, span, project.clock.now()).scoring
}

async function tableBlocks(
  project: Project,
  prediction: TablePredictionPlan,
  { artifact }: Scorer,
): Promise<Blocks> {
  const data = await readSource(project, prediction)
  const { key } = sourceOf(project.plan, prediction)
  const frame = scoringFrame(data, artifact.features)
  const ids = data.columns.find(({ name }) => name === key)?.column
  return {
    anchor: null,
    rows: data.rows,
    read: async function* () {
      for (let from = 0; from < data.rows; from += blockRows) {
        const rows = Array.from({ length: Math.min(blockRows, data.rows - from) }, (_, row) => from + row)
        yield await Promise.resolve({
          entityIds: rows.map((row) => entityId(ids, row)),
          frame: takeRows(frame, rows),
        })
      }
    },
  }
}
