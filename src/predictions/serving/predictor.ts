import type { Frame } from '../../ml/frame.js'
import type { Instant } from '../../shared/time.js'
import type { ModelCard } from '../card.js'
import type { Prediction } from '../prediction.js'
import type { Scorer } from '../scorer.js'

/** Features by name, as a client sends them; a name that is left out or null is missing. */
export type FeatureValues = Readonly<Record<string, string | number | boolean | null>>

export interface PredictorOptions {
  /** With reasons (`factors`); without, they are empty and the answer is faster. */
  readonly explain: boolean
  /** Default: the champion. */
  readonly version?: string | undefined
}

export interface DescribedOptions extends PredictorOptions {
  /** The JSON that the features were parsed from, where it is at hand: it is logged as it is. */
  readonly featuresText?: string | undefined
}

/** A prediction as it is answered: what was asked when, and where the answer came from. */
export interface ServedPrediction extends Prediction {
  /** True when it was made before and nothing new is known since. */
  readonly cached: boolean
  /** When it was made, ISO 8601. */
  readonly madeAt: string
}

/** A version ready to answer. */
export interface LiveModel {
  readonly card: ModelCard
  readonly scorer: Scorer
}

/**
 * Answers one at a time and fast: models are kept ready, a new champion is taken over between two requests and
 * never within one, answers are remembered until something new is known of the customer, and every answer is logged
 * for monitoring. The features of a known customer come from the same compiler as training's.
 */
export interface Predictor {
  /** Names of the predictions of the configuration. */
  readonly names: readonly string[]
  /**
   * Of a known customer, from the newest events.
   * @throws ForetellError `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `VERSION_UNKNOWN`, `ENTITY_UNKNOWN`
   */
  predict(name: string, id: string, options: PredictorOptions): Promise<ServedPrediction>
  /**
   * Of somebody who is described.
   * @throws ForetellError `FEATURES_INVALID` with every feature that is not known or not of its kind, and the above
   */
  predictFeatures(name: string, features: FeatureValues, options: DescribedOptions): Promise<ServedPrediction>
  /** The calibrated outcome of each row: for protocols that send whole tables. */
  predictFrame(name: string, frame: Frame, version?: string): Promise<Float64Array>
  /** The model that answers, or the version asked for. */
  model(name: string, version?: string): Promise<LiveModel>
  /** As of when an answer that is made now would be; null for tables and where there are no events. */
  present(name: string): Instant | null
  /**
   * Events of entities of a kind were stored that became known at that time: they are seen from now on. What is
   * remembered of these entities is forgotten by who stored them.
   */
  stored(entity: string, receivedAt: Instant): void
  /** Versions that are asked about now are looked up again, so that a promotion is seen at once in this process. */
  refresh(): Promise<void>
  close(): Promise<void>
}
