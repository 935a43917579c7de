import type { Task } from '../model.js'
import type { Link, LinkName } from '../trees/link.js'

/** What an objective line of LightGBM says of predictions. */
export interface LightgbmObjective {
  readonly name: string
  readonly task: Task
  readonly link: Link
}

/** By LightGBM's name; each objective's `ConvertOutput` in its `src/objective/`. */
const objectives: Readonly<Record<string, readonly [Task, LinkName]>> = {
  regression: ['regression', 'identity'],
  regression_l1: ['regression', 'identity'],
  huber: ['regression', 'identity'],
  fair: ['regression', 'identity'],
  quantile: ['regression', 'identity'],
  mape: ['regression', 'identity'],
  poisson: ['regression', 'exponential'],
  gamma: ['regression', 'exponential'],
  tweedie: ['regression', 'exponential'],
  binary: ['classification', 'logistic'],
  cross_entropy: ['classification', 'logistic'],
  cross_entropy_lambda: ['regression', 'softplus'],
  multiclass: ['multiclass', 'softmax'],
  multiclassova: ['multiclass', 'logistic-each'],
  lambdarank: ['regression', 'identity'],
  rank_xendcg: ['regression', 'identity'],
  // A function of the user's own: scores are all that is known.
  custom: ['regression', 'identity'],
}

/**
 * @param line such as `binary sigmoid:1` or `regression sqrt`
 * @returns undefined for an objective that is not known
 */
export function lightgbmObjective(line: string): LightgbmObjective | undefined {
  const [name, ...words] = line.split(' ')
  if (!Object.hasOwn(objectives, name)) return undefined
  const [task, linkName] = objectives[name]
  const sigmoid = words.find((word) => word.startsWith('sigmoid:'))
  const slope = sigmoid === undefined ? 1 : Number(sigmoid.slice('sigmoid:'.length))
  if (!(slope > 0 && slope < Infinity)) return undefined
  const squared = linkName === 'identity' && words.includes('sqrt')
  return { name, task, link: { name: squared ? 'signed-square' : linkName, slope } }
}
