import { type Objective, weightedMean } from '../objective.js'

/** Squared error of a number; halved before it is derived, as in LightGBM. */
export const squared: Objective = {
  name: 'squared',
  task: 'regression',
  link: 'identity',
  kernel: 'squared',
  outputs: () => 1,
  initialScores: ({ target, weights }) => [weightedMean(target.length, weights, (row) => target[row])],
  derive([scores], { target, weights }, [{ gradients, hessians }]) {
    for (let row = 0; row < target.length; row++) {
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = (scores[row] - target[row]) * weight
      hessians[row] = weight
    }
  },
  loss: ([scores], { target, weights }) =>
    weightedMean(target.length, weights, (row) => (scores[row] - target[row]) ** 2),
}
