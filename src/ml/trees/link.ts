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
 * Predictions of scores.
 * @param scores rows x outputs
 * @param single every step is rounded to single precision, as a program does that computes in it
 */
export function applyLink(
  { name, slope }: Link,
  scores: Float64Array,
  outputs: number,
  single: boolean,
): Float64Array {
  if (name === 'softmax') return softmax(scores, outputs, single)
  const round = single ? Math.fround : (value: number): number => value
  return scores.map((score) => round(predictionOf(name, slope * score, round)))
}

/** Above this, single precision has no exponential: XGBoost's `Sigmoid` stops here. */
const MOST_SINGLE_EXPONENT = Math.fround(88.7)

function predictionOf(
  name: Exclude<LinkName, 'softmax'>,
  score: number,
  round: (value: number) => number,
): number {
  switch (name) {
    case 'identity':
      return score
    case 'logistic':
    case 'logistic-each':
      return (
        1 /
        round(round(Math.exp(round === Math.fround ? Math.min(-score, MOST_SINGLE_EXPONENT) : -score)) + 1)
      )
    case 'exponential':
      return Math.exp(score)
    case 'softplus':
      return Math.log1p(Math.exp(score))
    case 'signed-square':
      return Math.sign(score) * score * score
    case 'step':
      return score > 0 ? 1 : 0
  }
}

function softmax(scores: Float64Array, outputs: number, single: boolean): Float64Array {
  const round = single ? Math.fround : (value: number): number => value
  const predictions = new Float64Array(scores.length)
  for (let begin = 0; begin < scores.length; begin += outputs) {
    const row = scores.subarray(begin, begin + outputs)
    const highest = row.reduce((most, score) => Math.max(most, score), -Infinity)
    const powers = row.map((score) => round(Math.exp(round(score - highest))))
    const sum = round(powers.reduce((total, power) => total + power, 0))
    powers.forEach((power, output) => (predictions[begin + output] = round(power / sum)))
  }
  return predictions
}
