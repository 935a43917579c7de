import { warehouseTime } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import type { Accepted, LiveEvent } from './judge.js'

/** An event whose time was corrected. */
export interface CorrectedEvent {
  readonly accepted: Accepted
  readonly event: LiveEvent
}

/** Events that are looked up together. */
const atOnce = 1000

/**
 * Of events whose time was corrected, the ids of those that are stored under the time they say themselves: they came
 * before by a quicker way, when there was nothing to correct. Looks in the order of the table's key.
 */
export async function storedAsSaid(
  project: Project,
  events: readonly CorrectedEvent[],
): Promise<ReadonlySet<string>> {
  const stored = new Set<string>()
  for (let start = 0; start < events.length; start += atOnce) {
    const some = events.slice(start, start + atOnce)
    const rows = await project.warehouse.rows<{ id: string }>(
      `SELECT DISTINCT lower(leftPad(hex(message_id), 32, '0')) AS id FROM events
       WHERE entity = {entity:String} AND entity_id IN {ids:Array(String)}
         AND occurred_at IN {times:Array(DateTime64(3))}`,
      {
        parameters: {
          entity: some[0].event.entity,
          ids: some.map(({ event }) => event.id),
          times: some.map(({ accepted }) => warehouseTime(accepted.clocks.originalAt)),
        },
        signal: project.signal,
      },
    )
    for (const { id } of rows) stored.add(id)
  }
  return stored
}
