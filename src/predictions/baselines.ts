import type { Frame } from '../ml/frame.js'
import { scoreOf } from './alarms/evidence.js'
import { logLoss } from '../ml/metrics/log-loss.js'
import { type LabelledRows, meanOf } from './labelled-rows.js'
import { columnNamed, fitSingleFeature } from './single-feature.js'

/** What a model has to be better than to be worth having. */
export interface Baseline {
  readonly name: 'base_rate' | 'single_feature' | 'recency'
  readonly title: string
  /** Log loss or mean squared error on the validation rows. */
  readonly validationLoss: number
  predict(frame: Frame): Float64Array
}

/**
 * The rate (or mean) of all, the single feature that does best on the validation rows, and the best feature of
 * recency where there is one: "who has been away for longest" is what people do without a model.
 */
export function fitBaselines(
  task: 'classification' | 'regression',
  training: LabelledRows,
  validation: LabelledRows,
): Baseline[] {
  const rate = meanOf(training.target)
  const constant = (frame: Frame): Float64Array => new Float64Array(frame.rows).fill(rate)
  const singles = training.frame.columns
    .map((column, index) => {
      const model = fitSingleFeature(column, training.target)
      const predict = (frame: Frame): Float64Array => {
        const asked = columnNamed(frame, column.name)
        return asked === undefined ? constant(frame) : model.predict(asked)
      }
      const predicted = predict(validation.frame)
      const score = scoreOf(task, validation.target, predicted)
      return { feature: training.features[index], predict, predicted, score }
    })
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score)

  const best = singles.at(0)
  const recency = singles.find(({ feature }) => feature.family === 'recency')
  const lossOf = (predicted: Float64Array): number => meanLoss(task, validation.target, predicted)
  return [
    {
      name: 'base_rate',
      title: task === 'classification' ? 'The same rate for all' : 'The same mean for all',
      validationLoss: lossOf(constant(validation.frame)),
      predict: constant,
    },
    ...(best === undefined
      ? []
      : [
          {
            name: 'single_feature' as const,
            title: `Only "${best.feature.title}"`,
            validationLoss: lossOf(best.predicted),
            predict: best.predict,
          },
        ]),
    ...(recency === undefined || recency === best
      ? []
      : [
          {
            name: 'recency' as const,
            title: `Recency alone: "${recency.feature.title}"`,
            validationLoss: lossOf(recency.predicted),
            predict: recency.predict,
          },
        ]),
  ]
}

function meanLoss(
  task: 'classification' | 'regression',
  target: Float64Array,
  predicted: Float64Array,
): number {
  if (task === 'classification') return logLoss(target, predicted)
  let sum = 0
  for (let row = 0; row < target.length; row++) sum += (target[row] - predicted[row]) ** 2
  return sum / target.length
}
