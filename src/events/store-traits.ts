import type { EventSourcePlan } from '../config/plan.js'
import type { Project } from '../warehouse/project.js'
import { literal } from '../warehouse/identifier.js'
import { type FileTables, insertSettings, partsOf } from './file-tables.js'
import { type RowReading, traitColumn } from './row-statement.js'

/**
 * Stores traits as of the time of their row, and only where they change: a value is stored when it differs from
 * the one known before it, of this file or stored. An empty text says nothing and changes nothing.
 * What changes is found on hashes of 64 bits, which sort many times faster than texts.
 * @returns how many were stored
 */
export async function storeTraits(
  project: Project,
  { source, columns }: RowReading,
  tables: FileTables,
  rows: number,
): Promise<number> {
  const names = columns.traits.map(({ name }) => name)
  if (names.length === 0) return 0
  const parts = partsOf(rows * names.length)
  const before = await countTraits(project, source)
  for (let part = 0; part < parts; part++) {
    const own = (id: string): string => `cityHash64(${id}) % ${parts} = ${part}`
    const texts = names.map((_, index) => `trimBoth(${traitColumn(index)})`).join(', ')
    const list = names.map(literal).join(', ')
    await project.warehouse.execute(
      `INSERT INTO traits (entity, entity_id, trait, occurred_at, received_at, source, text, number)
       SELECT {entity:String}, id, [${list}][nth], occurred_at, received_at, {source:String}, texts[nth], toFloat64OrNull(texts[nth])
       FROM (
         SELECT line, id, occurred_at, received_at, [${texts}] AS texts
         FROM ${tables.rows} WHERE reason = '' AND ${own('id')}) AS own
       INNER JOIN (
         SELECT line, nth FROM (
           SELECT line, nth, stored, said, lagInFrame(said, 1, 0) OVER (
             PARTITION BY who, nth ORDER BY occurred_at, stored DESC, line
             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS previous
           FROM (
             SELECT cityHash64(id) AS who, arrayJoin(arrayEnumerate([${texts}])) AS nth,
               [${texts}][nth] AS text, cityHash64(text) AS said, occurred_at, 0 AS stored, line
             FROM ${tables.rows} WHERE reason = '' AND ${own('id')} AND text != ''
             UNION ALL
             SELECT cityHash64(entity_id), indexOf([${list}], trait), text, cityHash64(text), occurred_at, 1, 0
             FROM traits WHERE entity = {entity:String} AND trait IN (${list}) AND ${own('entity_id')}))
         WHERE stored = 0 AND said != previous) AS changed
       USING line`,
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
