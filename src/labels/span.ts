import type { Project } from '../warehouse/project.js'
import type { DataSpan } from './anchors.js'

/** When the first and the last event of an entity's kind happened; undefined while there is none. */
export async function dataSpan(
  { warehouse, signal }: Project,
  entity: string,
): Promise<DataSpan | undefined> {
  const [span] = await warehouse.rows<DataSpan & { readonly events: number }>(
    `SELECT
  toUnixTimestamp64Milli(min(occurred_at)) AS first,
  toUnixTimestamp64Milli(max(occurred_at)) AS last,
  count() AS events
FROM events
WHERE entity = {entity:String}`,
    { parameters: { entity }, signal },
  )
  return span.events === 0 ? undefined : { first: span.first, last: span.last }
}
