import type { Factor, Level, Prediction } from '../predictions/prediction.js'
import type { Tier } from '../segments/tiers.js'
import { factorAction } from './factor-action.js'
import { chancePlays, riskPlays, tierPlays } from './plays.js'
import { type Play, type Priority, type RecommendedAction, unmeasured } from './recommended-action.js'
import { unwanted } from './unwanted.js'

export interface RecommendContext {
  /** What the person is worth; null when it is not known. */
  readonly tier: Tier | null
}

/** What a recommendation is made of. */
export type Recommendable = Pick<Prediction, 'prediction' | 'level' | 'factors'>

/** Never more than this many actions. */
const mostActions = 3

/**
 * Up to three things to do: the first for how likely the outcome is and what the person is worth, the others for the
 * factors that make it worse. A regression has no risk: it gets one for the tier, or none without a tier.
 */
export function recommend(
  { prediction, level, factors }: Recommendable,
  { tier }: RecommendContext,
): readonly RecommendedAction[] {
  if (level === null) return tier === null ? [] : [unproven(tierPlays[tier])]
  const prevent = unwanted(prediction)
  const play = prevent ? riskPlays[level][tier ?? 'unknown'] : chancePlays[level]
  if (level === 'low') return [unproven(play)]
  const actions = [unproven(play)]
  const harmful = prevent ? 'raises' : 'lowers'
  for (const factor of factors) {
    if (actions.length === mostActions) break
    if (factor.direction !== harmful) continue
    const action = factorAction(factor)
    // Two factors may ask for the same; it is done once, for the more important.
    if (actions.some((known) => known.action === action)) continue
    actions.push({
      action,
      priority: factorPriority[level],
      description: factor.sentence,
      expectedImpact: impactText(factor, prediction),
      basis,
    })
  }
  return actions
}

const basis = 'risk, not effect' as const

function unproven({ action, priority, description }: Play): RecommendedAction {
  return { action, priority, description, expectedImpact: unmeasured, basis }
}

const factorPriority: Readonly<Record<Level, Priority>> = {
  low: 'low',
  medium: 'low',
  high: 'medium',
  critical: 'high',
}

/** What goes with the factor bounds what acting on it could do; how much of that it does is another matter. */
function impactText({ impact }: Factor, prediction: string): string {
  const points = Math.round(Math.abs(impact) * 1000) / 10
  return `At most the ${points} points of ${prediction} that go with it; ${alsoUnmeasured}`
}

const alsoUnmeasured = `${unmeasured[0].toLowerCase()}${unmeasured.slice(1)}`
