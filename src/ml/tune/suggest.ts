import type { Random } from '../../shared/random.js'
import { Parzen } from './parzen.js'
import { type Axis, drawEvenly } from './space.js'

/** What is known of a setting that has been tried. */
export interface Observation {
  readonly point: Float64Array
  /** How far it came: a higher rung was measured with a larger budget. */
  readonly rung: number
  /** Lower is better; NaN for one that failed. Undefined while it runs. */
  readonly loss?: number
}

/** Settings that are drawn evenly before the search learns from them. */
const STARTUP = 10

/** Points drawn from the good density, of which the most promising is taken. */
const CANDIDATES = 24

/** Good ones at most. */
const MOST_GOOD = 25

/**
 * The next point to try, by the tree-structured Parzen estimator (Bergstra et al. 2011): of some points drawn from
 * the density of the good ones the one that is likeliest under it against the density of the others. Good is the
 * best tenth: by rung, then by loss. What still runs counts as not good, so that points tried at one time differ.
 * @param observations oldest first
 */
export function suggest(
  axes: readonly Axis[],
  observations: readonly Observation[],
  random: Random,
): Float64Array {
  const finished = observations.filter(({ loss }) => loss !== undefined)
  if (finished.length < STARTUP || axes.length === 0) return drawEvenly(axes, random)
  const best = new Set(
    finished.toSorted(byMerit).slice(0, Math.min(MOST_GOOD, Math.ceil(finished.length / 10))),
  )
  const good = new Parzen(
    axes,
    finished.filter((each) => best.has(each)).map(({ point }) => point),
  )
  const others = new Parzen(
    axes,
    observations.filter((each) => !best.has(each)).map(({ point }) => point),
  )
  let chosen = good.draw(random)
  let promise = good.logDensity(chosen) - others.logDensity(chosen)
  for (let drawn = 1; drawn < CANDIDATES; drawn++) {
    const point = good.draw(random)
    const own = good.logDensity(point) - others.logDensity(point)
    if (own > promise) [chosen, promise] = [point, own]
  }
  return chosen
}

/** The best first: far ones before those that stopped early, failures last. Stable, so that older ones lead ties. */
function byMerit(a: Observation, b: Observation): number {
  const [lossA, lossB] = [a.loss ?? NaN, b.loss ?? NaN]
  const failed = Number(Number.isNaN(lossA)) - Number(Number.isNaN(lossB))
  if (failed !== 0) return failed
  return b.rung - a.rung || (lossA < lossB ? -1 : lossA > lossB ? 1 : 0)
}
