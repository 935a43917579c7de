import type { Feature } from '../features/feature.js'
import { loadCalibration } from '../ml/calibrate/load.js'
import type { Frame } from '../ml/frame.js'
import { loadModel } from '../ml/load.js'
import { probabilityOf } from '../ml/metrics/log-loss.js'
import type { Contributions, Model } from '../ml/model.js'
import { EnsembleModel } from '../ml/trees/ensemble-model.js'
import { ForetellError } from '../shared/errors.js'
import type { Artifact } from './artifact.js'
import { keepLevels } from './rare-levels.js'
import { type RowModel, singleRowModel } from './single-rows.js'
import { fromModelScale } from './target-transform.js'

/** A trained prediction at work: the model, its calibration and its target's scale taken together. */
export interface Scorer {
  readonly artifact: Artifact
  /** The features that make a difference to an answer; of the others nothing needs to be known. */
  readonly needs: readonly Feature[]
  /** Calibrated probability, or amount, of each row. */
  predict(frame: Frame): Float64Array
  /** On the model's own scale (log odds, or the transformed amount): `baseline + sum(row) = raw`. */
  contributions(frame: Frame): Contributions
  /** From the model's own scale to probability or amount; never falls as `raw` rises. */
  outcomeOf(raw: number): number
}

export interface ScorerOptions {
  /** Rows will come one at a time, thousands of them: opening takes longer (some 100 ms) and holds up to 40 MB. */
  readonly singleRows?: boolean
}

/**
 * Brings an artifact back to life.
 * @param version for the message
 * @throws ForetellError `ARTIFACT_UNREADABLE` when it is of another format or version
 */
export function openScorer(
  artifact: Artifact,
  version: string,
  { singleRows = false }: ScorerOptions = {},
): Scorer {
  const { format, formatVersion } = artifact as { format: unknown; formatVersion: unknown }
  if (format !== 'foretell-prediction' || formatVersion !== 1) {
    throw new ForetellError('ARTIFACT_UNREADABLE', {
      values: { version, got: `${String(format)} version ${String(formatVersion)}` },
    })
  }
  const loaded = loadModel(artifact.model)
  const model: RowModel = (singleRows ? singleRowModel(loaded, artifact.keptLevels) : undefined) ?? {
    predict: (frame) => loaded.predict(keepLevels(frame, artifact.keptLevels)),
    contributions: (frame) => loaded.contributions(keepLevels(frame, artifact.keptLevels)),
  }
  const calibration = artifact.calibration === null ? null : loadCalibration(artifact.calibration)
  const calibrated = (probability: number): number => calibration?.at(probability) ?? probability

  const needs = artifact.features.filter(neededBy(loaded))
  return artifact.task === 'classification'
    ? {
        artifact,
        needs,
        predict: (frame) => model.predict(frame).map(calibrated),
        contributions: (frame) => model.contributions(frame),
        outcomeOf: (raw) => calibrated(probabilityOf(raw)),
      }
    : {
        artifact,
        needs,
        predict: (frame) => model.predict(frame).map((raw) => fromModelScale(artifact.transform, raw)),
        contributions: (frame) => model.contributions(frame),
        outcomeOf: (raw) => fromModelScale(artifact.transform, raw),
      }
}

/** Trees tell which of their inputs they split on; of other models all are taken. */
function neededBy(model: Model): (feature: Feature) => boolean {
  if (!(model instanceof EnsembleModel)) return () => true
  const asked = new Set(model.importance().flatMap(({ name, splits }) => (splits > 0 ? [name] : [])))
  return ({ name }) => asked.has(name)
}
