import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

import type { Task } from '../config/plan.js'
import { warehouseTime } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { leaveOutGone } from './gone-people.js'
import type { Factor, Level, Prediction } from './prediction.js'
import type { PieceTarget } from './score-piece.js'

/** One time everybody in a population was scored. */
export interface ScoreRun {
  readonly prediction: string
  readonly runId: string
  readonly version: string
  /** ISO 8601; null for tables. */
  readonly anchor: string | null
  readonly rows: number
  /** ISO 8601. */
  readonly scoredAt: string
}

/** Where the rows of a piece of a run go on their way; see `finishRun`. */
export function arrivingTarget(run: Omit<ScoreRun, 'rows'>, piece: number): PieceTarget {
  const arrived = Date.parse(run.scoredAt)
  return {
    into: 'scores_arriving (run_id, entity_id, probability, value, level, low, high, expected_at, base, factors, arrived_at)',
    deduplicationToken: `${run.runId}-${piece}`,
    write(bytes, entityId, { outcome, level, interval, expectedAt, base, factors }) {
      bytes
        .text(run.runId)
        .text(entityId)
        .nullableFloat(level === null ? null : outcome)
        .nullableFloat(level === null ? outcome : null)
        .text(level ?? '')
        .nullableFloat(interval?.low ?? null)
        .nullableFloat(interval?.high ?? null)
        .nullableMilliseconds(expectedAt)
        .float(base)
        .text(JSON.stringify(factors))
        .milliseconds(arrived)
    },
  }
}

/**
 * Makes a run's rows visible: leaves out people who have gone meanwhile, adds percentiles, which need all of them, and only then the run itself. A run that
 * died before has rows that nobody reads and the next run clears away. Finishing it again does no harm.
 */
export async function finishRun(project: Project, run: Omit<ScoreRun, 'rows'>): Promise<ScoreRun> {
  const { warehouse, signal } = project
  const own = { prediction: run.prediction, run_id: run.runId }
  const parameters = {
    ...own,
    version: run.version,
    anchor: run.anchor === null ? null : warehouseTime(Date.parse(run.anchor)),
    scored_at: warehouseTime(Date.parse(run.scoredAt)),
  }
  const finished = await warehouse.rows<{ rows: number }>(
    'SELECT rows FROM score_runs WHERE prediction = {prediction:String} AND run_id = {run_id:String}',
    { parameters: own, signal },
  )
  if (finished.length > 0) return { ...run, rows: finished[0].rows }
  await takeBack(project, own)
  await leaveOutGone(project, {
    table: 'scores_arriving',
    where: 'run_id = {run_id:String}',
    parameters: { run_id: run.runId },
    prediction: run.prediction,
    since: Date.parse(run.scoredAt),
  })
  await warehouse.execute(
    `INSERT INTO scores
     WITH
       counted AS (
         SELECT assumeNotNull(coalesce(probability, value)) AS score, count() AS rows
         FROM scores_arriving WHERE run_id = {run_id:String} GROUP BY score),
       ranked AS (
         SELECT score,
           sum(rows) OVER (ORDER BY score ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - rows AS lower,
           sum(rows) OVER () AS total
         FROM counted)
     SELECT
       {prediction:String}, run_id, {version:String}, {anchor:Nullable(DateTime64(3, 'UTC'))}, entity_id,
       probability, arriving.value, 100 * lower / greatest(total - 1, 1),
       level, low, high, expected_at, base, factors, {scored_at:DateTime64(3, 'UTC')}
     FROM (
       SELECT *, assumeNotNull(coalesce(probability, value)) AS score
       FROM scores_arriving WHERE run_id = {run_id:String}) AS arriving
     INNER JOIN ranked ON arriving.score = ranked.score`,
    { parameters, signal },
  )
  const rows = await rowsOf(project, own)
  await warehouse.insert('score_runs', [{ ...parameters, rows }])
  await clearArrived(project)
  return { ...run, rows }
}

interface RunKey {
  readonly prediction: string
  readonly run_id: string
}

/** Rows of a run whose process died between them and the run itself. */
async function takeBack(project: Project, run: RunKey): Promise<void> {
  if ((await rowsOf(project, run)) === 0) return
  await project.warehouse.execute(
    'DELETE FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String}',
    { parameters: { ...run }, signal: project.signal },
  )
}

async function rowsOf({ warehouse, signal }: Project, run: RunKey): Promise<number> {
  const [{ rows }] = await warehouse.rows<{ rows: number }>(
    'SELECT count() AS rows FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String}',
    { parameters: { ...run }, signal },
  )
  return rows
}

/** Rows that are in `scores` by now, or whose run was given up. */
export async function clearArrived({ warehouse, signal }: Project): Promise<void> {
  const finished = await warehouse.rows<{ run_id: string }>(
    `SELECT DISTINCT run_id FROM scores_arriving
     WHERE run_id IN (SELECT run_id FROM score_runs) OR arrived_at < now() - INTERVAL 1 DAY`,
    { signal },
  )
  for (const { run_id } of finished) {
    await warehouse.execute('ALTER TABLE scores_arriving DROP PARTITION {run_id:String}', {
      parameters: { run_id },
      signal,
    })
  }
}

