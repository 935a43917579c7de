import { areaUnderRoc } from '../ml/metrics/roc.js'
import { bootstrapInterval } from '../ml/metrics/bootstrap.js'
import { rank } from '../ml/metrics/operating-points.js'
import { rootMeanSquaredError } from '../ml/metrics/regression.js'
import type { LabelledRows } from './labelled-rows.js'

/** Whether a new version takes over, and why. */
export interface Succession {
  readonly takesOver: boolean
  readonly reason: string
}

/**
 * A new version takes over unless it is worse than the present champion beyond chance: both are asked about the
 * new version's holdout, which the champion may have seen parts of and the new version has not, and the champion
 * stays only when the whole 95 % interval of the difference speaks for it. On a tie the newer one is better: it
 * has learned from newer behaviour.
 */
export function succession(
  task: 'classification' | 'regression',
  holdout: LabelledRows,
  predictions: { readonly challenger: Float64Array; readonly champion: Float64Array },
  seed: number,
): Succession {
  const { target, entityIds } = holdout
  const { challenger, champion } = predictions
  const options = { seed, groups: entityIds, resamples: 200 }
  const [a, b] = [rank(challenger), rank(champion)]
  // Positive speaks for the challenger on both scales.
  const advantage =
    task === 'classification'
      ? bootstrapInterval(
          target.length,
          (weights) => areaUnderRoc(target, a, weights) - areaUnderRoc(target, b, weights),
          options,
        )
      : bootstrapInterval(
          target.length,
          (weights) =>
            rootMeanSquaredError(target, champion, weights) -
            rootMeanSquaredError(target, challenger, weights),
          options,
        )
  const measure = task === 'classification' ? 'AUC' : 'error'
  const difference = `${measure} ${task === 'classification' ? 'higher' : 'lower'} by ${advantage.value.toPrecision(2)} (${advantage.low.toPrecision(2)} to ${advantage.high.toPrecision(2)})`
  return advantage.high < 0
    ? {
        takesOver: false,
        reason: `The present champion does better on the same holdout: ${difference} for the new version.`,
      }
    : {
        takesOver: true,
        reason: `Not worse than the champion before on the same holdout: ${difference}.`,
      }
}
