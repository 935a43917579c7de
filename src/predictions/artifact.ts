import type { Levels } from '../config/define.js'
import type { Feature } from '../features/feature.js'
import type { FoundKinds } from '../features/property-kinds.js'
import type { SerialisedCalibration } from '../ml/calibrate/calibration.js'
import type { SerialisedModel } from '../ml/model.js'
import type { FeatureProfile } from './feature-profile.js'
import type { OutcomeBand } from './outcome-band.js'
import type { KeptLevels } from './rare-levels.js'
import type { TargetTransform } from './target-transform.js'

/**
 * Everything that is needed to predict and to explain, as plain data: stored as JSON text, never as code, and
 * never changed once it is written.
 */
export interface Artifact {
  readonly format: 'foretell-prediction'
  readonly formatVersion: 1
  readonly task: 'classification' | 'regression'
  readonly model: SerialisedModel
  /** Null for amounts. */
  readonly calibration: SerialisedCalibration | null
  readonly transform: TargetTransform
  readonly keptLevels: KeptLevels
  /** The model's inputs with what people read. */
  readonly features: readonly Feature[]
  /** Kinds of event properties that no configuration declares, as they were found at training; for the compiler. */
  readonly kinds: FoundKinds
  /** What is usual for each feature and where its effect turns, as `features`. */
  readonly profiles: readonly FeatureProfile[]
  readonly band: OutcomeBand | null
  /** Predictions of the holdout at shares 0, 0.01, ..., 1 of its rows: for percentiles before anything is scored. */
  readonly quantiles: readonly number[]
  /** What one of the amount is one of; null for probabilities and where none was declared. */
  readonly unit: string | null
  readonly levels: Levels
  /** Contacting from this probability on pays; null for amounts. */
  readonly threshold: number | null
}
