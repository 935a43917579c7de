import type { GrowthLimits } from '../growing/limits.js'
import type { BoostingParameters } from './parameters.js'

/** What the parameters say of the growth of each tree. */
export function growthLimits(parameters: BoostingParameters, columns: number): GrowthLimits {
  return {
    ...parameters,
    maxDeltaStep: 0,
    pathSmooth: 0,
    extraTrees: false,
    featureFractionByNode: 1,
    histogramPoolSize: 512,
    monotone: new Int8Array(columns),
    interactions: [],
  }
}
