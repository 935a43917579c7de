import { ForetellError } from '../shared/errors.js'
import { nearestNames } from './nearest-names.js'

/**
 * What is said to who asks for one of whom nothing is known.
 * @param entity the kind of entity
 * @param candidates ids of others, of which the nearest are named: only for who may read all data anyway. A server
 *   gives none, since an id that is nearly right is somebody else's.
 */
export function unknownEntity(entity: string, id: string, candidates?: readonly string[]): ForetellError {
  const nearest = candidates === undefined ? '' : `; the nearest are ${nearestNames(id, candidates)}`
  return new ForetellError('ENTITY_UNKNOWN', { values: { entity, id, nearest } })
}
