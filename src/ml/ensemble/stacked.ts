import { ForetellError } from '../../shared/errors.js'
import { Pace } from '../boosting/pace.js'
import { drawBackground } from '../explain/background.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { elasticNet } from '../linear/elastic-net.js'
import { multinomialRegression } from '../linear/multinomial.js'
import type { FitOptions, Learner, Task } from '../model.js'
import { datasetRows } from '../split/rows.js'
import { checkEnsembleOptions, type EnsembleOptions, fitAll, heldOutScores } from './base-learners.js'
import { metaFrame } from './meta-frame.js'
import { rawOf } from './raw-scale.js'
import { StackedModel } from './stacked-model.js'

export interface StackedOptions extends EnsembleOptions {
  /**
   * Learns from what the learners say (log odds, logarithms of class probabilities, amounts, logarithms of times),
   * one column a learner and output. Default the logistic or linear regression with coefficients of at least 0
   * (Breiman, "Stacked regressions", 1996), of classes the multinomial one; for survival there is none.
   */
  readonly meta?: Learner
}

export interface StackedLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<StackedModel>
}

/** Shares of the work when the fits on parts of the rows end, and those on all. */
const HELD_OUT_END = 0.75
const MEMBERS_END = 0.95
/** Weak: it tells apart learners that say the same. */
const META_PENALTY = 1e-3

/**
 * Stacked generalisation (Wolpert 1992): a meta learner that learns from what learners said of rows they had not
 * seen, so that it sees each as it is and not as it flatters itself; then the learners are fitted on all rows. The
 * validation rows are handed to the learners, not to the meta learner. A single row cannot be held out: there the
 * meta learner sees what the learners say of it.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function stacked(options: StackedOptions): StackedLearner {
  const meta = options.meta ?? usualMeta(options.task)
  checkEnsembleOptions(options)
  return { kind: 'stacked', fit: (data, fitOptions = {}) => fitStack(data, options, meta, fitOptions) }
}

async function fitStack(
  data: Dataset,
  options: EnsembleOptions,
  meta: Learner,
  fitOptions: FitOptions,
): Promise<StackedModel> {
  const { task, learners } = options
  const pace = new Pace('the stacking', fitOptions)
  pace.check()
  checkDataset(data)
  const { onProgress, validation, ...plain } = fitOptions
  const reporting = (from: number, to: number): Pick<FitOptions, 'onProgress'> =>
    onProgress === undefined ? {} : { onProgress: (share) => onProgress(from + (to - from) * share) }
  const toMembers: FitOptions = { ...plain, ...(validation && { validation }) }
  const held = await heldOutScores(data, options, { ...toMembers, ...reporting(0, HELD_OUT_END) })
  const names = Object.keys(learners)
  const models = await fitAll(data, Object.values(learners), {
    ...toMembers,
    ...reporting(HELD_OUT_END, MEMBERS_END),
  })
  const seen =
    held === undefined
      ? { data, raw: models.map((model) => rawOf(task, model.predict(data.frame))) }
      : { data: datasetRows(data, held.rows), raw: held.raw }
  const frame = metaFrame(names, seen.raw, models[0].outputs)
  const metaModel = await meta.fit({ ...seen.data, frame }, { ...plain, ...reporting(MEMBERS_END, 1) })
  pace.finish()
  return new StackedModel({
    inputs: data.frame.columns.map(({ name, kind }) => ({ name, kind })),
    members: names.map((name, at) => ({ name, model: models[at] })),
    meta: metaModel,
    background: drawBackground(data.frame, fitOptions.seed ?? 0),
  })
}

/** @throws ForetellError `PARAMETER_INVALID` */
function usualMeta(task: Task): Learner {
  switch (task) {
    case 'classification':
    case 'regression':
      return elasticNet({ task, lambda: META_PENALTY, nonNegative: true })
    case 'multiclass':
      return multinomialRegression()
    case 'survival':
      throw new ForetellError('PARAMETER_INVALID', {
        values: { name: 'meta', expected: 'a learner for survival', got: 'none' },
      })
  }
}