/** The newest run of a prediction; undefined when it was never scored. */
export async function latestRun(project: Project, prediction: string): Promise<ScoreRun | undefined> {
  const [row] = await project.warehouse.rows<{
    run_id: string
    version: string
    anchor: number | null
    rows: number
    scored: number
  }>(
    `SELECT run_id, version, toUnixTimestamp64Milli(anchor) AS anchor, rows,
       toUnixTimestamp64Milli(scored_at) AS scored
     FROM score_runs WHERE prediction = {prediction:String} ORDER BY scored_at DESC, run_id DESC LIMIT 1`,
    { parameters: { prediction }, signal: project.signal },
  )
  if (row === undefined) return undefined
  return {
    prediction,
    runId: row.run_id,
    version: row.version,
    anchor: row.anchor === null ? null : new Date(row.anchor).toISOString(),
    rows: row.rows,
    scoredAt: new Date(row.scored).toISOString(),
  }
}

interface StoredScore {
  readonly entity_id: string
  readonly probability: number | null
  readonly value: number | null
  readonly percentile: number
  readonly level: string
  readonly low: number | null
  readonly high: number | null
  readonly expected: number | null
  readonly base: number
  readonly factors: string
}

/** The highest scores of a run with their reasons, the highest first. */
export async function topScores(project: Project, run: ScoreRun, most = 10): Promise<Prediction[]> {
  const rows = await project.warehouse.rows<StoredScore>(
    `SELECT entity_id, probability, value, percentile, level, low, high,
       toUnixTimestamp64Milli(expected_at) AS expected, base, factors
     FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String}
     ORDER BY coalesce(probability, value) DESC, entity_id LIMIT {most:UInt32}`,
    { parameters: { prediction: run.prediction, run_id: run.runId, most }, signal: project.signal },
  )
  return rows.map((row) => storedPrediction(run, row))
}

function storedPrediction(run: ScoreRun, row: StoredScore): Prediction {
  const classification = row.probability !== null
  const task: Task = classification ? 'classification' : 'regression'
  return {
    prediction: run.prediction,
    version: run.version,
    task,
    entityId: row.entity_id,
    anchor: run.anchor,
    inPopulation: true,
    probability: row.probability,
    value: row.value,
    percentile: row.percentile,
    level: row.level === '' ? null : (row.level as Level),
    interval:
      row.low === null || row.high === null
        ? null
        : { low: row.low, high: row.high, level: classification ? 0.95 : 0.9 },
    expectedDate: row.expected === null ? null : new Date(row.expected).toISOString(),
    base: row.base,
    factors: JSON.parse(row.factors) as Factor[],
  }
}

/** Share of a run, in [0, 100], that scores lower than the given score; null for an empty run. */
export async function percentileInRun(
  project: Project,
  run: ScoreRun,
  score: number,
): Promise<number | null> {
  const [{ lower, others }] = await project.warehouse.rows<{ lower: number; others: number }>(
    `SELECT countIf(coalesce(probability, value) < {score:Float64}) AS lower, count() - 1 AS others
     FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String}`,
    {
      parameters: { prediction: run.prediction, run_id: run.runId, score },
      signal: project.signal,
    },
  )
  return others < 0 ? null : Math.min(100, (100 * lower) / Math.max(1, others))
}

/** Counts of a run by level. */
export async function levelCounts(project: Project, run: ScoreRun): Promise<Readonly<Record<Level, number>>> {
  const rows = await project.warehouse.rows<{ level: Level; rows: number }>(
    `SELECT level, count() AS rows FROM scores
     WHERE prediction = {prediction:String} AND run_id = {run_id:String} GROUP BY level`,
    { parameters: { prediction: run.prediction, run_id: run.runId }, signal: project.signal },
  )
  const counts = { low: 0, medium: 0, high: 0, critical: 0 }
  for (const { level, rows: count } of rows) if (level in counts) counts[level] = count
  return counts
}

export type ScoreFormat = 'csv' | 'parquet'

/** Writes a run to a file, the highest scores first, with the reasons as sentences; folders are made. */
export async function exportScores(
  project: Project,
  run: Pick<ScoreRun, 'prediction' | 'runId'>,
  file: string,
  format: ScoreFormat,
): Promise<void> {
  const { warehouse, signal } = project
  await mkdir(dirname(file), { recursive: true })
  const bytes = await warehouse.export(
    `SELECT entity_id, probability, value, percentile, level, low, high, expected_at, anchor, version,
       JSONExtractString(factors, 1, 'sentence') AS reason_1,
       JSONExtractString(factors, 2, 'sentence') AS reason_2,
       JSONExtractString(factors, 3, 'sentence') AS reason_3,
       factors
     FROM scores WHERE prediction = {prediction:String} AND run_id = {run_id:String}
     ORDER BY coalesce(probability, value) DESC, entity_id`,
    format === 'csv' ? 'CSVWithNames' : 'Parquet',
    {
      parameters: { prediction: run.prediction, run_id: run.runId },
      // What is not known is an empty cell, which every program reads as that.
      settings: { format_csv_null_representation: '' },
      signal,
    },
  )
  await pipeline(bytes, createWriteStream(file))
}
