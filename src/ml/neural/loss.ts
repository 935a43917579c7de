/** What the outputs of a row cost, and how the cost changes with them. */
export interface NetworkLoss {
  /**
   * Writes the slope of weight x loss by each output of the row into `slopes`, from `at`.
   * @returns weight x loss
   */
  (outputs: Float64Array, at: number, target: number, weight: number, slopes: Float64Array): number
}

/** -log likelihood of 0 or 1 under log odds. */
export const outcomeLoss: NetworkLoss = (outputs, at, target, weight, slopes) => {
  const z = outputs[at]
  const p = z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))
  slopes[at] = weight * (p - target)
  // Arranged so that no exponential overflows.
  return weight * (Math.max(z, 0) - target * z + Math.log1p(Math.exp(-Math.abs(z))))
}

/** Half the squared error. */
export const amountLoss: NetworkLoss = (outputs, at, target, weight, slopes) => {
  const error = outputs[at] - target
  slopes[at] = weight * error
  return (weight / 2) * error * error
}

/** -log of the softmax probability of the class that came. */
export function classLoss(classes: number): NetworkLoss {
  return (outputs, at, target, weight, slopes) => {
    let largest = -Infinity
    for (let i = at; i < at + classes; i++) largest = Math.max(largest, outputs[i])
    let sum = 0
    for (let i = at; i < at + classes; i++) sum += slopes[i] = Math.exp(outputs[i] - largest)
    for (let i = at; i < at + classes; i++) slopes[i] *= weight / sum
    slopes[at + target] -= weight
    return weight * (largest + Math.log(sum) - outputs[at + target])
  }
}
