import type { Parameters } from '../warehouse/warehouse.js'

/** What somebody is worth beside everybody else: the lowest, the middle and the highest third by predicted value. */
export const tiers = ['low', 'medium', 'high'] as const

export type Tier = (typeof tiers)[number]

/** Shares of the people with a predicted value at which one tier ends and the next begins. */
export const tierShares = [1 / 3, 2 / 3] as const

/** Values that end `low` and `medium`, in the unit of the prediction; `lower <= upper`. */
export interface TierCuts {
  readonly lower: number
  readonly upper: number
}

/**
 * A value at a cut belongs to the tier below it, so that where a third or more have the same value (often 0), they
 * are low and not the reverse.
 * @param value null for someone whom the value prediction leaves out: nothing says that they will pay, so low
 */
export function tierOf(value: number | null, { lower, upper }: TierCuts): Tier {
  if (value === null || value <= lower) return 'low'
  return value <= upper ? 'medium' : 'high'
}

/** The same over a column `value`. */
export const tierSql =
  "multiIf(value IS NULL OR value <= {tier_lower:Float64}, 'low', value <= {tier_upper:Float64}, 'medium', 'high')"

/** Values of the parameters in `tierSql`. */
export function tierParameters({ lower, upper }: TierCuts): Parameters {
  return { tier_lower: lower, tier_upper: upper }
}
