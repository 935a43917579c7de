import { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import type { Metric } from '../metrics/metric.js'
import type { Learner } from '../model.js'
import type { Split } from '../split/folds.js'
import { crossValidate, type CrossValidateOptions } from './cross-validate.js'
import type { Setting, Space } from './space.js'
import type { Measure } from './study.js'

export interface MeasureOptions extends Pick<
  CrossValidateOptions,
  'seed' | 'validation' | 'concurrency' | 'clock'
> {
  /**
   * What a share of the budget is a share of. `learner`: whatever `make` makes of it, such as rounds. `rows`: the
   * training rows of each fold; a larger share holds the rows of a smaller one. Default `learner`.
   */
  readonly budget?: 'learner' | 'rows'
}

/**
 * Measures settings by cross-validation, for `Study.run`. All settings see the same splits and the same seed, so
 * that they differ by what was set and not by chance.
 * @param make the learner of a setting, for a share of the budget in (0, 1]
 */
export function measureLearner<Searched extends Space>(
  make: (setting: Setting<Searched>, share: number) => Learner,
  data: Dataset,
  splits: readonly Split[],
  metric: Metric,
  options: MeasureOptions = {},
): Measure<Searched> {
  const { budget = 'learner', ...validating } = options
  return async ({ setting, share, signal }) => {
    const parts =
      budget === 'learner' ? splits : splits.map((split) => partOf(split, share, options.seed ?? 0))
    const { mean, folds } = await crossValidate(make(setting, share), data, parts, metric, {
      ...validating,
      signal,
    })
    const total = (of: (fold: (typeof folds)[number]) => number): number =>
      folds.reduce((sum, fold) => sum + of(fold), 0)
    return {
      score: mean,
      folds: folds.map(({ score }) => score),
      ...(options.clock === undefined
        ? {}
        : {
            fitSeconds: total(({ fitSeconds }) => fitSeconds),
            scoreSeconds: total(({ scoreSeconds }) => scoreSeconds),
          }),
    }
  }
}

/** The split with so many of its training rows, at least one; the test rows stay. */
function partOf({ train, test }: Split, share: number, seed: number): Split {
  if (share >= 1) return { train, test }
  const shuffled = new Random(seed).shuffle(train.slice())
  return { train: shuffled.subarray(0, Math.max(1, Math.round(share * train.length))).sort(), test }
}
