import type { EventSourcePlan } from '../config/plan.js'
import type { Project } from '../warehouse/project.js'
import { literal } from '../warehouse/identifier.js'
import { type FileTables, insertSettings, partsOf } from './file-tables.js'
import { traitColumn } from './row-statement.js'

/**
 * Stores traits as of the time of their row, and only where they change: a value is stored when it differs from
 * the one known before it, of this file or stored. An empty text says nothing and changes nothing.
 * @returns how many were stored
 */
export async function storeTraits(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  rows: number,
): Promise<number> {
  const names = Object.keys(source.traits)
  if (names.length === 0) return 0
  const pairs = names.map((name, index) => `(${literal(name)}, trimBoth(${traitColumn(index)}))`).join(', ')
  const parts = partsOf(rows * names.length)
  const before = await countTraits(project, source)
  for (let part = 0; part < parts; part++) {
    const own = (id: string): string => `cityHash64(${id}) % ${parts} = ${part}`
    await project.warehouse.execute(
      `INSERT INTO traits (entity, entity_id, trait, occurred_at, received_at, source, text, number)
       SELECT {entity:String}, id, name, occurred_at, received_at, {source:String}, text, toFloat64OrNull(text)
       FROM (
         SELECT *, lagInFrame(text, 1, '') OVER (
           PARTITION BY id, name ORDER BY occurred_at, stored DESC, line
           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
         FROM (
           SELECT id, arrayJoin([${pairs}]) AS pair, pair.1 AS name, pair.2 AS text, occurred_at, received_at, 0 AS stored, line
           FROM ${tables.rows} WHERE reason = '' AND ${own('id')} AND pair.2 != ''
           UNION ALL
           SELECT entity_id AS id, ('', '') AS pair, toString(trait) AS name, text, occurred_at, received_at, 1 AS stored, 0 AS line
           FROM traits WHERE entity = {entity:String} AND trait IN (${names.map(literal).join(', ')}) AND ${own('entity_id')}))
       WHERE stored = 0 AND text != previous`,
      {
        parameters: { entity: source.entity, source: source.name },
        signal: project.signal,
        settings: insertSettings,
      },
    )
  }
  return (await countTraits(project, source)) - before
}

async function countTraits(project: Project, source: EventSourcePlan): Promise<number> {
  const [{ stored }] = await project.warehouse.rows<{ stored: number }>(
    `SELECT count() AS stored FROM traits WHERE source = {source:String}`,
    { parameters: { source: source.name } },
  )
  return stored
}
