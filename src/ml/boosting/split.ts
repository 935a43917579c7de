import { leafGain, leafValue } from './leaf.js'
import type { BoostingParameters } from './parameters.js'

/** A node parted in two by one column. */
export interface Split {
  readonly column: number
  /** Above 0: what the children's values take off the loss more than the node's would, times two. */
  readonly gain: number
  /** By code: 1 goes left, 0 goes right. */
  readonly goesLeft: Uint8Array
  /** Numeric: codes up to this go left. Category: -1. */
  readonly cut: number
  readonly left: ChildSums
  readonly right: ChildSums
}

/** What is known of a child before its rows are parted. */
export interface ChildSums {
  readonly gradient: number
  readonly hessian: number
  /** What it predicts if it stays a leaf, before the learning rate. */
  readonly value: number
}

/** A node whose best split is searched, and what a split of it must satisfy. */
export interface SplitSearch {
  readonly gradient: number
  readonly hessian: number
  readonly rows: number
  /** Estimates the rows of a bin from its hessian: the histogram does not count them. */
  readonly rowsPerHessian: number
  readonly minRows: number
  readonly minHessian: number
  /** What the children's gains must exceed together. */
  readonly neededGain: number
  readonly parameters: BoostingParameters
}

/** The side of a split that goes left, and how much more than needed both sides gain. */
export interface LeftSums {
  readonly gain: number
  readonly gradient: number
  readonly hessian: number
}

/** Less than this share of a node's hessian is no row, but rounding left over from a subtraction. */
export const NOISE = 1e-9

/**
 * @param gradient sum over the node's rows
 * @param hessian sum over the node's rows, above 0
 * @param rows how many they are
 */
export function splitSearch(
  gradient: number,
  hessian: number,
  rows: number,
  parameters: BoostingParameters,
): SplitSearch {
  const { lambdaL1, lambdaL2, minGainToSplit } = parameters
  return {
    gradient,
    hessian,
    rows,
    rowsPerHessian: rows / hessian,
    minRows: Math.max(1, parameters.minDataInLeaf),
    minHessian: Math.max(parameters.minSumHessianInLeaf, NOISE * hessian),
    neededGain: leafGain(gradient, hessian, lambdaL1, lambdaL2) + minGainToSplit,
    parameters,
  }
}

/** Rows of a bin, estimated from its share of the node's hessian, which is how LightGBM counts them. */
export function estimatedRows(hessian: number, rowsPerHessian: number): number {
  return Math.floor(hessian * rowsPerHessian + 0.5)
}

/**
 * What both sides of a split sum to and predict.
 * @param l2 the penalty the gain was computed with
 */
export function bothSides(node: SplitSearch, left: LeftSums, l2: number): Pick<Split, 'left' | 'right'> {
  const side = (gradient: number, hessian: number): ChildSums => ({
    gradient,
    hessian,
    value: leafValue(gradient, hessian, node.parameters.lambdaL1, l2),
  })
  return {
    left: side(left.gradient, left.hessian),
    right: side(node.gradient - left.gradient, node.hessian - left.hessian),
  }
}
