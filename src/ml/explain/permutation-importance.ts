import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { Pace } from '../boosting/pace.js'
import { checkDataset } from '../frame-check.js'
import type { Column, Dataset, Frame } from '../frame.js'
import { CONFIDENCE, type Interval } from '../metrics/interval.js'
import { defaultMetric, type Metric } from '../metrics/metric.js'
import { normalQuantile } from '../metrics/normal.js'
import type { FitOptions, Model } from '../model.js'
import { datasetRows, frameRows } from '../split/rows.js'
import { columnNamed, evenlySpacedRows } from './grid.js'

export interface PermutationImportanceOptions extends Pick<FitOptions, 'seed' | 'signal' | 'onProgress'> {
  /** What predictions are judged by. Default: what the model's task is judged by. */
  readonly metric?: Metric
  /** Shuffles of each column, at least 1. Default 5. */
  readonly repeats?: number
  /**
   * Columns that are shuffled together: correlated ones stand in for each other, and alone each looks useless.
   * Columns in no group are on their own.
   */
  readonly groups?: readonly (readonly string[])[]
  /** Most rows used, evenly spaced. Default 4000. */
  readonly rows?: number
  /** Bootstrap samples behind each interval, at least 2. Default 60. */
  readonly resamples?: number
  /** In (0, 1). Default 0.95. */
  readonly confidence?: number
}

export interface PermutationImportance {
  /** As the metric names itself. */
  readonly metric: string
  /** The metric on the rows as they are. */
  readonly score: number
  /** What matters most first. */
  readonly importances: readonly ColumnImportance[]
}

export interface ColumnImportance {
  /** The columns shuffled together. */
  readonly names: readonly string[]
  /**
   * How much worse the metric gets when what the columns say is destroyed, in its unit: above 0 for what matters,
   * about 0 for what does not, below 0 when the model would do better without. The interval is that of other rows
   * and other shuffles.
   */
  readonly drop: Interval
}

/**
 * Permutation importance (Breiman, "Random forests", 2001; Fisher, Rudin and Dominici 2019): what a metric loses on
 * rows that the model was not fitted on when a column is shuffled. On training rows it shows what was memorised.
 *
 * Each shuffled row is made of two rows, so the interval comes from drawing rows and counting a pair by the product
 * of both counts (the pigeonhole bootstrap of Owen 2007), the metric of the rows as they are being counted in the
 * same way; it is a normal one with the deviation of the samples, of which few are enough. A column the model does not look at has exactly 0.
 * @param model or a function that predicts, as the metric takes it
 * @returns importances of NaN where the metric says nothing (one class only)
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING` for a group with an unknown name,
 *   `PARAMETER_INVALID` for a function without a metric, `CANCELLED`
 */
export async function permutationImportance(
  model: Model | ((frame: Frame) => Float64Array),
  data: Dataset,
  options: PermutationImportanceOptions = {},
): Promise<PermutationImportance> {
  checkDataset(data)
  const { repeats = 5, resamples = 60, confidence = CONFIDENCE, seed = 0 } = options
  const metric = options.metric ?? metricOf(model)
  const subject = judgedRows(data, metric, options.rows ?? 4000)
  const predict = (frame: Frame): Float64Array =>
    (typeof model === 'function' ? model(frame) : model.predict(frame)).slice()
  const names = typeof model === 'function' ? data.frame.columns : model.inputs
  const groups = groupsOf(
    names.map(({ name }) => name),
    options.groups ?? [],
  )

  const pace = new Pace('the importance', options)
  pace.check()
  const original = predict(subject.frame)
  const importances: ColumnImportance[] = []
  for (const [index, group] of groups.entries()) {
    const columns = group.map((name) => columnNamed(subject.frame, name))
    // Each group has its own numbers, so that adding one does not move the others.
    const random = new Random(seed).fork(index + 1)
    const shuffles: Shuffle[] = []
    for (let repeat = 0; repeat < repeats; repeat++) {
      const from = random.shuffle(Uint32Array.from({ length: subject.rows }, (_, row) => row))
      await pace.spend(100 * subject.rows, index / groups.length)
      shuffles.push({ from, predictions: predict(shuffled(subject.frame, columns, from)) })
    }
    const drops = new Float64Array(resamples)
    const matters = shuffles.some(({ predictions }) => predictions.some((value, i) => value !== original[i]))
    for (let sample = 0; sample < resamples && matters; sample++) {
      const drawn = new Uint16Array(subject.rows)
      for (let i = 0; i < subject.rows; i++) drawn[random.below(subject.rows)]++
      drops[sample] = subject.drop(original, shuffles, drawn)
      const share = (index + sample / resamples) / groups.length
      await pace.spend(20 * repeats * subject.rows, share)
    }
    importances.push({ names: group, drop: intervalOf(subject.drop(original, shuffles), drops, confidence) })
  }
  pace.finish()
  const largestFirst = importances.sort((a, b) => b.drop.value - a.drop.value)
  return { metric: metric.name, score: subject.score(original), importances: largestFirst }
}

