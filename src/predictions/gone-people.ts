import { liveEntities } from '../events/live/entities.js'
import { present } from '../events/people/moved.js'
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
 * Whom an order names while it is carried out is known. Afterwards nobody is told by name, so their rows are those of
 * people of whom everything was received after the order, however much that is by now: one who is first known of then
 * is left out too, for rather too much is removed than too little. Nobody is looked for when there was no order.
 */
async function leaveOutDeleted(project: Project, rows: UnseenRows, entity: string): Promise<void> {
  // Before what is done, so that one that is done in between is met by both.
  await takeOut(project, rows, `entity_id IN (${subjectsOfUndone})`, { entity })
  const ordered = await firstOrderDone(project, entity, rows.since)
  if (ordered === undefined) return
  const own = `SELECT entity_id FROM ${rows.table} WHERE ${rows.where}`
  const known = ['events', 'traits'].map(
    (table) =>
      `SELECT entity_id FROM ${table} WHERE entity = {entity:String} AND entity_id IN (${own})
         AND (received_at < {ordered:DateTime64(3, 'UTC')} OR NOT ${present})`,
  )
  await takeOut(project, rows, `entity_id NOT IN (${known.join(' UNION DISTINCT ')})`, {
    entity,
    ordered: warehouseTime(ordered - clocksDiffer),
  })
}

/** Milliseconds that the clocks of several servers may be apart. */
const clocksDiffer = MINUTE

const deletions = "type IN ('DELETE_ONLY', 'SUPPRESS_WITH_DELETE') AND entity = {entity:String}"

const subjectsOfUndone = `SELECT id FROM regulation_subjects WHERE regulation_id IN (
    SELECT id FROM regulations FINAL WHERE ${deletions} AND status IN ('INITIALIZED', 'RUNNING'))`

/** When the first of the deletions was ordered that came to an end since; undefined without any. */
async function firstOrderDone(
  { warehouse, signal }: Project,
  entity: string,
  since: Instant,
): Promise<Instant | undefined> {
  const [{ orders, first }] = await warehouse.rows<{ orders: number; first: number }>(
    `SELECT count() AS orders, toUnixTimestamp64Milli(min(created_at)) AS first FROM regulations FINAL
     WHERE ${deletions} AND status IN ('FINISHED', 'FAILED')
       AND coalesce(finished_at, changed_at) >= {since:DateTime64(3, 'UTC')}`,
    { parameters: { entity, since: warehouseTime(since - clocksDiffer) }, signal },
  )
  return orders === 0 ? undefined : first
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
