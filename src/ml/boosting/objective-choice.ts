import type { Objective } from './objective.js'
import { binary } from './objectives/binary.js'
import { failureTime } from './objectives/failure-time.js'
import { absolute, huber, quantile } from './objectives/percentile-losses.js'
import { gamma, poisson, tweedie } from './objectives/positive-losses.js'
import { softmax } from './objectives/softmax.js'
import { squared } from './objectives/squared.js'
import type { BoostingParameters, ObjectiveName } from './parameters.js'

type Choice = Pick<
  BoostingParameters,
  'objective' | 'alpha' | 'poissonMaxDeltaStep' | 'tweedieVariancePower' | 'aftDistribution' | 'aftScale'
>

const objectives: Readonly<Record<ObjectiveName, (parameters: Choice) => Objective>> = {
  binary: () => binary,
  multiclass: () => softmax(),
  squared: () => squared,
  absolute: () => absolute,
  huber: ({ alpha }) => huber(alpha),
  quantile: ({ alpha }) => quantile(alpha),
  poisson: ({ poissonMaxDeltaStep }) => poisson(poissonMaxDeltaStep),
  gamma: () => gamma,
  tweedie: ({ tweedieVariancePower }) => tweedie(tweedieVariancePower),
  aft: ({ aftDistribution, aftScale }) => failureTime(aftDistribution, aftScale),
}

/** The objective that parameters name, or give. */
export function objectiveOf(parameters: Choice): Objective {
  const { objective } = parameters
  return typeof objective === 'string' ? objectives[objective](parameters) : objective
}
