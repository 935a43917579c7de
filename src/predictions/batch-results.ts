import { type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
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

/** How many have a result. */
export async function countResults({ warehouse, signal }: Project, jobId: string): Promise<number> {
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
