import type { BoostingParameters } from './parameters.js'
import type { Objective } from './objective.js'
import { binary } from './objectives/binary.js'
import { squared } from './objectives/squared.js'

const objectives: Readonly<Record<BoostingParameters['objective'], () => Objective>> = {
  binary: () => binary,
  squared: () => squared,
}

/** The objective that parameters name. */
export function objectiveOf({ objective }: Pick<BoostingParameters, 'objective'>): Objective {
  return objectives[objective]()
}
