import type { Evaluation, LeaderboardEntry } from './card.js'
import type { Fitted } from './fit.js'

/**
 * All that was compared, models and baselines, by their measure on the holdout, the best first.
 * @param rounds every fit that took part: one, or one a fold
 */
export function leaderboardOf(
  chosen: Fitted,
  evaluation: Evaluation,
  rounds: readonly Fitted[],
): LeaderboardEntry[] {
  const champion = chosen.contest.champion.candidate.name
  const entries = evaluation.baselines.map(({ name, title, metric, value }) => ({
    name,
    title,
    metric,
    value,
    validationLoss: mean(rounds.map((round) => validationLossOf(round, name))),
    seconds: rounds.reduce((sum, round) => sum + secondsOf(round, name), 0),
    chosen: name === champion,
  }))
  return entries.sort((a, b) =>
    a.metric === 'auc' ? b.value.value - a.value.value : a.value.value - b.value.value,
  )
}

/** The evaluation without the comparison of the chosen model with itself. */
export function againstOthers<Measured extends Evaluation>(
  evaluation: Measured,
  { contest }: Fitted,
): Measured {
  const champion = contest.champion.candidate.name
  return { ...evaluation, baselines: evaluation.baselines.filter(({ name }) => name !== champion) }
}

function validationLossOf({ contest, baselines }: Fitted, name: string): number {
  return (
    contest.contenders.find(({ candidate }) => candidate.name === name)?.validationLoss ??
    baselines.find((baseline) => baseline.name === name)?.validationLoss ??
    Number.NaN
  )
}

function secondsOf({ contest }: Fitted, name: string): number {
  return contest.contenders.find(({ candidate }) => candidate.name === name)?.seconds ?? 0
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
