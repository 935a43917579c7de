/** How amounts are transformed before a model is fitted to them, and how its answers are turned back. */
export type TargetTransform =
  | { readonly kind: 'identity' }
  /**
   * Fitted to log(1 + y). `smear` is the mean of exp(residual) on rows the model was not fitted on: without it
   * the answer would be near the median and sums over customers too low (Duan, 1983, "Smearing estimate: a
   * nonparametric retransformation method").
   */
  | { readonly kind: 'log1p'; readonly smear: number }

export const identityTransform: TargetTransform = { kind: 'identity' }

/** Log scale is tried where amounts are never negative and their spread is beyond their mean. */
export function isSkewed(target: Float64Array): boolean {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length
  let squares = 0
  for (const value of target) {
    if (value < 0) return false
    squares += (value - mean) ** 2
  }
  return Math.sqrt(squares / target.length) > mean
}

export function toLogScale(target: Float64Array): Float64Array {
  return target.map((value) => Math.log1p(value))
}

/**
 * @param predicted on the log scale, of rows that were not fitted on
 * @param target as it is, of the same rows
 */
export function learnSmear(predicted: Float64Array, target: Float64Array): TargetTransform {
  let sum = 0
  for (let row = 0; row < target.length; row++) sum += Math.exp(Math.log1p(target[row]) - predicted[row])
  return { kind: 'log1p', smear: sum / target.length }
}

/** From the model's scale to the amount's. Never below 0 for `log1p`. */
export function fromModelScale(transform: TargetTransform, raw: number): number {
  return transform.kind === 'identity' ? raw : Math.max(0, Math.exp(raw) * transform.smear - 1)
}
