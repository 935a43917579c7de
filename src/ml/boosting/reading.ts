import { Serialised } from '../serialised.js'
import { readEnsemble } from '../trees/ensemble-json.js'
import { BoostedModel } from './boosted-model.js'
import { linkNames } from './link.js'

/**
 * Reads what `BoostedModel.toJSON` wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBoostedModel(model: unknown): BoostedModel {
  const json = new Serialised(model)
  const objective = {
    name: json.at('objective').text(),
    task: json.at('task').oneOf(['classification', 'multiclass', 'regression', 'survival']),
    link: json.at('link').oneOf(linkNames),
  }
  return new BoostedModel({ objective, ensemble: readEnsemble(json) })
}
