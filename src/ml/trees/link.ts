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
  const round = single ? Math.fround : asItIs
  if (name === 'softmax') return softmax(scores, outputs, round)
  for (let i = 0; i < scores.length; i++) scores[i] = round(predictionOf(name, slope * scores[i], round))
  return scores
}

function asItIs(value: number): number {
  return value
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

function softmax(scores: Float64Array, outputs: number, round: (value: number) => number): Float64Array {
  for (let begin = 0; begin < scores.length; begin += outputs) {
    const end = begin + outputs
    let highest = -Infinity
    for (let i = begin; i < end; i++) highest = Math.max(highest, scores[i])
    let sum = 0
    for (let i = begin; i < end; i++) {
      scores[i] = round(Math.exp(round(scores[i] - highest)))
      sum += scores[i]
    }
    sum = round(sum)
    for (let i = begin; i < end; i++) scores[i] = round(scores[i] / sum)
  }
  return scores
}
