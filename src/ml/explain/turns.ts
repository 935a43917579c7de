/** Values in ascending order and what the column adds at each. */
export interface EffectPoints {
  readonly values: Float64Array
  readonly effects: Float64Array
}

/** Points divided into stretches of alternating sign. */
export interface Division {
  /** Where the sign changes, ascending: halfway between the values on both sides. */
  readonly turns: readonly number[]
  /** Whether the effect is above 0 below the first turn. */
  readonly raisesFirst: boolean
  /** Sum of the effects, each times the sign of its stretch. */
  readonly worth: number
}

/** Below so much of the effects on their right side turns say nothing: a U shape with one turn has 0.5. */
const LEAST_AGREEMENT = 0.7
/** So much of the effects a turn more must put on their right side. */
const LEAST_WORTH = 0.1

/**
 * The division that says the most with the fewest turns.
 * @returns undefined when none has at least 0.7 of the effects on their right side
 */
export function clearestDivision(
  points: EffectPoints,
  times: Uint16Array,
  most: number,
): Division | undefined {
  const all = points.effects.reduce((sum, effect, i) => sum + times[i] * Math.abs(effect), 0)
  if (!(all > 0)) return undefined
  const value = ({ worth, turns }: Division): number => worth - LEAST_WORTH * all * turns.length
  const best = bestDivisions(points, times, most).reduce((a, b) => (value(b) > value(a) ? b : a))
  return best.worth >= LEAST_AGREEMENT * all ? best : undefined
}

/**
 * For each number of turns from 0 to `most` the division of the largest worth, as far as there are values enough. No
 * bandwidth has to be chosen: a single turn lies where the running sum of the effects is lowest or highest.
 * @param times how often each point counts
 */
export function bestDivisions(
  { values, effects }: EffectPoints,
  times: Uint16Array,
  most: number,
): Division[] {
  const start: Path = { worth: 0, cut: undefined }
  let best: Ends[] = [{ raising: start, lowering: start }]
  let started = false
  for (let at = 0, next = 0; at < values.length; at = next) {
    let effect = 0
    let count = 0
    while (next < values.length && values[next] === values[at]) {
      effect += times[next] * effects[next]
      count += times[next]
      next++
    }
    if (count === 0) continue
    const before = best
    const turns = started ? Math.min(most, before.length) : 0
    best = Array.from({ length: turns + 1 }, (_, t) => ({
      raising: continued(before.at(t)?.raising, before[t - 1]?.lowering, at, effect),
      lowering: continued(before.at(t)?.lowering, before[t - 1]?.raising, at, -effect),
    }))
    started = true
  }
  return best.map((ends) => divisionOf(ends, values))
}

/** The best ways to a point, by the sign of the last stretch. */
interface Ends {
  readonly raising: Path
  readonly lowering: Path
}

interface Path {
  readonly worth: number
  readonly cut: Cut | undefined
}

/** The last turn: before the points from `at` on. */
interface Cut {
  readonly at: number
  readonly before: Cut | undefined
}

/** Goes on without a turn, or with one here where that is better. */
function continued(stays: Path | undefined, turns: Path | undefined, at: number, effect: number): Path {
  if (turns !== undefined && (stays === undefined || turns.worth > stays.worth)) {
    return { worth: turns.worth + effect, cut: { at, before: turns.cut } }
  }
  return { worth: (stays?.worth ?? 0) + effect, cut: stays?.cut }
}

function divisionOf({ raising, lowering }: Ends, values: Float64Array): Division {
  const raisesLast = raising.worth > lowering.worth
  const path = raisesLast ? raising : lowering
  const turns: number[] = []
  for (let cut = path.cut; cut !== undefined; cut = cut.before) turns.unshift(halfway(values, cut.at))
  return { turns, raisesFirst: raisesLast === (turns.length % 2 === 0), worth: path.worth }
}

/** Halfway between a value and the one below it. */
function halfway(values: Float64Array, at: number): number {
  let below = at - 1
  while (values[below] === values[at]) below--
  return values[below] / 2 + values[at] / 2
}
