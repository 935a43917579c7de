import { Serialised } from '../serialised.js'
import { readEnsemble } from '../trees/ensemble-json.js'
import { ForestModel } from './forest-model.js'
import { forestParameters } from './parameters.js'

/**
 * Reads what `ForestModel.toJSON` wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readForest(model: unknown): ForestModel {
  const json = new Serialised(model)
  const kind = json.at('kind').oneOf(['random-forest', 'extra-trees'])
  const task = json.at('task').oneOf(forestParameters.task.choices)
  const ensemble = readEnsemble(json)
  if (task !== 'multiclass' && ensemble.outputs > 1) throw json.at('outputs').not('1 for this task')
  return new ForestModel({ kind, task, ensemble })
}
