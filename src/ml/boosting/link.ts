/** How scores become predictions: as they are, as a probability, as those of several classes, as e to their power. */
export const linkNames = ['identity', 'logistic', 'softmax', 'exponential'] as const
export type LinkName = (typeof linkNames)[number]

/** Probabilities stay this far inside (0, 1), so that their log odds and log loss are finite. */
const PROBABILITY_MARGIN = 1e-15

/**
 * Turns scores into predictions, in place.
 * @param scores rows x outputs, row after row
 * @returns the same array
 */
export function linked(link: LinkName, scores: Float64Array, outputs: number): Float64Array {
  switch (link) {
    case 'identity':
      return scores
    case 'logistic':
      for (let i = 0; i < scores.length; i++) scores[i] = inside(1 / (1 + Math.exp(-scores[i])))
      return scores
    case 'exponential':
      for (let i = 0; i < scores.length; i++) scores[i] = Math.min(Number.MAX_VALUE, Math.exp(scores[i]))
      return scores
    case 'softmax':
      return softmax(scores, outputs)
  }
}

function softmax(scores: Float64Array, outputs: number): Float64Array {
  for (let begin = 0; begin < scores.length; begin += outputs) {
    let most = -Infinity
    for (let i = begin; i < begin + outputs; i++) most = Math.max(most, scores[i])
    let sum = 0
    for (let i = begin; i < begin + outputs; i++) sum += scores[i] = Math.exp(scores[i] - most)
    for (let i = begin; i < begin + outputs; i++) scores[i] /= sum
  }
  return scores
}

export function inside(probability: number): number {
  return Math.min(1 - PROBABILITY_MARGIN, Math.max(PROBABILITY_MARGIN, probability))
}
