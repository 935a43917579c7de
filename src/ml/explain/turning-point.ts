import { Random } from '../../shared/random.js'
import { requireLength } from '../metrics/numbers.js'
import { bestDivisions, clearestDivision, type Division, type EffectPoints } from './turns.js'

/** The value at which a column stops lowering predictions and begins to raise them, or the other way round. */
export interface TurningPoint {
  readonly value: number
  /** Where it lies in 95 of 100 repetitions with other rows. */
  readonly low: number
  readonly high: number
  /** On which side of `value`, up to the next turn, the column raises predictions. */
  readonly direction: 'above' | 'below'
}

export interface TurningPointOptions {
  readonly seed?: number
  /** Bootstrap repetitions. */
  readonly repetitions?: number
  /** Most rows used; more are thinned out evenly after sorting by value. */
  readonly rows?: number
  /**
   * Target less prediction, one a row, in the unit of the contributions (`rawResiduals`), of rows the model was not
   * fitted on. With them the interval is that of the threshold in the data, else that of what the model has learned.
   */
  readonly residuals?: Float64Array
}

export interface TurningPointsOptions extends TurningPointOptions {
  /** Most turns; a U shape has 2. Default 3. */
  readonly most?: number
}

/** Below so many of the repetitions with the same turns they are not to be reported. */
const LEAST_CERTAINTY = 0.8
/** With residuals the directions of no effect at all agree by chance, evenly from none to all of the repetitions. */
const LEAST_CERTAINTY_OF_DATA = 0.95
const INTERVAL = 0.95

/**
 * Finds where the effect of a numeric column turns, from its SHAP dependence.
 *
 * With the rows sorted by value, the contributions are divided into stretches of alternating sign so that as much of
 * them as possible has the sign of its stretch; a turn more must put a tenth of them right. For one turn that is
 * where their running sum is lowest or highest, which is where the smoothed contribution crosses zero. Intervals are
 * the percentile bootstrap over rows (Efron and Tibshirani, "An introduction to the bootstrap", 1993), each with
 * as many turns as were found.
 *
 * A model's contributions say what it has learned, and differ less between rows than the data do: an interval from
 * them alone is too short for the threshold that made the data. `residuals` add what the model left unexplained
 * (partial residuals, Larsen and McCleary 1972).
 *
 * @param values of the column, one a row; rows that are not finite are left out
 * @param contributions of the column, one a row, in any unit in which 0 means no effect
 * @returns ascending by value; none when there is no effect, one sign throughout, more turns than `most`, or too
 *   little to tell them from chance
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function turningPoints(
  values: ArrayLike<number>,
  contributions: Float64Array,
  { seed = 0, repetitions = 200, rows = 4000, residuals, most = 3 }: TurningPointsOptions = {},
): TurningPoint[] {
  requireLength('the contributions', contributions, values.length)
  if (residuals !== undefined) requireLength('the residuals', residuals, values.length)
  const kept = sortedRows(values, rows)
  const sorted = Float64Array.from(kept, (row) => values[row])
  const learned = { values: sorted, effects: Float64Array.from(kept, (row) => contributions[row]) }
  const found = clearestDivision(learned, new Uint16Array(kept.length).fill(1), most)
  if (found === undefined || found.turns.length === 0) return []

  const repeat = repeater(learned, found, most, kept, residuals)
  const random = new Random(seed)
  const repeated: Division[] = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const again = repeat(resample(kept.length, random))
    const same = again?.turns.length === found.turns.length && again.raisesFirst === found.raisesFirst
    if (same) repeated.push(again)
  }
  const certainty = residuals === undefined ? LEAST_CERTAINTY : LEAST_CERTAINTY_OF_DATA
  if (repeated.length < certainty * repetitions) return []
  return found.turns.map((value, turn): TurningPoint => {
    const places = repeated.map(({ turns }) => turns[turn]).sort((a, b) => a - b)
    const at = (share: number): number => places[Math.round(share * (places.length - 1))]
    const tail = (1 - INTERVAL) / 2
    return {
      value,
      low: Math.min(value, at(tail)),
      high: Math.max(value, at(1 - tail)),
      direction: found.raisesFirst === (turn % 2 === 0) ? 'below' : 'above',
    }
  })
}

/**
 * The one value where the effect of a numeric column turns: `turningPoints` of one turn.
 * @returns undefined when there is none or several: a U shape has no single turn
 */
export function turningPoint(
  values: ArrayLike<number>,
  contributions: Float64Array,
  options: TurningPointOptions = {},
): TurningPoint | undefined {
  return turningPoints(values, contributions, { ...options, most: 1 })[0]
}

/** How the turns of a repetition are found, given how often each row was drawn. */
function repeater(
  learned: EffectPoints,
  found: Division,
  most: number,
  kept: Uint32Array,
  residuals: Float64Array | undefined,
): (times: Uint16Array) => Division | undefined {
  if (residuals === undefined) return (times) => clearestDivision(learned, times, most)
  // Noise is on both sides of every turn, so how many there are is taken from what was learned.
  const effects = learned.effects.map((effect, i) => effect + residuals[kept[i]])
  const count = found.turns.length
  return (times) => bestDivisions({ values: learned.values, effects }, times, count)[count]
}

function sortedRows(values: ArrayLike<number>, most: number): Uint32Array {
  const known = Uint32Array.from({ length: values.length }, (_, row) => row).filter((row) =>
    Number.isFinite(values[row]),
  )
  known.sort((a, b) => values[a] - values[b] || a - b)
  if (known.length <= most) return known
  return Uint32Array.from({ length: most }, (_, i) => known[Math.floor(((i + 0.5) * known.length) / most)])
}

/** How often each point is drawn, when as many are drawn as there are, with replacement. */
function resample(size: number, random: Random): Uint16Array {
  const times = new Uint16Array(size)
  for (let i = 0; i < size; i++) times[random.below(size)]++
  return times
}
