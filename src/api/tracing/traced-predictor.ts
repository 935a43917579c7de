import type { Predictor, ServedPrediction } from '../../predictions/serving/predictor.js'
import { withSpan } from '../../shared/tracing/spans.js'

/** A predictor whose answers are spans, without whom they are about. */
export function tracedPredictor(predictor: Predictor): Predictor {
  const traced = (name: string, ask: () => Promise<ServedPrediction>): Promise<ServedPrediction> =>
    withSpan('predict', { 'foretell.model': name }, async (span) => {
      const answer = await ask()
      span.setAttributes({
        'foretell.model.version': answer.version,
        'foretell.cached': answer.cached,
        'foretell.risk_level': answer.level ?? 'none',
      })
      return answer
    })
  return {
    names: predictor.names,
    predict: (name, id, options) => traced(name, () => predictor.predict(name, id, options)),
    predictFeatures: (name, features, options) =>
      traced(name, () => predictor.predictFeatures(name, features, options)),
    predictFrame: (name, frame, version) =>
      withSpan('predict rows', { 'foretell.model': name, 'foretell.rows': frame.rows }, () =>
        predictor.predictFrame(name, frame, version),
      ),
    model: (name, version) => predictor.model(name, version),
    present: (name) => predictor.present(name),
    stored: (entity, receivedAt) => predictor.stored(entity, receivedAt),
    refresh: () => predictor.refresh(),
    close: () => predictor.close(),
  }
}
