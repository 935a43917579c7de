import type { Project } from '../warehouse/project.js'
import type { DataSpan } from './anchors.js'

/** When the first and the last event of an entity's kind happened; undefined while there is none. */
export async function dataSpan(
  { plan, warehouse, signal }: Project,
  entity: string,
): Promise<DataSpan | undefined> {
  // Without a test of the rows the engine answers from what it keeps of its files.
  const only = Object.keys(plan.entities).length === 1
  const [span] = await warehouse.rows<DataSpan & { readonly events: number }>(
    `SELECT
  toUnixTimestamp64Milli(min(occurred_at)) AS first,
  toUnixTimestamp64Milli(max(occurred_at)) AS last,
  count() AS events
FROM events${only ? '' : '\nWHERE entity = {entity:String}'}`,
    { ...(only ? {} : { parameters: { entity } }), signal },
  )
  return span.events === 0 ? undefined : { first: span.first, last: span.last }
}
