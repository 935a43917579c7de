import { Random } from '../../shared/random.js'
import { Pace } from '../boosting/pace.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { kernelRows } from '../growing/kernel-rows.js'
import type { GrowthLimits } from '../growing/limits.js'
import { threadsFor } from '../growing/threads.js'
import type { FitOptions, Learner } from '../model.js'
import { resolve } from '../parameter-declaration.js'
import { compactThresholds } from '../trees/compacting.js'
import { ForestModel } from './forest-model.js'
import { GrowingForest } from './growing-forest.js'
import { type ForestParameters, forestParameters } from './parameters.js'
import { targetsOf } from './targets.js'

export interface ForestLearner extends Learner {
  readonly kind: ForestModel['kind']
  readonly parameters: ForestParameters
  fit(data: Dataset, options?: FitOptions): Promise<ForestModel>
}

/**
 * A random forest (Breiman, "Random forests", 2001): the mean of deep trees, each grown on rows drawn with
 * replacement, each node split by the best boundary of some columns drawn for it. Boundaries are those of at most 255
 * bins. Missing values and categories are handled as by `boosting`.
 *
 * The same data, parameters and seed give the same model to the last bit, on any number of threads. A validation set
 * is not needed and not looked at: `ForestModel.outOfBag` says what the forest is worth.
 * @param parameters see `forestParameters`; what is left out has its default
 * @throws ForetellError `PARAMETER_INVALID`; `fit` throws `DATASET_INVALID`, `CANCELLED`
 */
export function randomForest(parameters: Partial<ForestParameters> = {}): ForestLearner {
  return learner('random-forest', resolve(forestParameters, parameters))
}

/**
 * Extremely randomised trees (Geurts, Ernst and Wehenkel, "Extremely randomized trees", 2006): as `randomForest`, but
 * each node tries one boundary by chance for each of its columns, and by default each tree sees all rows. The boundary
 * is drawn among the bins that occur in the node, so by rank and not by value.
 */
export function extraTrees(parameters: Partial<ForestParameters> = {}): ForestLearner {
  return learner('extra-trees', resolve(forestParameters, { sampling: 'all', ...parameters }))
}

function learner(kind: ForestModel['kind'], parameters: ForestParameters): ForestLearner {
  return { kind, parameters, fit: (data, options = {}) => fitForest(kind, data, parameters, options) }
}

/** Of all the work, what finds bins: about as much as some trees. */
const CODING_SHARE = 0.05

async function fitForest(
  kind: ForestModel['kind'],
  data: Dataset,
  parameters: ForestParameters,
  options: FitOptions,
): Promise<ForestModel> {
  checkDataset(data)
  const targets = targetsOf(data, parameters.task)
  const random = new Random(options.seed ?? 0)
  const pace = new Pace('the training', options)
  pace.check()
  const limits = growthLimits(kind, data, parameters)
  const rows = await kernelRows(data, {
    binning: parameters,
    limits,
    outputs: 1,
    threads: threadsFor(data.frame, options.threads),
    random: random.fork(1),
    pause: (share) => pace.spend(10 * data.frame.rows, CODING_SHARE * share),
  })
  try {
    const forest = new GrowingForest({ rows, data, targets, parameters, limits, random: random.fork(2) })
    // Where no column varies every tree would be its bag's mean: the mean of all rows is better.
    const trees = rows.splittable.length === 0 ? 0 : parameters.numTrees
    for (let tree = 1; tree <= trees; tree++) {
      forest.next()
      await pace.spend(forest.work, CODING_SHARE + (1 - CODING_SHARE) * (tree / trees))
    }
    pace.finish()
    const ensemble = compactThresholds({
      codings: rows.codings,
      outputs: targets.outputs,
      initialScores: trees === 0 ? targets.means : targets.means.map(() => 0),
      trees: forest.trees,
      average: true,
      single: false,
    })
    return new ForestModel(
      { kind, task: parameters.task, ensemble },
      forest.outOfBag?.finish(data, parameters.task),
    )
  } finally {
    rows.close()
  }
}

/** MiB that histograms kept for a sibling may take. */
const HISTOGRAM_POOL = 256

function growthLimits(
  kind: ForestModel['kind'],
  { frame }: Dataset,
  parameters: ForestParameters,
): GrowthLimits {
  const columns = frame.columns.length
  const usual = parameters.task === 'regression' ? 1 / 3 : 1 / Math.sqrt(Math.max(1, columns))
  return {
    ...parameters,
    growPolicy: 'depth',
    numLeaves: Math.max(2, Math.min(parameters.numLeaves, frame.rows)),
    minSumHessianInLeaf: 0,
    lambdaL1: 0,
    lambdaL2: 0,
    maxDeltaStep: 0,
    pathSmooth: 0,
    extraTrees: kind === 'extra-trees',
    featureFractionByNode: parameters.featureFractionByNode === 0 ? usual : parameters.featureFractionByNode,
    histogramPoolSize: HISTOGRAM_POOL,
    monotone: new Int8Array(columns),
    interactions: [],
  }
}
