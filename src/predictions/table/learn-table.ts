import { observed } from '../../shared/observer.js'
import type { Alarm, CardModel, Driver, Evaluation, LeaderboardEntry } from '../card.js'
import type { Artifact } from '../artifact.js'
import { evaluateClassification, type Measured } from '../evaluate-classification.js'
import { evaluateRegression } from '../evaluate-regression.js'
import { type Fitted, fit } from '../fit.js'
import { meanOf, takeLabelled, type LabelledRows } from '../labelled-rows.js'
import {
  alarmsOf,
  describeModel,
  learn,
  type LearnSettings,
  measure,
  type Parts,
  profilesOf,
} from '../learn.js'
import { driversOf } from '../feature-profile.js'
import { againstOthers, leaderboardOf } from '../leaderboard.js'
import type { RowParts, TableSplit } from './table-split.js'

/** What came of one holdout, or of all folds together. */
export interface TableLearned {
  readonly evaluation: Evaluation
  /** The same rows, for further metrics. */
  readonly measured: Measured
  readonly leaderboard: readonly LeaderboardEntry[]
  readonly drivers: readonly Driver[]
  readonly alarms: readonly Alarm[]
  readonly model: CardModel
  /** Null for folds: they measure a procedure and leave no one model. */
  readonly artifact: Artifact | null
}

export async function learnTable(
  rows: LabelledRows,
  split: TableSplit,
  settings: LearnSettings,
): Promise<TableLearned> {
  const [first] = split.parts
  return split.parts.length === 1 && split.kind !== 'folds'
    ? learn(partsOf(rows, first), settings)
    : crossValidate(rows, split.parts, settings)
}

function partsOf(rows: LabelledRows, { training, validation, holdout }: RowParts): Parts {
  return {
    training: takeLabelled(rows, training),
    validation: takeLabelled(rows, validation),
    holdout: takeLabelled(rows, holdout),
  }
}

/** One fold: what was fitted without it, and what that says of it. */
interface Round {
  readonly fitted: Fitted
  readonly parts: Parts
  readonly measured: Measured
}

/** Every row is predicted by models that saw nothing of its fold; the predictions are then measured together. */
async function crossValidate(
  rows: LabelledRows,
  folds: readonly RowParts[],
  settings: LearnSettings,
): Promise<TableLearned> {
  const rounds: Round[] = []
  for (const [index, fold] of folds.entries()) {
    rounds.push(
      await observed(settings.observer, `Fold ${index + 1} of ${folds.length}`, async (step) => {
        const parts = partsOf(rows, fold)
        const fitted = await fit(parts.training, parts.validation, { ...settings, observer: step })
        const predicted = fitted.predict(parts.holdout.frame)
        return { fitted, parts, measured: measure(fitted, parts.holdout, predicted, settings.seed) }
      }),
    )
  }
  const measured = together(rounds.map((round) => round.measured))
  const evaluation =
    settings.task === 'classification'
      ? evaluateClassification(measured, settings.profit, meanOf(rows.target))
      : evaluateRegression(measured, null)
  const typical = mostChosen(rounds)
  return {
    evaluation: againstOthers(evaluation, typical.fitted),
    measured,
    leaderboard: leaderboardOf(
      typical.fitted,
      evaluation,
      rounds.map(({ fitted }) => fitted),
    ),
    drivers: driversOf(typical.parts.validation, profilesOf(typical.fitted, typical.parts.validation)),
    alarms: alarmsOf(typical.parts, evaluation),
    model: {
      ...describeModel(typical.fitted),
      whyChosen: `Chosen within each fold; in ${countOf(rounds, typical)} of ${rounds.length} it was this one.`,
    },
    artifact: null,
  }
}

/** The measured rows of all folds, one after the other; what one fold did not compare is left out. */
function together(parts: readonly Measured[]): Measured {
  const [first] = parts
  const names = new Map(
    parts.flatMap(({ others }) => others.map(({ name, title }) => [name, title] as const)),
  )
  const everywhere = [...names].flatMap(([name, title]) => {
    const found = parts.map(({ others }) => others.find((other) => other.name === name)?.predicted)
    const complete = found.filter((predicted) => predicted !== undefined)
    if (complete.length < parts.length) return []
    // Each fold's rate lies on the other side of the mean than its rows': side by side they would seem to rank.
    const predicted = name === 'base_rate' ? evened(joined(complete)) : joined(complete)
    return [{ name, title, predicted }]
  })
  return {
    target: joined(parts.map(({ target }) => target)),
    predicted: joined(parts.map(({ predicted }) => predicted)),
    entityIds: parts.flatMap(({ entityIds }) => entityIds),
    others: everywhere,
    seed: first.seed,
  }
}

function evened(values: Float64Array): Float64Array {
  return new Float64Array(values.length).fill(meanOf(values))
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function championName({ fitted }: Round): string {
  return fitted.contest.champion.candidate.name
}

function countOf(rounds: readonly Round[], typical: Round): number {
  return rounds.filter((round) => championName(round) === championName(typical)).length
}

/** A round whose champion was chosen in the most rounds. */
function mostChosen(rounds: readonly Round[]): Round {
  return [...rounds].sort((a, b) => countOf(rounds, b) - countOf(rounds, a))[0]
}
