/**
 * From what trees sum up to what is predicted. `slope` is the steepness of `logistic` and `logistic-each` (LightGBM's
 * `sigmoid`), elsewhere 1.
 *
 * `logistic-each`: the logistic of every score for itself (one class against the rest), which do not sum to 1.
 * `softplus`: log(1 + exp(score)). `signed-square`: score |score|. `step`: 1 above 0, else 0.
 */
export interface Link {
  readonly name: LinkName
  readonly slope: number
}

export const linkNames = [
  'identity',
  'logistic',
  'logistic-each',
  'softmax',
  'exponential',
  'softplus',
  'signed-square',
  'step',
] as const
export type LinkName = (typeof linkNames)[number]

/**
 * Turns scores into predictions, in place.
 * @param scores rows x outputs
 * @param single every step is rounded to single precision, as a program does that computes in it
 * @returns the same array
 */
export function applyLink(
  { name, slope }: Link,
  scores: Float64Array,
  outputs: number,
  single: boolean,
): Float64Array {
  if (name === 'softmax') return softmax(scores, outputs, single)
  if (name === 'logistic' || name === 'logistic-each') return logistic(scores, slope, single)
  // No call returns a number here, which would put it on the heap.
  for (let i = 0; i < scores.length; i++) {
    const score = slope * scores[i]
    if (name === 'exponential') scores[i] = Math.exp(score)
    else if (name === 'softplus') scores[i] = Math.log1p(Math.exp(score))
    else if (name === 'signed-square') scores[i] = Math.sign(score) * score * score
    else if (name === 'step') scores[i] = score > 0 ? 1 : 0
    else scores[i] = score
    if (single) scores[i] = Math.fround(scores[i])
  }
  return scores
}

function rounded(value: number, single: boolean): number {
  return single ? Math.fround(value) : value
}

/** Above this, single precision has no exponential: XGBoost's `Sigmoid` stops here. */
const MOST_SINGLE_EXPONENT = Math.fround(88.7)

function logistic(scores: Float64Array, slope: number, single: boolean): Float64Array {
  for (let i = 0; i < scores.length; i++) {
    const exponent = -slope * scores[i]
    const power = Math.exp(single ? Math.min(exponent, MOST_SINGLE_EXPONENT) : exponent)
    scores[i] = rounded(1 / rounded(rounded(power, single) + 1, single), single)
  }
  return scores
}

function softmax(scores: Float64Array, outputs: number, single: boolean): Float64Array {
  for (let begin = 0; begin < scores.length; begin += outputs) {
    const end = begin + outputs
    let highest = -Infinity
    for (let i = begin; i < end; i++) highest = Math.max(highest, scores[i])
    let sum = 0
    for (let i = begin; i < end; i++) {
      scores[i] = rounded(Math.exp(rounded(scores[i] - highest, single)), single)
      sum += scores[i]
    }
    sum = rounded(sum, single)
    for (let i = begin; i < end; i++) scores[i] = rounded(scores[i] / sum, single)
  }
  return scores
}
