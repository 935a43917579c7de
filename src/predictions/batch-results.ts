import { Readable } from 'node:stream'

import { type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { leaveOutGone } from './gone-people.js'
import type { PieceTarget } from './score-piece.js'
import type { Scorer } from './scorer.js'
import { percentileAmong } from './percentile.js'
import type { RunPercentiles } from './serving/run-percentiles.js'

/** Where the rows of a piece of a batch go. */
export function batchTarget(
  {
    jobId,
    piece,
    expiresAt,
  }: { readonly jobId: string; readonly piece: number; readonly expiresAt: Instant },
  scorer: Scorer,
  run: RunPercentiles | undefined,
): PieceTarget {
  const { task, quantiles } = scorer.artifact
  const classification = task === 'classification'
  return {
    into:
      'batch_results (job_id, entity_id, probability, value, percentile, level, low, high, expected_at, ' +
      'in_population, base, factors, expires_at)',
    deduplicationToken: `${jobId}-${piece}`,
    write(bytes, entityId, { outcome, level, interval, expectedAt, base, factors }, inPopulation) {
      bytes
        .text(jobId)
        .text(entityId)
        .nullableFloat(classification ? outcome : null)
        .nullableFloat(classification ? null : outcome)
        .float(run?.of(outcome) ?? percentileAmong(quantiles, outcome))
        .text(level ?? '')
        .nullableFloat(interval?.low ?? null)
        .nullableFloat(interval?.high ?? null)
        .nullableMilliseconds(expectedAt)
        .byte(inPopulation ? 1 : 0)
        .float(base)
        .text(factors.length === 0 ? '' : JSON.stringify(factors))
        .seconds(expiresAt)
    },
  }
}

/** Writes down whom a batch is asked for. The same again is the same. */
export async function storePeople(
  { warehouse, signal }: Pick<Project, 'warehouse' | 'signal'>,
  jobId: string,
  entityIds: readonly string[],
  expiresAt: Instant,
): Promise<void> {
  const expires_at = Math.floor(expiresAt / 1000)
  await warehouse.insert(
    'batch_people',
    entityIds.map((entity_id) => ({ job_id: jobId, entity_id, expires_at })),
    { deduplicationToken: `${jobId}-people`, signal },
  )
}

/**
 * Leaves out people who have gone since a batch was asked for; to be called once everybody is scored.
 * @param since when it was asked for
 * @returns how many have a result
 */
export async function finishBatch(
  project: Project,
  {
    jobId,
    prediction,
    since,
  }: { readonly jobId: string; readonly prediction: string; readonly since: Instant },
): Promise<number> {
  const where = 'job_id = {job:String}'
  await leaveOutGone(project, {
    table: 'batch_results',
    where,
    parameters: { job: jobId },
    prediction,
    since,
  })
  return countResults(project, jobId)
}

async function countResults({ warehouse, signal }: Project, jobId: string): Promise<number> {
  const [{ rows }] = await warehouse.rows<{ rows: number }>(
    'SELECT count() AS rows FROM batch_results FINAL WHERE job_id = {job:String}',
    { parameters: { job: jobId }, signal },
  )
  return rows
}

/** Deletes everything that a batch wrote. */
export async function deleteBatch({ warehouse }: Pick<Project, 'warehouse'>, jobId: string): Promise<void> {
  for (const table of ['batch_results', 'batch_people'] as const) {
    const [{ rows }] = await warehouse.rows<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE job_id = {job:String}`,
      { parameters: { job: jobId } },
    )
    if (rows === 0) continue
    await warehouse.execute(`DELETE FROM ${table} WHERE job_id = {job:String}`, {
      parameters: { job: jobId },
    })
  }
}

export const resultFormats = ['json', 'ndjson', 'csv', 'parquet'] as const

export type ResultFormat = (typeof resultFormats)[number]

export interface StoredBatch {
  readonly jobId: string
  readonly prediction: string
  readonly version: string
  /** ISO 8601; null for tables. */
  readonly anchor: string | null
}

/** One factor as the API tells it (`api/answers/prediction.ts`), made of a stored one, `f`. */
const factorJson = [
  ['factor', "JSONExtractRaw(f, 'title')"],
  ['feature', "JSONExtractRaw(f, 'feature')"],
  ['impact', "JSONExtractRaw(f, 'impact')"],
  ['direction', "JSONExtractRaw(f, 'direction')"],
  ['description', "JSONExtractRaw(f, 'sentence')"],
  ['current_value', "JSONExtractRaw(f, 'value')"],
  ['typical_value', "JSONExtractRaw(f, 'typical')"],
  ['risk_threshold', "if(JSONHas(f, 'threshold', 'value'), JSONExtractRaw(f, 'threshold', 'value'), 'null')"],
]
  .map(([name, sql], index) => `'${index === 0 ? '{' : ','}"${name}":', ${sql}`)
  .join(', ')

/** What is told of a customer, but for the reasons; each with its type. */
const told = [
  ['user_id', 'entity_id', 'String'],
  ['prediction_type', '{prediction:String}', 'String'],
  ['prediction', 'if(isNull(probability), NULL, toUInt8(probability >= 0.5))', 'Nullable(UInt8)'],
  ['confidence', 'greatest(probability, 1 - probability)', 'Nullable(Float64)'],
  ['probability', 'probability', 'Nullable(Float64)'],
  ['value', 'value', 'Nullable(Float64)'],
  ['risk_level', "if(level = '', NULL, toString(level))", 'Nullable(String)'],
  ['percentile', 'percentile', 'Float64'],
  ['interval_low', 'low', 'Nullable(Float64)'],
  ['interval_high', 'high', 'Nullable(Float64)'],
  ['expected_date', "concat(replaceOne(toString(expected_at), ' ', 'T'), 'Z')", 'Nullable(String)'],
  ['base', 'base', 'Float64'],
  ['in_population', 'in_population', 'Bool'],
  ['anchor', '{anchor:Nullable(String)}', 'Nullable(String)'],
  ['model_version', '{version:String}', 'String'],
] as const

const stored = 'FROM batch_results FINAL WHERE job_id = {job:String} ORDER BY job_id, entity_id'

const tables = `SELECT ${told.map(([name, sql, type]) => `CAST(${sql}, '${type}') AS ${name}`).join(', ')},
  JSONExtractString(factors, 1, 'sentence') AS reason_1,
  JSONExtractString(factors, 2, 'sentence') AS reason_2,
  JSONExtractString(factors, 3, 'sentence') AS reason_3
${stored}`

/** Whole lines of JSON, made by the engine, so that this process only passes bytes on. */
const lines = `SELECT concat(
    substring(json, 1, length(json) - 1), ',"risk_factors":[',
    arrayStringConcat(arrayMap(f -> concat(${factorJson}, '}'), JSONExtractArrayRaw(factors)), ','), ']}') AS line
FROM (
  SELECT factors, toJSONString(CAST(
    tuple(${told.map(([, sql, type]) => `CAST(${sql}, '${type}')`).join(', ')}),
    'Tuple(${told.map(([name, , type]) => `${name} ${type}`).join(', ')})')) AS json
  ${stored})`

/** The results of a batch as bytes, in the order of the ids, however many there are. */
export async function exportBatch(
  { warehouse }: Pick<Project, 'warehouse'>,
  { jobId, prediction, version, anchor }: StoredBatch,
  format: ResultFormat,
  signal?: AbortSignal,
): Promise<Readable> {
  const options = {
    parameters: { job: jobId, prediction, version, anchor },
    settings: { format_csv_null_representation: '', output_format_json_quote_64bit_integers: 0 },
    signal,
  }
  switch (format) {
    case 'csv':
      return warehouse.export(tables, 'CSVWithNames', options)
    case 'parquet':
      return warehouse.export(tables, 'Parquet', options)
    case 'ndjson':
      return warehouse.export(lines, 'TSVRaw', options)
    case 'json':
      return Readable.from(asArray(await warehouse.export(lines, 'TSVRaw', options)), { objectMode: false })
  }
}

/** Lines of JSON as one array: a comma before every line but the first. */
async function* asArray(bytes: Readable): AsyncGenerator<Buffer> {
  yield Buffer.from('[\n')
  let between = false
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    // Within a line of JSON there is no end of line.
    const text = chunk.toString('latin1')
    const ended = text.endsWith('\n')
    const body = (ended ? text.slice(0, -1) : text).replaceAll('\n', ',\n')
    yield Buffer.from(`${between ? ',\n' : ''}${body}`, 'latin1')
    between = ended
  }
  yield Buffer.from('\n]\n')
}
