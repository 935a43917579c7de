import { logLoss } from '../ml/metrics/log-loss.js'
import type { Frame } from '../ml/frame.js'
import type { Model } from '../ml/model.js'
import type { Observer } from '../shared/observer.js'
import { observed } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'
import { type Candidate, candidates } from './candidates.js'
import { datasetOf, type LabelledRows } from './labelled-rows.js'
import { type KeptLevels, keepLevels, learnKeptLevels } from './rare-levels.js'
import {
  fromModelScale,
  identityTransform,
  isSkewed,
  learnSmear,
  type TargetTransform,
  toLogScale,
} from './target-transform.js'

/** How a contest is run, and what it may use. */
export interface ContestSettings {
  readonly task: 'classification' | 'regression'
  readonly seed: number
  readonly clock: Clock
  readonly observer: Observer
  readonly signal?: AbortSignal | undefined
}

/** A candidate that was fitted, and how it did on the validation rows. */
export interface Contender {
  readonly candidate: Candidate
  readonly model: Model
  readonly transform: TargetTransform
  /** Probability or amount of each validation row, not calibrated. */
  readonly validationPredictions: Float64Array
  /** Log loss, or squared error, of each validation row. */
  readonly validationLosses: Float64Array
  readonly validationLoss: number
  readonly seconds: number
}

export interface Contest {
  readonly contenders: readonly Contender[]
  readonly champion: Contender
  readonly whyChosen: string
  /** What every frame goes through before any of the models sees it. */
  readonly keptLevels: KeptLevels
}

/** Fits every candidate on the training rows and chooses one on the validation rows. */
export async function runContest(
  training: LabelledRows,
  validation: LabelledRows,
  settings: ContestSettings,
): Promise<Contest> {
  const keptLevels = learnKeptLevels(training.frame)
  const prepared = { ...training, frame: keepLevels(training.frame, keptLevels) }
  const judged = { ...validation, frame: keepLevels(validation.frame, keptLevels) }
  const contenders: Contender[] = []
  for (const candidate of candidates({
    task: settings.task,
    rows: training.frame.rows,
    columns: training.frame.columns.length,
    skewed: settings.task === 'regression' && isSkewed(training.target),
  })) {
    contenders.push(await enter(candidate, prepared, judged, settings))
  }
  return { contenders, keptLevels, ...chooseChampion(contenders) }
}

async function enter(
  candidate: Candidate,
  training: LabelledRows,
  validation: LabelledRows,
  settings: ContestSettings,
): Promise<Contender> {
  const { clock, observer, seed, signal } = settings
  return observed(
    observer,
    candidate.title,
    async (step) => {
      const started = clock.now()
      const scaled = (rows: LabelledRows): LabelledRows =>
        candidate.logScale ? { ...rows, target: toLogScale(rows.target) } : rows
      const model = await candidate.learner.fit(datasetOf(scaled(training)), {
        validation: datasetOf(scaled(validation)),
        seed,
        ...(signal === undefined ? {} : { signal }),
        onProgress: (share) => step.progress(Math.round(100 * share), 100, '%'),
      })
      const raw = model.predict(validation.frame)
      const transform = candidate.logScale ? learnSmear(raw, validation.target) : identityTransform
      const validationPredictions = raw.map((value) => fromModelScale(transform, value))
      const validationLosses = lossesOf(settings.task, validation.target, validationPredictions)
      return {
        candidate,
        model,
        transform,
        validationPredictions,
        validationLosses,
        validationLoss: mean(validationLosses),
        seconds: (clock.now() - started) / 1000,
      }
    },
    ({ validationLoss }) =>
      `${settings.task === 'classification' ? 'log loss' : 'squared error'} ${validationLoss.toPrecision(4)}`,
  )
}

/** What a contender says of other rows, on the scale of the outcome, before calibration. */
export function predictWith(contest: Contest, contender: Contender, frame: Frame): Float64Array {
  const raw = contender.model.predict(keepLevels(frame, contest.keptLevels))
  return raw.map((value) => fromModelScale(contender.transform, value))
}

/**
 * The lowest validation loss wins, but of all that are within one standard error of it (of the paired difference,
 * row by row) the simplest is taken: a difference that the next sample may turn around is no reason for a model
 * that nobody can read (Breiman, Friedman, Olshen and Stone, 1984, the one-standard-error rule).
 */
export function chooseChampion(contenders: readonly Contender[]): {
  readonly champion: Contender
  readonly whyChosen: string
} {
  const ranked = [...contenders].sort(
    (a, b) => a.validationLoss - b.validationLoss || a.candidate.complexity - b.candidate.complexity,
  )
  const [best] = ranked
  const equals = ranked.filter((other) => withinOneStandardError(other, best))
  const [champion] = [...equals].sort(
    (a, b) => a.candidate.complexity - b.candidate.complexity || a.validationLoss - b.validationLoss,
  )
  return {
    champion,
    whyChosen:
      champion === best
        ? 'It has the lowest loss on the validation rows.'
        : `Its loss on the validation rows is within one standard error of the lowest ` +
          `(${best.candidate.title}), and it is simpler.`,
  }
}

function withinOneStandardError(other: Contender, best: Contender): boolean {
  if (other === best) return true
  const differences = other.validationLosses.map((loss, row) => loss - best.validationLosses[row])
  const average = mean(differences)
  const variance = mean(differences.map((difference) => (difference - average) ** 2))
  return average <= Math.sqrt(variance / differences.length)
}

function lossesOf(
  task: ContestSettings['task'],
  target: Float64Array,
  predicted: Float64Array,
): Float64Array {
  return task === 'classification'
    ? target.map((value, row) => logLoss([value], [predicted[row]]))
    : target.map((value, row) => (value - predicted[row]) ** 2)
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
