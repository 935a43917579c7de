import { liveEntities } from '../events/live/entities.js'
import { refusedIds } from '../events/people/refused-ids.js'
import { type Instant, MINUTE, warehouseTime } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Parameters } from '../warehouse/warehouse.js'

/** Rows of outcomes, one a person, that nobody has been shown yet. */
export interface UnseenRows {
  readonly table: 'scores_arriving' | 'batch_results'
  /** SQL test of a row. */
  readonly where: string
  readonly parameters: Parameters
  readonly prediction: string
  /** When the first of the people was read, or before. */
  readonly since: Instant
}

/**
 * Takes out who must not be shown: who is suppressed, also when a table of the configuration has them, and who was
 * deleted after they had been read. To be called when nothing more comes and before anybody is told of the rows.
 */
export async function leaveOutGone(project: Project, rows: UnseenRows): Promise<void> {
  const plan = Object.hasOwn(project.plan.predictions, rows.prediction)
    ? project.plan.predictions[rows.prediction]
    : undefined
  if (plan?.kind === 'events') {
    await leaveOutSuppressed(project, rows, plan.entity)
    await leaveOutDeleted(project, rows, plan.entity)
  } else {
    await leaveOutSuppressed(project, rows, liveEntities(project.plan).person)
  }
}

async function leaveOutSuppressed(project: Project, rows: UnseenRows, entity: string): Promise<void> {
  const refused = await refusedIds(project, entity)
  if (refused !== undefined) await takeOut(project, rows, refused.test('entity_id'), refused.parameters)
}

/**
 * Whom an order named is not kept once it is carried out, but nothing is known of them then: their rows are those of
 * people without an event and a trait. Looking for these costs a look at all ids, so it is done only after an order.
 */
async function leaveOutDeleted(project: Project, rows: UnseenRows, entity: string): Promise<void> {
  // Clocks of several servers may differ.
  const parameters = { entity, since: warehouseTime(rows.since - MINUTE) }
  const [{ orders }] = await project.warehouse.rows<{ orders: number }>(
    `SELECT count() AS orders FROM regulations FINAL
     WHERE type IN ('DELETE_ONLY', 'SUPPRESS_WITH_DELETE') AND entity = {entity:String}
       AND (finished_at IS NULL OR finished_at >= {since:DateTime64(3, 'UTC')})`,
    { parameters, signal: project.signal },
  )
  if (orders === 0) return
  const known = ['events', 'traits'].map(
    (table) => `SELECT entity_id FROM ${table} WHERE entity = {entity:String}`,
  )
  await takeOut(project, rows, `entity_id NOT IN (${known.join(' UNION DISTINCT ')})`, parameters)
}

async function takeOut(
  { warehouse, signal }: Project,
  { table, where, parameters }: UnseenRows,
  gone: string,
  more: Parameters,
): Promise<void> {
  const all = { ...parameters, ...more }
  const [{ rows }] = await warehouse.rows<{ rows: number }>(
    `SELECT count() AS rows FROM ${table} WHERE ${where} AND ${gone}`,
    { parameters: all, signal },
  )
  if (rows === 0) return
  await warehouse.execute(`DELETE FROM ${table} WHERE ${where} AND ${gone}`, {
    parameters: all,
    signal,
    settings: { lightweight_deletes_sync: 2 },
  })
}
