import { MOST_OUTPUTS, MOST_TREES } from '../trees/ensemble-json.js'
import type { Serialised } from '../serialised.js'
import { ensembleOf } from './foreign-ensemble.js'
import type { ForeignTree } from './foreign-tree.js'
import { ImportedModel } from './imported-model.js'
import type { ImportOptions } from './read-lightgbm.js'
import { xgboostDocument, xgboostRefusal } from './xgboost-document.js'
import { wholeNumber, xgboostInputs } from './xgboost-inputs.js'
import { type XgboostObjective, xgboostObjectives } from './xgboost-objective.js'
import { xgboostCategories, xgboostTree } from './xgboost-tree.js'

/**
 * Reads a model that XGBoost saved as JSON or UBJSON, of the versions 1 to 3: trees, forests and dart. Its scores
 * are those of XGBoost, in single precision, from the same order of sums.
 * @param model the bytes of the file, its text where it is JSON, or what `JSON.parse` made of that
 * @throws ForetellError `IMPORT_UNREADABLE` for anything else, for linear boosters, several targets and leaves of
 *   several outputs
 */
export function readXgboost(
  model: Uint8Array | string | object,
  { categories = {} }: ImportOptions = {},
): ImportedModel {
  const learner = xgboostDocument(model).at('learner')
  const name = learner.at('objective').at('name').oneOf(Object.keys(xgboostObjectives))
  const objective = xgboostObjectives[name]
  const booster = learner.at('gradient_booster')
  booster.at('name').oneOf(['gbtree', 'dart'])
  const trees = (booster.has('gbtree') ? booster.at('gbtree') : booster).at('model')
  const outputs = outputsOf(learner, objective)
  const inputs = xgboostInputs(learner, trees, categories)
  const stored = trees.at('trees').items(MOST_TREES)
  if (wholeNumber(trees.at('gbtree_model_param').at('num_trees'), MOST_TREES) !== stored.length) {
    throw trees.at('gbtree_model_param').at('num_trees').not(`${stored.length}`)
  }
  const weights = treeWeights(booster, trees, stored.length)
  const foreign = stored.map((tree, i) => xgboostTree(tree, inputs.length, weights[i]))
  const order = interleaved(trees.at('tree_info').integers(stored.length, 0, outputs - 1), outputs)
  return new ImportedModel({
    program: 'XGBoost',
    objective: name,
    task: objective.task,
    link: { name: objective.link, slope: 1 },
    ensemble: ensembleOf({
      inputs,
      reading: xgboostCategories,
      trees: order.map((tree) => (tree === undefined ? nothing : foreign[tree])),
      outputs,
      initialScores: initialScores(learner, objective, outputs),
      average: false,
      single: true,
      refusal: xgboostRefusal,
      placeOf: (tree) => `tree ${order[tree]}`,
    }),
  })
}

const nothing: ForeignTree = [{ kind: 'leaf', value: 0, cover: 1 }]

function outputsOf(learner: Serialised, { task }: XgboostObjective): number {
  const parameters = learner.at('learner_model_param')
  if (parameters.has('num_target') && wholeNumber(parameters.at('num_target'), MOST_OUTPUTS) > 1) {
    throw parameters.at('num_target').not('1, a single target,')
  }
  const classes = wholeNumber(parameters.at('num_class'), MOST_OUTPUTS)
  if (task === 'multiclass' ? classes < 2 : classes > 1) {
    throw parameters.at('num_class').not('the number of classes of its objective')
  }
  return Math.max(1, classes)
}

/** What each tree counts: all the same, but for dart. */
function treeWeights(booster: Serialised, trees: Serialised, count: number): Float64Array {
  const holder = [booster, trees].find((part) => part.has('weight_drop'))
  if (holder === undefined) return new Float64Array(count).fill(1)
  return holder.at('weight_drop').numbers(count).map(Math.fround)
}

/**
 * The order in which trees take turns by output, each output's in their own order; undefined stands for none where
 * an output has fewer.
 * @param outputOf of each tree
 */
function interleaved(outputOf: Int32Array, outputs: number): (number | undefined)[] {
  const byOutput = Array.from({ length: outputs }, (): number[] => [])
  outputOf.forEach((output, tree) => byOutput[output].push(tree))
  const rounds = byOutput.reduce((most, { length }) => Math.max(most, length), 0)
  if (rounds * outputs > MOST_TREES)
    throw xgboostRefusal('its trees are spread too unevenly over its outputs')
  return Array.from({ length: rounds * outputs }, (_, turn) =>
    byOutput[turn % outputs].at(Math.floor(turn / outputs)),
  )
}

/** One number up to version 3.0, since then a list with one for each output. */
const BASE_SCORES = /^\[?(-?\d+(\.\d*)?([eE][+-]?\d+)?(,-?\d+(\.\d*)?([eE][+-]?\d+)?)*)\]?$/

function initialScores(learner: Serialised, { toScore }: XgboostObjective, outputs: number): number[] {
  const json = learner.at('learner_model_param').at('base_score')
  const [, list] = BASE_SCORES.exec(json.text()) ?? []
  const stored = (list ?? '').split(',').map((word) => Math.fround(Number(word)))
  if (list === undefined || (stored.length !== 1 && stored.length !== outputs)) {
    throw json.not(`numbers for ${outputs} outputs`)
  }
  // No minus 0: JSON does not keep it.
  const scores = Array.from({ length: outputs }, (_, output) => toScore(stored[output % stored.length]) + 0)
  if (!scores.every(Number.isFinite)) throw json.not('a number that has a score')
  return scores
}
