import type { Plan } from '../../config/plan.js'

/** Whom live events are about. */
export interface LiveEntities {
  /** The kind that user ids and anonymous ids name. */
  readonly person: string
  /** The kind that a group's id names. @param type as the client calls it, where it does */
  group(type: string | undefined): string
}

const usualGroups = ['group', 'account', 'company', 'organization', 'workspace']

/**
 * - A person is the declared entity `customer`; without one, the first that is declared; without any, `customer`.
 * - A group is the declared entity of the group's own type; without one, the first declared one of `group`, `account`,
 *   `company`, `organization` and `workspace`; without any, `group`, which is stored and may be declared later.
 */
export function liveEntities({ entities }: Plan): LiveEntities {
  const person = 'customer' in entities ? 'customer' : (Object.keys(entities).at(0) ?? 'customer')
  const known = (name: string): boolean => Object.hasOwn(entities, name) && name !== person
  const usual = usualGroups.find(known) ?? 'group'
  return { person, group: (type) => (type !== undefined && known(type) ? type : usual) }
}
