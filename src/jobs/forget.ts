import type { Regulation } from '../events/people/regulation.js'
import { listRegulations } from '../events/people/regulation-store.js'
import { eraseFromDisk } from './erase-from-disk.js'
import { withProject } from './open.js'
import { orderRegulation } from './order-regulation.js'
import { regulate } from './regulate.js'
import type { Request } from './request.js'

export interface ForgetInput {
  /** Default: the kind that live events are about. */
  readonly entity: string | undefined
  /** Nothing of the person is taken in any more. */
  readonly suppress: boolean
  /** Rewrites the files of the warehouse at once, and not when a day's deletions have gathered. */
  readonly erase: boolean
}

/**
 * Deletes a person, and waits until it is done.
 * @throws ForetellError what `regulate` throws
 */
export function forgetPerson(
  request: Request,
  id: string,
  { entity, suppress, erase }: ForgetInput,
): Promise<Regulation> {
  return withProject(request, async (project) => {
    const type = suppress ? 'SUPPRESS_WITH_DELETE' : 'DELETE_ONLY'
    const { id: order } = await orderRegulation(project, { type, entity, ids: [id], owner: 'command line' })
    const done = await regulate(project, order)
    if (!erase) return done
    await eraseFromDisk(project)
    return { ...done, erasedAt: new Date(project.clock.now()).toISOString() }
  })
}

/** Orders about people, the newest first. */
export function regulationsOf(request: Request, limit: number): Promise<readonly Regulation[]> {
  return withProject(request, (project) => listRegulations(project, { limit }))
}
