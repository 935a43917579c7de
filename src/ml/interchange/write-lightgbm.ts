import type { Coding } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import type { Link } from '../trees/link.js'
import { exportRefusal, linkOf, type ExportableModel, usedInputs, zeroTree } from './exported.js'
import { lightgbmTreeText, TEXT } from './lightgbm-tree-text.js'

/**
 * A model of trees as LightGBM 4 reads it (`Booster(model_str=...)`). Its scores are the same doubles, but for models
 * of single precision, whose sums LightGBM does not round.
 *
 * Levels of a category column are numbers there: `i` for level `i`, the number of levels for one never seen, NaN for
 * missing. Where levels never seen go with missing values at every split, as pandas has it, the names are written too.
 * @throws ForetellError `EXPORT_IMPOSSIBLE` for what LightGBM's text cannot say
 */
export function writeLightgbm(model: ExportableModel): string {
  const ensemble = withoutInitialScores(model.ensemble)
  const { codings, outputs, trees, average } = ensemble
  const used = usedInputs(ensemble)
  const texts = trees.map((tree, i) => `Tree=${i}\n${lightgbmTreeText(tree, ensemble)}\n\n\n`)
  const lines = [
    'tree',
    'version=v4',
    `num_class=${outputs}`,
    `num_tree_per_iteration=${outputs}`,
    'label_index=0',
    `max_feature_idx=${codings.length - 1}`,
    ...objectiveLines(linkOf(model), outputs, model.task === 'survival'),
    ...(average ? ['average_output'] : []),
    `feature_names=${namesOf(codings).join(' ')}`,
    `feature_infos=${codings.map((coding, input) => infoOf(coding, used[input])).join(' ')}`,
    `tree_sizes=${texts.map(({ length }) => length).join(' ')}`,
    '',
  ]
  const levels = pandasLevels(ensemble)
  return [
    ...lines,
    `${texts.join('')}end of trees`,
    '',
    'feature_importances:',
    '',
    'parameters:',
    'end of parameters',
    '',
    `pandas_categorical:${JSON.stringify(levels)}`,
    '',
  ].join('\n')
}

/**
 * LightGBM begins at 0. What a sum begins with is added to the first trees, which gives the same sums to the last
 * bit; of a mean, to all of them.
 */
function withoutInitialScores(ensemble: TreeEnsemble): TreeEnsemble {
  const { trees, initialScores, outputs, average } = ensemble
  const all = trees.length > 0 ? trees : initialScores.map(() => zeroTree)
  return {
    ...ensemble,
    initialScores: initialScores.map(() => 0),
    trees: all.map((tree, i) => {
      const more = average || i < outputs ? initialScores[i % outputs] : 0
      return more === 0 ? tree : { ...tree, value: tree.value.map((value) => more + value) }
    }),
  }
}

/** None for the scores of several classes as they are: LightGBM then leaves them so. */
function objectiveLines(link: Link, outputs: number, isTime: boolean): string[] {
  return link.name === 'identity' && outputs > 1 ? [] : [`objective=${objectiveOf(link, outputs, isTime)}`]
}

function objectiveOf({ name, slope }: Link, outputs: number, isTime: boolean): string {
  switch (name) {
    case 'identity':
      return 'regression'
    case 'signed-square':
      return 'regression sqrt'
    case 'logistic':
      return `binary sigmoid:${slope}`
    case 'softmax':
      return `multiclass num_class:${outputs}`
    case 'logistic-each':
      return `multiclassova num_class:${outputs} sigmoid:${slope}`
    case 'exponential':
      return isTime ? 'gamma' : 'poisson'
    case 'softplus':
      return 'cross_entropy_lambda'
    case 'step':
      throw exportRefusal(TEXT, 'that a prediction is 1 above a score of 0 and else 0')
  }
}

/** LightGBM puts _ for spaces, too. */
function namesOf(codings: readonly Coding[]): string[] {
  const names = codings.map(({ name }) => name.replace(/\s/g, '_'))
  if (new Set(names).size < names.length || names.includes('')) {
    throw exportRefusal(TEXT, 'names of inputs that are empty or differ in their spaces only')
  }
  return names
}

/** The range of an input is not known here, nor looked at by LightGBM; its categories are. */
function infoOf(coding: Coding, used: boolean): string {
  if (coding.kind === 'category')
    return Array.from({ length: coding.levels.length + 1 }, (_, i) => i).join(':')
  return used ? '[-inf:inf]' : 'none'
}

/** The levels of category columns; null where some split tells levels never seen from missing values. */
function pandasLevels({ codings, trees }: TreeEnsemble): (readonly string[])[] | null {
  const levels = codings.flatMap((coding) => (coding.kind === 'category' ? [coding.levels] : []))
  const apart = trees.some(({ column, cut, levelSets }) =>
    column.some((input, node) => {
      if (input < 0 || codings[input].kind !== 'category') return false
      const set = levelSets[-1 - cut[node]]
      return set[0] !== set[set.length - 1]
    }),
  )
  return levels.length === 0 || apart ? null : levels
}
