/**
 * Turns scores into probabilities, row by row and in place: exp(score) over the sum of all, kept above 0.
 * @param scores rows x classes, row after row; finite
 */
export function softmax(scores: Float64Array, classes: number): Float64Array {
  for (let start = 0; start < scores.length; start += classes) {
    const end = start + classes
    let largest = -Infinity
    for (let at = start; at < end; at++) largest = Math.max(largest, scores[at])
    let sum = 0
    for (let at = start; at < end; at++) sum += scores[at] = Math.exp(scores[at] - largest)
    for (let at = start; at < end; at++) scores[at] = Math.max(Number.MIN_VALUE, scores[at] / sum)
  }
  return scores
}
