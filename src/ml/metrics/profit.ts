import { type Numbers, requireLength, requireSameLength } from './numbers.js'
import { rank, type Ranking } from './operating-points.js'

/** What a retention campaign costs and saves, all in one currency. */
export interface CampaignCosts {
  /** What a customer who stays is worth: one number for all, or one a row. */
  readonly customerValue: number | Numbers
  /** What the offer costs when it is taken. */
  readonly offerCost: number
  /** What reaching one customer costs, whatever comes of it. */
  readonly contactCost: number
  /** Share of those about to leave who stay when they get the offer, in [0, 1]. */
  readonly acceptance: number
}

export interface ProfitPoint {
  /** Contact every row with a score at or above it; null: contact nobody. */
  readonly threshold: number | null
  /** Share of the rows contacted. */
  readonly share: number
  /** Of the whole campaign against doing nothing. */
  readonly profit: number
  /** `profit` over all rows, contacted or not. */
  readonly profitPerCustomer: number
}

export interface ProfitCurve {
  /** Where the profit is highest; on equal profit, the fewest contacts. Nobody, when every campaign loses. */
  readonly best: ProfitPoint
  /** From nobody to everybody, at most about 100 of them. */
  readonly points: readonly ProfitPoint[]
}

/** A curve for people needs no more. */
const POINTS = 100

/**
 * Profit of contacting the rows with the highest scores, at each threshold, and the best of them: the maximum
 * profit criterion of Verbraken, Verbeke and Baesens (2013). A churner who is contacted brings
 * `acceptance x (customerValue - offerCost) - contactCost`; one who would have stayed takes the offer and costs
 * `offerCost + contactCost`. The acceptance is a belief until an experiment measured it.
 * @param target 1 for those who left, 0 for those who stayed
 * @param scores higher means more likely to leave, on any scale; or their `rank`
 * @returns only the point of contacting nobody when there are no rows or a score is NaN
 */
export function profitCurve(target: Numbers, scores: Numbers | Ranking, costs: CampaignCosts): ProfitCurve {
  const ranking = 'order' in scores ? scores : rank(scores)
  requireSameLength(target, ranking.scores)
  const valueOf = customerValue(costs, target.length)
  const rows = target.length
  const nobody: ProfitPoint = { threshold: null, share: 0, profit: 0, profitPerCustomer: 0 }
  const points: ProfitPoint[] = [nobody]
  let best = nobody
  if (ranking.unknown) return { best, points }
  const { order, ends } = ranking
  let profit = 0
  let position = 0
  for (const end of ends) {
    for (; position < end; position++) {
      const row = order[position]
      profit += contactProfit(target[row], valueOf(row), costs)
    }
    const point: ProfitPoint = {
      threshold: ranking.scores[order[end - 1]],
      share: end / rows,
      profit,
      profitPerCustomer: profit / rows,
    }
    if (profit > best.profit) best = point
    const enough = Math.floor(point.share * POINTS) > Math.floor(points[points.length - 1].share * POINTS)
    if (enough || end === rows) points.push(point)
  }
  return { best, points }
}

/**
 * The probability from which contacting pays, for scores that are calibrated: contact when
 * `p (acceptance (value - offerCost) - contactCost) > (1 - p)(offerCost + contactCost)`.
 * @returns at least 0; Infinity when no probability is high enough
 */
export function breakEvenProbability(costs: CampaignCosts & { readonly customerValue: number }): number {
  const { customerValue: value, offerCost, contactCost, acceptance } = costs
  const swing = acceptance * (value - offerCost) + offerCost
  const threshold = (offerCost + contactCost) / swing
  return swing > 0 && threshold <= 1 ? threshold : offerCost + contactCost <= 0 ? 0 : Infinity
}

function contactProfit(target: number, value: number, costs: CampaignCosts): number {
  const { offerCost, contactCost, acceptance } = costs
  return target === 1 ? acceptance * (value - offerCost) - contactCost : -(offerCost + contactCost)
}

function customerValue(costs: CampaignCosts, rows: number): (row: number) => number {
  const { customerValue: value } = costs
  if (typeof value === 'number') return () => value
  requireLength('the customer values', value, rows)
  return (row) => value[row]
}
