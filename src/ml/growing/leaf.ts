import type { GrowthLimits } from './limits.js'

export type LeafLimits = Pick<GrowthLimits, 'lambdaL1' | 'maxDeltaStep' | 'pathSmooth'>

/** Derivatives of the loss, summed over the rows of a node, and how many these are. */
export interface LeafSums {
  readonly gradient: number
  readonly hessian: number
  readonly rows: number
}

/** What surrounds a node. */
export interface LeafPlace {
  readonly lower: number
  readonly upper: number
  /** What its parent would predict. */
  readonly parentValue: number
}

/**
 * The value that minimises `gradient * v + (hessian + l2) / 2 * v^2 + l1 * |v|`: what a leaf predicts before the
 * learning rate (Chen and Guestrin, "XGBoost", 2016, equation 5, with the L1 penalty). Cut to `maxDeltaStep`, drawn to
 * the parent's by `pathSmooth`, and kept within the bounds, in this order, as LightGBM does.
 */
export function leafValue(sums: LeafSums, limits: LeafLimits, l2: number, place: LeafPlace): number {
  const { maxDeltaStep, pathSmooth } = limits
  let value = -shrink(sums.gradient, limits.lambdaL1) / (sums.hessian + l2)
  if (maxDeltaStep > 0 && Math.abs(value) > maxDeltaStep) value = Math.sign(value) * maxDeltaStep
  if (pathSmooth > 0) {
    const weight = sums.rows / pathSmooth
    value = (value * weight) / (weight + 1) + place.parentValue / (weight + 1)
  }
  return Math.max(place.lower, Math.min(place.upper, value))
}

/** Twice what a value takes off the loss. */
export function gainAt({ gradient, hessian }: LeafSums, l1: number, l2: number, value: number): number {
  return -(2 * shrink(gradient, l1) * value + (hessian + l2) * value * value)
}

/** Twice what the best value takes off the loss; 0 and above. */
export function leafGain({ gradient, hessian }: LeafSums, l1: number, l2: number): number {
  const shrunk = shrink(gradient, l1)
  return (shrunk * shrunk) / (hessian + l2)
}

/** Moves towards zero by `l1` (soft threshold). */
function shrink(gradient: number, l1: number): number {
  if (l1 === 0) return gradient
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1)
}
