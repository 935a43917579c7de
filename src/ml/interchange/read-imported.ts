import type { Task } from '../model.js'
import { Serialised } from '../serialised.js'
import { readEnsemble } from '../trees/ensemble-json.js'
import { linkNames } from '../trees/link.js'
import { foreignPrograms, ImportedModel } from './imported-model.js'

const tasks: readonly Task[] = ['classification', 'multiclass', 'regression', 'survival']

/**
 * Reads what `ImportedModel.toJSON` wrote.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readImported(model: unknown): ImportedModel {
  const json = new Serialised(model)
  const task = json.at('task').oneOf(tasks)
  const ensemble = readEnsemble(json)
  if ((task === 'multiclass') !== ensemble.outputs > 1) {
    throw json.at('outputs').not(task === 'multiclass' ? 'more than 1 output' : '1 output')
  }
  return new ImportedModel({
    program: json.at('program').oneOf(foreignPrograms),
    objective: json.at('objective').text(),
    task,
    link: {
      name: json.at('link').at('name').oneOf(linkNames),
      slope: json.at('link').at('slope').number(),
    },
    ensemble,
  })
}
