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
  // The rank is counted from the largest down.
  const place = (1 - level) * (ascending.length - 1)
  const rank = Math.floor(place)
  const above = ascending[ascending.length - 1 - rank]
  const below = ascending[Math.max(0, ascending.length - 2 - rank)]
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
