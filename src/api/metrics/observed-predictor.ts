import type { Predictor, ServedPrediction } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'
import type { Metrics } from './metrics.js'

/** A predictor whose answers are counted by version and level, and timed. */
export function observedPredictor(predictor: Predictor, metrics: Metrics): Predictor {
  const { predictions, predictionDuration, predictionFailures } = metrics
  const observed = async (model: string, ask: () => Promise<ServedPrediction>): Promise<ServedPrediction> => {
    const started = performance.now()
    try {
      const answer = await ask()
      predictionDuration.observe({ model }, (performance.now() - started) / 1000)
      predictions.inc({ model, version: answer.version, risk_level: answer.level ?? 'none' })
      return answer
    } catch (error) {
      // A name that is not one of the configuration's is a text that the client chose.
      const known = predictor.names.includes(model) ? model : 'unknown'
      predictionFailures.inc({ model: known, code: error instanceof ForetellError ? error.code : 'INTERNAL' })
      throw error
    }
  }
  return {
    names: predictor.names,
    predict: (name, id, options) => observed(name, () => predictor.predict(name, id, options)),
    predictFeatures: (name, features, options) =>
      observed(name, () => predictor.predictFeatures(name, features, options)),
    predictFrame: (name, frame, version) => predictor.predictFrame(name, frame, version),
    model: (name, version) => predictor.model(name, version),
    present: (name) => predictor.present(name),
    stored: (entity, receivedAt) => predictor.stored(entity, receivedAt),
    refresh: () => predictor.refresh(),
    close: () => predictor.close(),
  }
}
