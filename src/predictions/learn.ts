import type { Levels } from '../config/define.js'
import type { ProfitPlan } from '../config/plan.js'
import { rawResiduals } from '../ml/explain/raw-residuals.js'
import { breakEvenProbability } from '../ml/metrics/profit.js'
import type { FoundKinds } from '../features/property-kinds.js'
import { observed } from '../shared/observer.js'
import { leakAlarms } from './alarms/alarms.js'
import { featurePowers } from './alarms/evidence.js'
import { qualityAlarms } from './alarms/quality.js'
import type { Artifact } from './artifact.js'
import type { Alarm, CardModel, Driver, Evaluation, LeaderboardEntry } from './card.js'
import type { ContestSettings } from './contest.js'
import { evaluateClassification, type Measured } from './evaluate-classification.js'
import { evaluateRegression } from './evaluate-regression.js'
import { driversOf, type FeatureProfile, profileFeatures } from './feature-profile.js'
import { type Fitted, fit } from './fit.js'
import { type LabelledRows, takeLabelled } from './labelled-rows.js'
import { againstOthers, leaderboardOf } from './leaderboard.js'
import { rateBand, spreadBand } from './outcome-band.js'
import { keepLevels } from './rare-levels.js'
import { toLogScale } from './target-transform.js'

/** Rows that are fitted on, rows that choose and calibrate, and rows that only measure. */
export interface Parts {
  readonly training: LabelledRows
  readonly validation: LabelledRows
  readonly holdout: LabelledRows
}

export interface LearnSettings extends ContestSettings {
  readonly levels: Levels
  readonly profit: ProfitPlan
  /** See `Artifact.kinds`. */
  readonly kinds?: FoundKinds
  /** See `Artifact.unit`. */
  readonly unit?: string | null
}

/** A model with everything that is known of it. */
export interface Learned {
  readonly artifact: Artifact
  readonly evaluation: Evaluation
  /** What was measured, for further metrics of the same rows. */
  readonly measured: Measured
  readonly leaderboard: readonly LeaderboardEntry[]
  readonly drivers: readonly Driver[]
  readonly alarms: readonly Alarm[]
  readonly model: CardModel
}

/** Fits, chooses, calibrates, measures and looks for leaks. The holdout is touched by the measuring alone. */
export async function learn(parts: Parts, settings: LearnSettings): Promise<Learned> {
  const fitted = await fit(parts.training, parts.validation, settings)
  return observed(settings.observer, 'Measuring on the holdout', (step) => {
    const predicted = fitted.predict(parts.holdout.frame)
    const measured = measure(fitted, parts.holdout, predicted, settings.seed)
    const band = bandOf(fitted, parts, predicted, settings.task)
    const evaluation =
      settings.task === 'classification'
        ? evaluateClassification(measured, settings.profit, fitted.trainingMean)
        : evaluateRegression(measured, band)
    const profiles = profilesOf(fitted, parts.validation)
    const alarms = alarmsOf(parts, evaluation)
    for (const { message } of alarms) step.warn(message)
    return Promise.resolve({
      artifact: artifactOf(fitted, parts, { predicted, band, profiles }, settings),
      evaluation: againstOthers(evaluation, fitted),
      measured,
      leaderboard: leaderboardOf(fitted, evaluation, [fitted]),
      drivers: driversOf(parts.validation, profiles),
      alarms,
      model: describeModel(fitted),
    })
  })
}

/** What will be given out, and beside it every model and baseline as it is, on the same rows. */
export function measure(
  fitted: Fitted,
  holdout: LabelledRows,
  predicted: Float64Array,
  seed: number,
): Measured {
  const { contenders } = fitted.contest
  return {
    target: holdout.target,
    predicted,
    entityIds: holdout.entityIds,
    others: [
      ...contenders.map((contender) => ({
        name: contender.candidate.name,
        title: contender.candidate.title,
        predicted: fitted.predictAs(contender, holdout.frame),
      })),
      ...fitted.baselines.map((baseline) => ({
        name: baseline.name,
        title: baseline.title,
        predicted: baseline.predict(holdout.frame),
      })),
    ],
    seed,
  }
}

