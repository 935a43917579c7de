import type { Column } from '../frame.js'
import type { GrowthLimits } from '../growing/limits.js'
import { type BoostingParameters, invalid } from './parameters.js'

/**
 * What the parameters say of the growth of each tree on these columns.
 * @throws ForetellError `PARAMETER_INVALID` when a constraint names a column that is not there, or one of levels
 */
export function growthLimits(parameters: BoostingParameters, columns: readonly Column[]): GrowthLimits {
  const indexOf = (parameter: string, name: string): number => {
    const index = columns.findIndex((column) => column.name === name)
    if (index < 0) throw invalid(parameter, 'names of columns that are there', `"${name}"`)
    return index
  }
  const monotone = new Int8Array(columns.length)
  for (const [name, sign] of Object.entries(parameters.monotoneConstraints)) {
    const index = indexOf('monotoneConstraints', name)
    if (columns[index].kind === 'category' && sign !== 0) {
      throw invalid('monotoneConstraints', 'names of numeric columns', `"${name}", which has levels`)
    }
    monotone[index] = sign
  }
  const interactions = parameters.interactionConstraints.map((set) =>
    set.map((name) => indexOf('interactionConstraints', name)),
  )
  return { ...parameters, monotone, interactions }
}
