import type { Evaluation, Interval, LeaderboardEntry } from './card.js'
import type { Fitted } from './fit.js'

/** All that was compared, models and baselines, by their measure on the holdout, the best first. */
export function leaderboardOf({ contest, baselines }: Fitted, evaluation: Evaluation): LeaderboardEntry[] {
  const metric = evaluation.task === 'classification' ? 'auc' : 'rmse'
  const others = new Map(evaluation.baselines.map(({ name, value }) => [name, value]))
  const ownValue = evaluation.task === 'classification' ? evaluation.auc : evaluation.rmse
  const valueOf = (name: string): Interval => others.get(name) ?? ownValue
  const entries: LeaderboardEntry[] = [
    ...contest.contenders.map((contender) => ({
      name: contender.candidate.name,
      title: contender.candidate.title,
      metric: metric as LeaderboardEntry['metric'],
      value: valueOf(contender.candidate.name),
      validationLoss: contender.validationLoss,
      seconds: contender.seconds,
      chosen: contender === contest.champion,
    })),
    ...baselines.map(({ name, title, validationLoss }) => ({
      name,
      title,
      metric: metric as LeaderboardEntry['metric'],
      value: valueOf(name),
      validationLoss,
      seconds: 0,
      chosen: false,
    })),
  ]
  return entries.sort((a, b) =>
    metric === 'auc' ? b.value.value - a.value.value : a.value.value - b.value.value,
  )
}