function metricOf(model: Model | ((frame: Frame) => Float64Array)): Metric {
  if (typeof model !== 'function') return defaultMetric(model.task)
  throw new ForetellError('PARAMETER_INVALID', {
    values: { name: 'metric', expected: 'a metric, since a function has no task', got: 'none' },
  })
}

/** The groups, then each other column on its own. */
function groupsOf(names: readonly string[], groups: readonly (readonly string[])[]): (readonly string[])[] {
  const grouped = new Set(groups.flat())
  return [...groups, ...names.filter((name) => !grouped.has(name)).map((name) => [name])]
}

/** The rows of a frame with some columns taken from other rows. */
function shuffled(frame: Frame, columns: readonly Column[], from: Uint32Array): Frame {
  const moved = frameRows({ rows: frame.rows, columns }, from).columns
  const byName = new Map(moved.map((column) => [column.name, column]))
  return { rows: frame.rows, columns: frame.columns.map((column) => byName.get(column.name) ?? column) }
}

interface Shuffle {
  /** Which row each row's shuffled values are from. */
  readonly from: Uint32Array
  readonly predictions: Float64Array
}

interface JudgedRows {
  readonly frame: Frame
  readonly rows: number
  score(predictions: Float64Array): number
  /** Mean over the shuffles of how much worse they are; rows drawn so often each, default once. */
  drop(original: Float64Array, shuffles: readonly Shuffle[], drawn?: Uint16Array): number
}

function judgedRows(data: Dataset, metric: Metric, most: number): JudgedRows {
  const kept = evenlySpacedRows(data.frame.rows, most)
  const { frame, target, upper, weights: base } = datasetRows(data, kept)
  const sign = metric.better === 'lower' ? 1 : -1
  const weightsOf = ({ from }: Shuffle, drawn: Uint16Array): Float64Array =>
    Float64Array.from(from, (other, row) => (base?.[row] ?? 1) * drawn[row] * drawn[other])
  return {
    frame,
    rows: frame.rows,
    score: (predictions) => metric.compute(predictions, target, base, upper),
    drop(original, shuffles, drawn) {
      const sum = shuffles.reduce((total, shuffle) => {
        const weights = drawn === undefined ? base : weightsOf(shuffle, drawn)
        const after = metric.compute(shuffle.predictions, target, weights, upper)
        return total + after - metric.compute(original, target, weights, upper)
      }, 0)
      return (sign * sum) / shuffles.length
    },
  }
}

/** Normal, with the deviation of the samples; those without an answer are left out. */
function intervalOf(value: number, samples: Float64Array, confidence: number): Interval {
  const known = samples.filter((sample) => !Number.isNaN(sample))
  if (known.length < 2) return { value, low: NaN, high: NaN }
  const mean = known.reduce((sum, sample) => sum + sample, 0) / known.length
  const squares = known.reduce((sum, sample) => sum + (sample - mean) ** 2, 0)
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(squares / (known.length - 1))
  return { value, low: value - half, high: value + half }
}
