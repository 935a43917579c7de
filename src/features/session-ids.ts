import type { Project } from '../warehouse/project.js'

/**
 * True when an event of the entity's kind says which visit it belongs to. It decides only how visits are counted,
 * not what is counted: without such events both ways give the same, and the other is cheaper.
 */
export async function hasSessionIds({ warehouse, signal }: Project, entity: string): Promise<boolean> {
  const found = await warehouse.rows(
    "SELECT 1 AS found FROM events WHERE entity = {entity:String} AND session_id != '' LIMIT 1",
    { parameters: { entity }, signal },
  )
  return found.length > 0
}
