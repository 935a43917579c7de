import { Serialised } from '../serialised.js'
import { readEnsemble } from '../trees/ensemble-json.js'
import { BoostedModel } from './boosted-model.js'
import { boostingParameters } from './parameters.js'

/**
 * Reads what `BoostedModel.toJSON` wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readBoostedModel(model: unknown): BoostedModel {
  const json = new Serialised(model)
  const objective = json.at('objective').oneOf(boostingParameters.objective.choices)
  return new BoostedModel({ objective, ensemble: readEnsemble(json) })
}
