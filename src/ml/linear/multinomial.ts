import { Pace } from '../boosting/pace.js'
import { checkClasses } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { FitOptions, Learner } from '../model.js'
import { classRates } from './class-rates.js'
import { columnMeans, designOf } from './design.js'
import { checkRows, encodeColumns, requirePenalty } from './fit-linear.js'
import { minimise } from './minimise.js'
import { MultinomialModel } from './multinomial-model.js'
import { multinomialObjective } from './multinomial-objective.js'

export interface MultinomialOptions {
  /**
   * Strength of the penalty on squared coefficients, above 0: the loss is summed over rows and `l2 / 2 x |w|^2`
   * added, so it is scikit-learn's 1 / C. Default 1.
   */
  readonly l2?: number
}

export interface MultinomialLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<MultinomialModel>
}

/** Steps that the search takes more or less; only the shown progress rests on it. */
const USUAL_ITERATIONS = 40

/**
 * Logistic regression for any number of classes: one score for each, of which softmax makes probabilities. Columns
 * are prepared as for `logisticRegression`. Targets are class indices from 0; there are as many classes as the
 * largest says, and at least 2.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function multinomialRegression(options: MultinomialOptions = {}): MultinomialLearner {
  const { l2 = 1 } = options
  requirePenalty(l2)
  return { kind: 'multinomial', fit: (data, fitOptions = {}) => fitMultinomial(data, l2, fitOptions) }
}

/** @throws ForetellError `DATASET_INVALID`, `CANCELLED` */
async function fitMultinomial(data: Dataset, l2: number, options: FitOptions): Promise<MultinomialModel> {
  const pace = new Pace('the multinomial regression', options)
  pace.check()
  const { target, weights } = checkRows(data)
  const classes = checkClasses(target)
  const rates = classRates(target, classes, weights)
  const encodings = await encodeColumns(data, pace)
  const design = designOf(data.frame, encodings)
  const stride = design.width + 1
  const start = new Float64Array(classes * stride)
  rates.forEach((rate, index) => (start[index * stride + design.width] = Math.log(rate)))
  const sweep = 2 * design.rows * design.terms.length * classes
  // With one class the best intercepts lie at infinity: the smoothed rates are all there is to say.
  const learnable = target.some((own) => own !== target[0])
  const { point, iterations, converged } = learnable
    ? await minimise(multinomialObjective(design, target, weights, rates, l2), start, (done) =>
        pace.spend(sweep, done / (done + USUAL_ITERATIONS)),
      )
    : { point: start, iterations: 0, converged: true }
  pace.finish()
  return new MultinomialModel({
    encodings,
    classes: Array.from(rates, (_, index) => ({
      coefficients: Array.from(point.subarray(index * stride, index * stride + design.width)),
      intercept: point[index * stride + design.width],
    })),
    centres: Array.from(columnMeans(design, weights)),
    fit: { iterations, converged },
  })
}