export function describeModel({ contest, calibration }: Fitted): CardModel {
  const { candidate, transform } = contest.champion
  return {
    kind: candidate.learner.kind,
    title: candidate.title,
    parameters: candidate.parameters,
    calibration: calibrationText(calibration),
    targetTransform: transform.kind === 'identity' ? null : transform.kind,
    whyChosen: contest.whyChosen,
  }
}

function calibrationText(calibration: Fitted['calibration']): string {
  switch (calibration?.kind) {
    case 'isotonic':
      return 'isotonic regression on the validation rows'
    case 'platt':
      return 'a logistic curve (Platt) on the validation rows'
    case 'beta':
      return 'a beta curve on the validation rows'
    case 'venn-abers':
      return 'Venn-Abers prediction on the validation rows'
    case 'none':
      return "none: the model's own probabilities did best on the validation rows"
    case undefined:
      return 'none: amounts are not calibrated'
  }
}

export function alarmsOf({ training, holdout }: Parts, evaluation: Evaluation): readonly Alarm[] {
  const { task } = evaluation
  return [
    ...leakAlarms({
      task,
      training,
      holdout,
      modelScore: evaluation.task === 'classification' ? evaluation.auc.value : evaluation.r2.value,
      powers: featurePowers(task, training, holdout),
    }),
    ...qualityAlarms(evaluation),
  ]
}

/** Rates are measured on the holdout; spreads must be known before it, for its coverage to mean something. */
function bandOf(
  fitted: Fitted,
  { validation, holdout }: Parts,
  predicted: Float64Array,
  task: LearnSettings['task'],
): Artifact['band'] {
  return task === 'classification'
    ? rateBand(holdout.target, predicted)
    : spreadBand(validation.target, fitted.validationPredictions)
}

/** Contributions of more rows say nothing new about what is usual. */
const profiledRows = 2000

/** What the features do to the predictions, on rows the model was not fitted on. */
export function profilesOf({ contest }: Fitted, rows: LabelledRows): readonly FeatureProfile[] {
  const step = Math.max(1, Math.ceil(rows.frame.rows / profiledRows))
  const sample = takeLabelled(
    rows,
    Array.from({ length: Math.ceil(rows.frame.rows / step) }, (_, index) => index * step),
  )
  const { model, candidate } = contest.champion
  const frame = keepLevels(sample.frame, contest.keptLevels)
  const target = candidate.logScale ? toLogScale(sample.target) : sample.target
  const task = model.task === 'classification' ? 'classification' : 'regression'
  const residuals = rawResiduals(task, target, model.predict(frame))
  return profileFeatures(sample, model.contributions(frame), residuals)
}

function artifactOf(
  { contest, calibration }: Fitted,
  { holdout }: Parts,
  measured: {
    readonly predicted: Float64Array
    readonly band: Artifact['band']
    readonly profiles: readonly FeatureProfile[]
  },
  { task, levels, profit, kinds, unit }: LearnSettings,
): Artifact {
  return {
    format: 'foretell-prediction',
    formatVersion: 1,
    task,
    model: contest.champion.model.toJSON(),
    calibration: calibration?.toJSON() ?? null,
    transform: contest.champion.transform,
    keptLevels: contest.keptLevels,
    features: holdout.features,
    kinds: kinds ?? {},
    profiles: measured.profiles,
    band: measured.band,
    quantiles: quantilesOf(measured.predicted),
    unit: unit ?? null,
    levels,
    threshold: task === 'classification' ? Math.min(1, breakEvenProbability(profit)) : null,
  }
}

/** Predictions at shares 0, 0.01, ..., 1 of the rows. */
function quantilesOf(predicted: Float64Array): number[] {
  const sorted = predicted.slice().sort()
  return Array.from({ length: 101 }, (_, share) => sorted[Math.round((share / 100) * (sorted.length - 1))])
}
