import type { Calibration } from '../ml/calibrate/calibration.js'
import { chooseCalibration } from '../ml/calibrate/choose.js'
import type { Frame } from '../ml/frame.js'
import { type Baseline, fitBaselines } from './baselines.js'
import { type Contender, type Contest, type ContestSettings, predictWith, runContest } from './contest.js'
import { type LabelledRows, meanOf } from './labelled-rows.js'

/** What came of fitting on the training rows and choosing on the validation rows. */
export interface Fitted {
  readonly contest: Contest
  readonly calibration: Calibration | null
  /** The champion's validation predictions as they will be given out. */
  readonly validationPredictions: Float64Array
  readonly baselines: readonly Baseline[]
  readonly trainingMean: number
  /** The champion, calibrated. */
  predict(frame: Frame): Float64Array
  /** Another contender, as it is. */
  predictAs(contender: Contender, frame: Frame): Float64Array
}

/**
 * A calibration must beat the model's own probabilities by two standard errors. The rows of one anchor share its
 * season: on four quarters of MathOverflow the calibration learned on the quarter before made the log loss of the
 * next worse each time (0.454 for 0.451, 0.461 for 0.455, 0.446 for 0.441, 0.443 for 0.440) until it had to.
 */
const calibrationMargin = 2

/** Everything that looks at outcomes happens here, on these two sets of rows and no others. */
export async function fit(
  training: LabelledRows,
  validation: LabelledRows,
  settings: ContestSettings,
): Promise<Fitted> {
  const contest = await runContest(training, validation, settings)
  const { champion } = contest
  const calibration =
    settings.task === 'classification'
      ? chooseCalibration(champion.validationPredictions, validation.target, {
          seed: settings.seed,
          groups: validation.entityIds,
          margin: calibrationMargin,
        }).calibration
      : null
  const calibrated = (predicted: Float64Array): Float64Array =>
    calibration === null ? predicted : calibration.apply(predicted)
  return {
    contest,
    calibration,
    validationPredictions: calibrated(champion.validationPredictions),
    baselines: fitBaselines(settings.task, training, validation),
    trainingMean: meanOf(training.target),
    predict: (frame) => calibrated(predictWith(contest, champion, frame)),
    predictAs: (contender, frame) => predictWith(contest, contender, frame),
  }
}
