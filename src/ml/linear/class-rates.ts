/**
 * Share of each class, all above 0: exact when every class was seen, else as if half a row of each had been seen
 * besides (Krichevsky and Trofimov 1981).
 * @param target the index of the class a row, in [0, classes)
 * @param weights above 0; default 1 each
 */
export function classRates(target: Float64Array, classes: number, weights?: Float64Array): Float64Array {
  const sums = new Float64Array(classes)
  target.forEach((own, row) => (sums[own] += weights === undefined ? 1 : weights[row]))
  const smoothed = sums.every((sum) => sum > 0) ? sums : sums.map((sum) => sum + 0.5)
  const total = smoothed.reduce((sum, each) => sum + each, 0)
  return smoothed.map((sum) => sum / total)
}
