import { randomUUID } from 'node:crypto'

import { liveEntities } from '../events/live/entities.js'
import { emptyReport, type Regulation, type RegulationType, suppresses } from '../events/people/regulation.js'
import { saveRegulation } from '../events/people/regulation-store.js'
import { keepSubjects } from '../events/people/subjects.js'
import { suppress } from '../events/people/suppress.js'
import type { Project } from '../warehouse/project.js'

export interface RegulationOrder {
  readonly type: RegulationType
  /** Default: the kind that live events are about. */
  readonly entity?: string | undefined
  /** At most `mostSubjects`, each not empty. */
  readonly ids: readonly string[]
  /** The public name of the key that orders it. */
  readonly owner: string
}

/**
 * Writes an order about people down, so that it is carried out whatever happens next, and refuses them from now on
 * where that is ordered. `regulate` does the rest.
 */
export async function orderRegulation(project: Project, order: RegulationOrder): Promise<Regulation> {
  const { type, owner } = order
  const entity = order.entity ?? liveEntities(project.plan).person
  const ids = new Map(order.ids.map((id) => [id, id] as const))
  // It names nothing that is kept for its meaning, so it need not come from a seed.
  const id = randomUUID()
  await keepSubjects(project, id, ids)
  const regulation = await saveRegulation(project, {
    ...emptyReport,
    id,
    type,
    entity,
    subjects: ids.size,
    status: 'INITIALIZED',
    owner,
    createdAt: new Date(project.clock.now()).toISOString(),
    finishedAt: null,
  })
  if (suppresses(type)) await suppress(project, { entity, regulationId: id, ids })
  return regulation
}
