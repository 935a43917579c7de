import type { Instant } from '../shared/time.js'

/** Beyond so many horizons the present risk says nothing. */
const farthest = 4

/**
 * When the outcome is to be expected if the risk goes on as it is: the time by which it is more likely than not.
 *
 * A probability p over the horizon h is a constant hazard of -ln(1 - p) / h (Fleurence and Hollenbeak, 2007,
 * "Rates and probabilities in economic modelling", PharmacoEconomics 25); survival falls to one half after
 * h ln(2) / -ln(1 - p). At p = 0.5 that is exactly t + h; at 0.8 it is 0.43 h, at 0.2 it is 3.1 h.
 * @param probability in [0, 1]
 * @param horizon milliseconds
 * @returns null when it is more than four horizons away (p below 0.16): the present says nothing of then
 */
export function expectedDate(probability: number, anchor: Instant, horizon: number): Instant | null {
  if (!(probability > 0)) return null
  const wait = probability >= 1 ? 0 : (horizon * Math.LN2) / -Math.log1p(-probability)
  return wait <= farthest * horizon ? anchor + Math.round(wait) : null
}
