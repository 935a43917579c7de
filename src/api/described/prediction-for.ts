import type { Predictor } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'
import type { Question } from './question.js'

/**
 * Which prediction is meant: the one that is named, or the only one there is, or the only one that takes the features.
 * Where none takes all of them, the one that takes the most is asked, and says what it does not know.
 * @throws ForetellError `PREDICTION_UNNAMED` when several could be meant
 */
export async function predictionFor(
  predictor: Predictor,
  { prediction, features }: Pick<Question, 'prediction' | 'features'>,
): Promise<string> {
  if (prediction !== undefined) return prediction
  const { names } = predictor
  if (names.length === 1) return names[0]
  const asked = features === undefined ? [] : Object.keys(features)
  if (asked.length === 0) throw unnamed(names)
  const taken = await Promise.all(names.map((name) => featuresTaken(predictor, name, asked)))
  const most = Math.max(0, ...taken)
  const likeliest = names.filter((_name, index) => taken[index] === most)
  if (most === 0 || likeliest.length > 1) throw unnamed(most === 0 ? names : likeliest)
  return likeliest[0]
}

/** How many of the names are features; none while there is no model. */
async function featuresTaken(
  predictor: Predictor,
  prediction: string,
  asked: readonly string[],
): Promise<number> {
  const model = await predictor.model(prediction).catch((error: unknown) => {
    if (error instanceof ForetellError && error.code === 'MODEL_MISSING') return undefined
    throw error
  })
  const known = new Set(model?.scorer.artifact.features.map(({ name }) => name))
  return asked.filter((name) => known.has(name)).length
}

function unnamed(names: readonly string[]): ForetellError {
  return new ForetellError('PREDICTION_UNNAMED', { values: { names: names.join(', ') } })
}
