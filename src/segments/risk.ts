import type { Parameters } from '../warehouse/warehouse.js'
import type { SignalGrids, Signals } from './signals.js'

/**
 * How much each part says. A model can miss somebody who has long been silent or has half left: two plain signs that
 * no model stands between have three fifths of the say.
 */
export const riskWeights = { probability: 0.4, recency: 0.3, withdrawal: 0.3 } as const

export type RiskPartName = keyof typeof riskWeights

/** One part of a composite risk. */
export interface RiskPart {
  readonly part: RiskPartName
  /** In [0, 1]: the calibrated probability, or the share of all people whose sign is weaker. */
  readonly value: number
  /** In (0, 1]; the weights of the known parts add up to 1. */
  readonly weight: number
}

/** What a composite risk is made of. */
export interface RiskInput extends Signals {
  /** Calibrated, in [0, 1]; null for someone whom the churn prediction leaves out. */
  readonly probability: number | null
}

/**
 * The parts that are known. The weight of those that are not goes to the others in proportion.
 * @param grids of everybody, which the signals are ranked among
 */
export function riskParts(input: RiskInput, grids: SignalGrids): RiskPart[] {
  const values = partValues(input, grids)
  const known = partNames.flatMap((part) => {
    const value = values[part]
    return value === null ? [] : [{ part, value, weight: riskWeights[part] }]
  })
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  return known.map((part) => ({ ...part, weight: part.weight / total }))
}

const partNames = ['probability', 'recency', 'withdrawal'] as const

function partValues(
  { probability, recency, withdrawal }: RiskInput,
  grids: SignalGrids,
): Readonly<Record<RiskPartName, number | null>> {
  return {
    probability,
    recency: shareBelow(recency, grids.recency),
    withdrawal: shareBelow(withdrawal, grids.withdrawal),
  }
}

/** The composite risk, in [0, 1]; null when no part is known. */
export function riskScore(input: RiskInput, grids: SignalGrids): number | null {
  const values = partValues(input, grids)
  let [sum, weights] = [0, 0]
  // In the order of `riskSql`, so that the two agree to the last digit and nobody is on both sides of a cut.
  for (const part of partNames) {
    sum += (values[part] ?? 0) * riskWeights[part]
    weights += values[part] === null ? 0 : riskWeights[part]
  }
  return weights === 0 ? null : sum / weights
}

/**
 * Share of the people, in [0, 1] and in steps of a hundredth, whose value is lower.
 * @param grid values at shares 0, 0.01, ..., 1; empty where nobody has one
 */
function shareBelow(value: number | null, grid: readonly number[]): number | null {
  if (value === null || grid.length === 0) return null
  return Math.min(1, grid.filter((point) => point < value).length / 100)
}

/** `riskScore` over columns `probability`, `recency` and `withdrawal`; NULL where it is null. */
export const riskSql = compositeSql({
  probability: 'probability',
  recency: shareBelowSql('recency'),
  withdrawal: shareBelowSql('withdrawal'),
})

/** Values of the parameters in `riskSql`. */
export function riskParameters({ recency, withdrawal }: SignalGrids): Parameters {
  return { recency_grid: recency, withdrawal_grid: withdrawal }
}

function shareBelowSql(signal: 'recency' | 'withdrawal'): string {
  const grid = `{${signal}_grid:Array(Float64)}`
  const below = `arrayCount(point -> point < assumeNotNull(${signal}), ${grid})`
  return `if(${signal} IS NULL OR empty(${grid}), NULL, least(1, ${below} / 100))`
}

function compositeSql(parts: Readonly<Record<RiskPartName, string>>): string {
  const sums = partNames.map((name) => `ifNull(${parts[name]}, 0) * ${riskWeights[name]}`)
  const weights = partNames.map((name) => `isNotNull(${parts[name]}) * ${riskWeights[name]}`)
  return `(${sums.join(' + ')}) / nullIf(${weights.join(' + ')}, 0)`
}
