import type { Contributions, ModelInput } from '../model.js'

/** How much an input moves predictions. */
export interface ContributionImportance {
  readonly name: string
  /** Mean of |contribution| over the rows, in raw prediction units (log odds for classification). */
  readonly meanAbsolute: number
  /** Of the sum over all inputs, in [0, 1]; 0 when no input moves anything. */
  readonly share: number
}

/**
 * Global importance from local explanations (Lundberg et al. 2020): unlike gain it is on the scale of the
 * prediction and does not favour columns with many distinct values.
 * @returns largest first; equal ones in the order of the inputs
 */
export function contributionImportance(
  inputs: readonly ModelInput[],
  { values }: Contributions,
): ContributionImportance[] {
  const sums = new Float64Array(inputs.length)
  for (let i = 0; i < values.length; i++) sums[i % inputs.length] += Math.abs(values[i])
  const rows = Math.max(1, values.length / inputs.length)
  const total = sums.reduce((sum, value) => sum + value, 0)
  return inputs
    .map(({ name }, input) => ({
      name,
      meanAbsolute: sums[input] / rows,
      share: total === 0 ? 0 : sums[input] / total,
    }))
    .sort((a, b) => b.meanAbsolute - a.meanAbsolute)
}

/**
 * The contributions of one input, one a row.
 * @param input its place among the model's inputs
 */
export function contributionsOf(contributions: Contributions, inputs: number, input: number): Float64Array {
  const rows = contributions.values.length / inputs
  return Float64Array.from({ length: rows }, (_, row) => contributions.values[row * inputs + input])
}
