/**
 * A percentile of values: without weights between the two values whose ranks it lies between, as LightGBM finds it
 * (`PercentileFun` of `src/objective/regression_objective.hpp`); with weights the first value at which so much of the
 * weight is reached (LightGBM then steps on beyond its neighbour, which is not followed).
 * @param values at least one, in the order of their rows
 * @param level in (0, 1)
 * @param weights of the same rows
 */
export function percentile(values: Float64Array, level: number, weights?: Float64Array): number {
  return weights === undefined ? ofRanks(values.slice().sort(), level) : ofWeights(values, level, weights)
}

function ofRanks(ascending: Float64Array, level: number): number {
  const count = ascending.length
  const place = (1 - level) * count
  const rank = Math.floor(place)
  if (rank < 1) return ascending[count - 1]
  if (rank >= count) return ascending[0]
  // The rank is counted from the largest down.
  const [above, below] = [ascending[count - rank], ascending[count - rank - 1]]
  return above - (above - below) * (place - rank)
}

function ofWeights(values: Float64Array, level: number, weights: Float64Array): number {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b])
  const wanted = level * weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  for (const index of order) {
    reached += weights[index]
    if (reached > wanted) return values[index]
  }
  return values[order[order.length - 1]]
}
