import type { EventSourcePlan } from '../config/plan.js'
import type { Project } from '../warehouse/project.js'
import { type FileTables, insertSettings, partsOf, type Tally } from './file-tables.js'

/**
 * The message id of a row: the hash of its explicit id, or of its content. Of equal rows without ids, each is an
 * event of its own (a basket with two of the same), told apart by its ordinal among them; so the same file, or
 * a longer one, gives the same ids again. The ordinal stands in the upper half of the 128 bits: rows can be
 * taken apart by the lower half, whatever their ordinal.
 */
export const messageId = `hash + bitShiftLeft(toUInt128(ordinal), 64)`

/** SQL over the repeats: what is wrong with a row that says again what one before it says. */
export const duplicateDetail = `concat('expected an id of its own, found that of line ', toString(first), ', which says the same')`

/** SQL over the repeats: what is wrong with a row in conflict. */
export const conflictDetail = `concat('expected what line ', toString(first), ' says, which has the same message id')`

/** Finds rows with the hash of a row before them. */
export async function findRepeats(project: Project, tables: FileTables, rows: number): Promise<RepeatCounts> {
  const { warehouse, signal } = project
  const parts = partsOf(rows)
  for (let part = 0; part < parts; part++) {
    const own = `reason = '' AND toUInt64(hash) % ${parts} = ${part}`
    await warehouse.execute(
      `INSERT INTO ${tables.repeats}
       SELECT line, occurred_at, ordinal, multiIf(NOT explicit, 'equal', content = first_content, 'duplicate', 'conflict'), first
       FROM (
         SELECT line, occurred_at, explicit, content, row_number() OVER same - 1 AS ordinal,
           first_value(content) OVER same AS first_content, first_value(line) OVER same AS first
         FROM ${tables.rows}
         WHERE ${own} AND hash IN (SELECT hash FROM ${tables.rows} WHERE ${own} GROUP BY hash HAVING count() > 1)
         WINDOW same AS (PARTITION BY hash ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
       WHERE ordinal > 0`,
      { signal, settings: insertSettings },
    )
  }
  const [counts] = await warehouse.rows<RepeatCounts>(
    `SELECT countIf(verdict = 'equal') AS equal, countIf(verdict = 'duplicate') AS duplicates,
       countIf(verdict = 'conflict') AS conflicts FROM ${tables.repeats}`,
  )
  return counts
}

export interface RepeatCounts {
  readonly equal: number
  readonly duplicates: number
  readonly conflicts: number
}

/** Rows of the file that would be stored, with their message ids, before it is known whether they are stored. */
function identified(tables: FileTables, where: string): string {
  return `SELECT line, explicit, id, event, occurred_at, ${messageId} AS message_id
    FROM (SELECT * FROM ${tables.rows} WHERE reason = '' AND ${where}) AS own
    LEFT JOIN (SELECT line, ordinal, verdict FROM ${tables.repeats}) AS repeated USING line
    WHERE verdict IN ('', 'equal')`
}

export interface KnownCounts {
  /** Rows that are stored already. */
  readonly known: number
  /** Rows whose explicit id is stored with another event, time or entity. */
  readonly conflicts: number
}

/**
 * Finds rows that are stored already.
 * @param remapped another mapping stored some of them: they may be stored with another time, and that they say
 *   something else is no conflict
 */
export async function findKnown(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  { good, span }: Tally,
  remapped: boolean,
): Promise<KnownCounts> {
  if (span === undefined) return { known: 0, conflicts: 0 }
  const { warehouse, signal } = project
  const [{ stored, explicit }] = await warehouse.rows<{ stored: number; explicit: number }>(
    `SELECT (SELECT count() FROM events WHERE source = {source:String}) AS stored,
       (SELECT count() FROM ${tables.rows} WHERE explicit AND reason = '') AS explicit`,
    { parameters: { source: source.name } },
  )
  if (stored === 0) return { known: 0, conflicts: 0 }
  const parts = partsOf(Math.max(good, stored))
  // An event of an id that was merged stands under the other id too, with the same message id; which of the two is
  // found is chance.
  const merged = await project.warehouse.rows('SELECT 1 FROM merges WHERE entity = {entity:String} LIMIT 1', {
    parameters: { entity: source.entity },
  })
  const elsewhere = merged.length > 0 ? '0' : 'stored.entity_id != id'
  // Equal content happened at the same time; equal ids need not.
  const anywhere = explicit > 0 || remapped
  const within = anywhere ? '1' : 'occurred_at BETWEEN {first:DateTime64(3)} AND {last:DateTime64(3)}'
  for (let part = 0; part < parts; part++) {
    await warehouse.execute(
      `INSERT INTO ${tables.known}
       SELECT line, own.occurred_at, message_id, ${remapped ? '0' : '1'} AND explicit AND (${elsewhere} OR stored.event != own.event OR stored.occurred_at != own.occurred_at)
       FROM (${identified(tables, `toUInt64(hash) % ${parts} = ${part}`)}) AS own
       ANY INNER JOIN (
         SELECT message_id, entity_id, event, occurred_at FROM events
         WHERE source = {source:String} AND toUInt64(message_id) % ${parts} = ${part} AND ${within}) AS stored
       USING message_id`,
      {
        parameters: { source: source.name, first: span.first, last: span.last },
        signal,
        settings: { ...insertSettings, session_timezone: 'UTC' },
      },
    )
  }
  const [counts] = await warehouse.rows<KnownCounts>(
    `SELECT countIf(NOT conflict) AS known, countIf(conflict) AS conflicts FROM ${tables.known}`,
  )
  return counts
}

/** Takes the rows that are stored already out of `events`, to store them as a changed mapping reads them. */
export async function forgetKnown(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  known: number,
): Promise<void> {
  const parts = partsOf(known)
  for (let part = 0; part < parts; part++) {
    await project.warehouse.execute(
      `DELETE FROM events WHERE source = {source:String} AND message_id IN (
         SELECT message_id FROM ${tables.known} WHERE toUInt64(message_id) % ${parts} = ${part})`,
      {
        parameters: { source: source.name },
        signal: project.signal,
        settings: { lightweight_deletes_sync: 2 },
      },
    )
  }
  await project.warehouse.execute(`TRUNCATE TABLE ${tables.known}`)
}
