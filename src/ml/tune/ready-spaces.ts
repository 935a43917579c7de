import type { Space } from './space.js'

/**
 * Spaces for the learners of this library: names are those of their parameters, so that a setting can be handed on.
 * The number of trees is not searched: it is the budget, or early stopping finds it.
 */

/** For `boosting`: what matters most, over the ranges in which the best settings of most tables lie. */
export const boostingSpace = {
  learningRate: { type: 'number', low: 0.01, high: 0.3, log: true },
  numLeaves: { type: 'integer', low: 4, high: 256, log: true },
  minDataInLeaf: { type: 'integer', low: 2, high: 200, log: true },
  featureFraction: { type: 'number', low: 0.3, high: 1 },
  baggingFraction: { type: 'number', low: 0.5, high: 1 },
  lambdaL1: { type: 'number', low: 1e-4, high: 10, log: true },
  lambdaL2: { type: 'number', low: 1e-3, high: 100, log: true },
  minGainToSplit: { type: 'number', low: 1e-4, high: 1, log: true },
} as const satisfies Space

/** For `randomForest` and `extraTrees`. */
export const forestSpace = {
  featureFractionByNode: { type: 'number', low: 0.05, high: 1, log: true },
  minDataInLeaf: { type: 'integer', low: 1, high: 100, log: true },
  maxDepth: { type: 'integer', low: 4, high: 40, log: true },
} as const satisfies Space

/** For `elasticNet`: from almost ridge to the lasso. */
export const elasticNetSpace = {
  lambda: { type: 'number', low: 1e-5, high: 1, log: true },
  l1Ratio: { type: 'number', low: 0.05, high: 1 },
} as const satisfies Space

/** For `logisticRegression` and `linearRegression`. */
export const ridgeSpace = {
  l2: { type: 'number', low: 1e-3, high: 1e3, log: true },
} as const satisfies Space
