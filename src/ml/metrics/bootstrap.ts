import { Random } from '../../shared/random.js'
import { CONFIDENCE, type Interval } from './interval.js'
import { normalDistribution, normalQuantile } from './normal.js'
import { type Numbers, requireLength } from './numbers.js'

export interface BootstrapOptions {
  readonly seed: number
  /** How many samples are drawn, at least 1. Default 1,000. */
  readonly resamples?: number
  /** In (0, 1). Default 0.95. */
  readonly confidence?: number
  /** `bca` corrects bias and skewness (Efron 1987) and costs up to 200 evaluations more. Default `percentile`. */
  readonly method?: 'percentile' | 'bca'
  /**
   * Who each row is about. Rows of one customer at many anchors are not independent: with groups whole customers
   * are drawn (the cluster bootstrap). Numbers or names, one a row.
   */
  readonly groups?: ArrayLike<number | string>
  /** How much each row counts before drawing. Default 1 each. */
  readonly weights?: Numbers
}

/**
 * Interval of any statistic by drawing rows (or whole groups) with replacement. A draw is handed over as weights
 * (how often each row was drawn), which every metric here takes; `rank` the scores first and they are sorted once:
 * `bootstrapInterval(n, (weights) => averagePrecision(target, ranking, weights), { seed: 1 })`.
 * @param rows how many rows there are
 * @param statistic must not keep the array it is given: it is used again for the next draw
 * @returns draws whose statistic is NaN (one class only) are left out; NaN ends when all are, or without rows
 */
export function bootstrapInterval(
  rows: number,
  statistic: (weights: Float64Array) => number,
  options: BootstrapOptions,
): Interval {
  const { resamples = 1000, confidence = CONFIDENCE, method = 'percentile' } = options
  const base = baseWeights(rows, options.weights)
  const units = unitsOf(rows, options.groups)
  const value = statistic(base.slice())
  const draws = drawStatistics(base, units, statistic, new Random(options.seed), resamples)
  if (draws.length === 0) return { value, low: NaN, high: NaN }
  const tails =
    method === 'bca'
      ? correctedTails(draws, value, acceleration(base, units, statistic), confidence)
      : { low: (1 - confidence) / 2, high: (1 + confidence) / 2 }
  return { value, low: quantileOfSorted(draws, tails.low), high: quantileOfSorted(draws, tails.high) }
}

interface Units {
  readonly count: number
  /** Number of the unit of each row. */
  readonly ofRow: Uint32Array
}

function baseWeights(rows: number, weights: Numbers | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1)
  requireLength('the weights', weights, rows)
  return Float64Array.from(weights)
}

function unitsOf(rows: number, groups: ArrayLike<number | string> | undefined): Units {
  if (groups === undefined) return { count: rows, ofRow: new Uint32Array(rows).map((_, row) => row) }
  requireLength('the groups', groups, rows)
  const numbers = new Map<number | string, number>()
  const ofRow = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    const unit = numbers.get(groups[row]) ?? numbers.size
    numbers.set(groups[row], unit)
    ofRow[row] = unit
  }
  return { count: numbers.size, ofRow }
}

/** The statistic of each draw, ascending, without NaN. */
function drawStatistics(
  base: Float64Array,
  units: Units,
  statistic: (weights: Float64Array) => number,
  random: Random,
  resamples: number,
): Float64Array {
  if (units.count === 0) return new Float64Array(0)
  const drawn = new Uint32Array(units.count)
  const weights = new Float64Array(base.length)
  const values: number[] = []
  for (let sample = 0; sample < resamples; sample++) {
    drawn.fill(0)
    for (let i = 0; i < units.count; i++) drawn[random.below(units.count)]++
    for (let row = 0; row < base.length; row++) weights[row] = base[row] * drawn[units.ofRow[row]]
    const value = statistic(weights)
    if (!Number.isNaN(value)) values.push(value)
  }
  return Float64Array.from(values).sort()
}

/** Blocks of units left out at a time when there are many: enough for a skewness, cheap for a million rows. */
const JACKKNIFE_BLOCKS = 200

/** Efron's acceleration: the skewness of what each block of units does to the statistic, over 6. */
function acceleration(
  base: Float64Array,
  units: Units,
  statistic: (weights: Float64Array) => number,
): number {
  const blocks = Math.min(JACKKNIFE_BLOCKS, units.count)
  const left: number[] = []
  for (let block = 0; block < blocks; block++) {
    const value = statistic(base.map((weight, row) => (units.ofRow[row] % blocks === block ? 0 : weight)))
    if (!Number.isNaN(value)) left.push(value)
  }
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length
  let squares = 0
  let cubes = 0
  for (const value of left) {
    squares += (mean - value) ** 2
    cubes += (mean - value) ** 3
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** The tails that BCa reads in place of (1 -+ confidence) / 2. */
function correctedTails(
  draws: Float64Array,
  value: number,
  accelerationOfStatistic: number,
  confidence: number,
): { low: number; high: number } {
  let below = 0
  for (const draw of draws) below += draw < value ? 1 : draw === value ? 0.5 : 0
  // All draws on one side would put the bias at infinity: at most all but half a draw.
  const share = Math.min(draws.length - 0.5, Math.max(0.5, below)) / draws.length
  const bias = normalQuantile(share)
  const tail = (probability: number): number => {
    const z = bias + normalQuantile(probability)
    return normalDistribution(bias + z / (1 - accelerationOfStatistic * z))
  }
  return { low: tail((1 - confidence) / 2), high: tail((1 + confidence) / 2) }
}

function quantileOfSorted(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1)
  const lower = Math.floor(position)
  const upper = Math.ceil(position)
  return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower])
}
