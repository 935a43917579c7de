import type { PredictionPlan } from '../config/plan.js'
import { durationText } from '../shared/time.js'
import type { Evaluation } from './card.js'
import type { Gathered } from './gathered.js'

/** What a model must not be used for, in sentences: those that hold for all, and those of this one. */
export function limitsOf(
  prediction: PredictionPlan,
  { split, data }: Pick<Gathered, 'split' | 'data'>,
  evaluation: Evaluation,
): string[] {
  return [
    'It says who is at risk, not whom an action would change: impacts of factors are what goes with the outcome, ' +
      'not what causes it. Keep a randomised holdout before you believe in an effect.',
    ...(prediction.kind === 'events'
      ? [
          'It holds for people in the population as defined; for others it extrapolates.',
          `It says nothing beyond ${durationText(prediction.horizon)} after the moment it is asked at; an expected ` +
            'date further away assumes that the risk goes on as it is.',
        ]
      : [
          'The table has no time in it: whether its columns were known before the outcome cannot be checked here, ' +
            'and nothing is said of how well the future is predicted.',
        ]),
    ...(prediction.task === 'survival'
      ? [
          'A time until something is learned as whether it happens within the horizon; the expected date assumes a ' +
            'constant hazard.',
        ]
      : []),
    ...(split.kind === 'entity'
      ? ['It was measured on other people at the same time, not on a later time.']
      : []),
    ...(evaluation.task === 'classification' && evaluation.positives < 100
      ? [`It was measured on ${evaluation.positives} outcomes only: read the intervals, not the points.`]
      : []),
    ...(data.available > data.rows ? [`It has seen a sample: ${data.rows} of ${data.available} rows.`] : []),
    'When the population or the product changes, so do the numbers: train again.',
  ]
}
