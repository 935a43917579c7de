import { MOST_INPUTS, MOST_OUTPUTS, MOST_TREES } from '../trees/ensemble-json.js'
import { ensembleOf } from './foreign-ensemble.js'
import type { ForeignInput } from './foreign-input.js'
import { ImportedModel } from './imported-model.js'
import { type Fields, lightgbmRefusal } from './lightgbm-fields.js'
import { lightgbmObjective } from './lightgbm-objective.js'
import { type LightgbmText, lightgbmText } from './lightgbm-text.js'
import { lightgbmCategories, lightgbmTree } from './lightgbm-tree.js'

/** What the reader of another program's model can be told. */
export interface ImportOptions {
  /**
   * By input: the names of its categories 0, 1, ..., so that the model takes a category column. Default: those the
   * file holds. An input of categories without names takes a numeric column of their numbers.
   */
  readonly categories?: Readonly<Record<string, readonly string[]>>
}

const versions = ['v3', 'v4']

/**
 * Reads a model that LightGBM wrote as text (`save_model`, `model_to_string`), versions v3 and v4. It predicts what
 * LightGBM predicts, in double precision, from the same order of sums.
 * @throws ForetellError `IMPORT_UNREADABLE` for anything else, for linear leaves and objectives that are not known
 */
export function readLightgbm(text: string, { categories }: ImportOptions = {}): ImportedModel {
  const parts = lightgbmText(text)
  const { header, trees } = parts
  const version = header.text('version')
  if (!versions.includes(version)) throw header.not('version', `one of ${versions.join(', ')}`)
  const objective = lightgbmObjective(header.has('objective') ? header.text('objective') : 'custom')
  if (objective === undefined) throw header.not('objective', 'an objective that is known')
  const outputs = outputsOf(header, objective.task === 'multiclass')
  checkTrees(parts, outputs)
  const inputs = inputsOf(parts, categories)
  return new ImportedModel({
    program: 'LightGBM',
    objective: objective.name,
    task: objective.task,
    link: objective.link,
    ensemble: ensembleOf({
      inputs,
      reading: lightgbmCategories,
      trees: trees.map((fields) => lightgbmTree(fields, inputs.length)),
      outputs,
      initialScores: Array.from({ length: outputs }, () => 0),
      average: header.has('average_output'),
      single: false,
      refusal: lightgbmRefusal,
      placeOf: (tree) => `tree ${tree}`,
    }),
  })
}

function outputsOf(header: Fields, classes: boolean): number {
  const outputs = header.integer('num_tree_per_iteration', 1, MOST_OUTPUTS)
  if (header.integer('num_class', 1, MOST_OUTPUTS) !== outputs) throw header.not('num_class', String(outputs))
  if (outputs > 1 !== classes) {
    throw header.not('num_tree_per_iteration', classes ? 'several' : 'the one of a model of a single output')
  }
  return outputs
}

/** A file that was cut and patched may still have the right shape: it says how many trees it had. */
function checkTrees({ header, trees }: LightgbmText, outputs: number): void {
  const sizes = header.words('tree_sizes').length
  if (sizes !== trees.length || sizes > MOST_TREES) {
    throw header.not('tree_sizes', `sizes of ${trees.length} trees`, `${sizes}`)
  }
  if (trees.length % outputs > 0) throw header.not('tree_sizes', `a multiple of ${outputs} sizes`, `${sizes}`)
}

function inputsOf(parts: LightgbmText, given: ImportOptions['categories']): ForeignInput[] {
  const { header } = parts
  const count = header.integer('max_feature_idx', 0, MOST_INPUTS - 1) + 1
  const names = header.words('feature_names')
  if (names.length !== count || new Set(names).size < count) {
    throw header.not('feature_names', `${count} different names`)
  }
  const levels = given ?? namedLevels(parts, names)
  const unknown = Object.keys(levels).find((name) => !names.includes(name))
  if (unknown !== undefined) throw lightgbmRefusal(`it has no input "${unknown}" to give categories`)
  return names.map((name) => (Object.hasOwn(levels, name) ? { name, levels: levels[name] } : { name }))
}

/** Of a column of categories, `feature_infos` has the categories and not a range. */
const CATEGORIES = /^-?\d+(:-?\d+)*$/

/** pandas' levels belong to the columns of categories, in order; the file does not say which those are. */
function namedLevels({ header, pandasCategories }: LightgbmText, names: readonly string[]) {
  if (pandasCategories.length === 0) return {}
  const infos = header.words('feature_infos')
  if (infos.length !== names.length) throw header.not('feature_infos', `${names.length} words`)
  const columns = names.filter((_, input) => CATEGORIES.test(infos[input]))
  if (columns.length !== pandasCategories.length) {
    throw lightgbmRefusal(
      `it has levels of ${pandasCategories.length} category columns and ${columns.length} inputs of categories; ` +
        'say with the option "categories" which is which',
    )
  }
  return Object.fromEntries(columns.map((name, i) => [name, pandasCategories[i]]))
}
