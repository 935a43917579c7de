import type { PropertyKind } from '../warehouse/property.js'
import { propertySql } from '../warehouse/property.js'
import type { Project } from '../warehouse/project.js'
import type { EventUse, FeatureCatalogue } from './catalogue.js'

/** What events and properties the store holds of a kind of entity. Reads all of it once or twice. */
export async function readCatalogue(project: Project, entity: string): Promise<FeatureCatalogue> {
  const found = await project.warehouse.rows<{ event: string; count: number; paths: Record<string, string[]> }>(
    `SELECT event, count() AS count, distinctJSONPathsAndTypes(properties) AS paths
FROM events FINAL
WHERE entity = {entity:String}
GROUP BY event
ORDER BY count DESC, event`,
    options(project, entity),
  )
  return { events: await Promise.all(found.map((event) => readEvent(project, entity, event))) }
}

async function readEvent(
  project: Project,
  entity: string,
  { event, count, paths }: { event: string; count: number; paths: Record<string, string[]> },
): Promise<EventUse> {
  const properties = Object.entries(paths).map(([name, types]) => ({ name, kinds: kindsOf(types) }))
  if (properties.length === 0) return { name: event, count, properties: [] }
  const counts = properties.map(({ name, kinds }, index) => `uniq(${propertySql(name, kinds[0])}) AS c${index}`)
  const [row] = await project.warehouse.rows<Record<string, number>>(
    `SELECT ${counts.join(', ')} FROM events WHERE entity = {entity:String} AND event = {event:String}`,
    { ...options(project, entity), parameters: { entity, event } },
  )
  return {
    name: event,
    count,
    properties: properties.map((property, index) => ({ ...property, cardinality: row[`c${index}`] })),
  }
}

function options({ signal }: Project, entity: string): { parameters: { entity: string }; settings: Record<string, number>; signal: AbortSignal | undefined } {
  return { parameters: { entity }, settings: { do_not_merge_across_partitions_select_final: 1 }, signal }
}

function kindsOf(types: readonly string[]): PropertyKind[] {
  const kinds = types.map((type): PropertyKind => {
    if (/Int|Float|Decimal/.test(type)) return 'number'
    return type === 'Bool' ? 'boolean' : 'string'
  })
  return [...new Set(kinds)]
}
