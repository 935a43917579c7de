import { Random } from '../../shared/random.js'
import { Pace } from '../boosting/pace.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { CONFIDENCE, type Interval } from '../metrics/interval.js'
import { requireLength } from '../metrics/numbers.js'
import type { FitOptions, Model } from '../model.js'
import { datasetRows, frameRows } from '../split/rows.js'
import { columnNamed, evenlySpacedRows } from './grid.js'
import { type LossName, type RowLosses, rowLosses } from './row-loss.js'
import { codeColumn } from './rule-coding.js'
import { type SearchLimits, worstRule } from './rule-search.js'
import { meets, type Rule, ruleText } from './rule.js'
import {
  chanceOf,
  type CountedRows,
  holmAdjusted,
  jointDeviations,
  type MeanDifference,
  meanDifference,
  meanInside,
} from './segment-means.js'

export interface ErrorClusterOptions extends Pick<FitOptions, 'seed' | 'signal' | 'onProgress'> {
  /**
   * What is called wrong. Classification: `logLoss` (default), `brier`, or `surprise`, the log loss beyond what the
   * model itself expects, which leaves out rows that are merely uncertain. Multiclass: `logLoss`, `surprise`.
   * Regression: `absolute` (default) or `squared`. Survival: `logTime`.
   */
  readonly loss?: LossName
  /** Most clusters. Default 5. */
  readonly clusters?: number
  /** Most conditions of a rule. Default 3. */
  readonly conditions?: number
  /** Least and most share of the rows in a cluster. Default 0.02 and 0.33; never less than 30 rows of a half. */
  readonly leastShare?: number
  readonly mostShare?: number
  /** Columns that rules may speak of. Default: all. */
  readonly columns?: readonly string[]
  /** Who each row is about, when several rows are about one: they stay on the same half. */
  readonly groups?: ArrayLike<number | string>
  /** Most rows used, evenly spaced. Default 40,000. */
  readonly rows?: number
  /** Of all clusters and intervals together, in (0, 1). Default 0.95. */
  readonly confidence?: number
}

/** A segment in which a model is more wrong than elsewhere. All figures are of rows the rule was not found on. */
export interface ErrorCluster {
  readonly rule: Rule
  /** `tenure <= 3 and contract = Month-to-month: log loss 0.71 against 0.41, 812 rows, 11 %, ...`. */
  readonly text: string
  readonly rows: number
  /** Of the rows that were measured. */
  readonly share: number
  /** Mean loss inside. */
  readonly loss: Interval
  /** Mean loss of the rows outside. */
  readonly elsewhere: number
  /** `loss` less `elsewhere`. */
  readonly difference: Interval
  /** Chance of such a difference if there were none, adjusted for the number of rules measured. */
  readonly chance: number
  /** Mean of target less prediction: above 0 the model predicts too little here. Not for classes and times. */
  readonly bias?: Interval
  /** `neither` when the interval of the bias holds 0: wrong in both directions. */
  readonly predicts: 'too little' | 'too much' | 'neither' | 'unknown'
}

/** Fewer rows make a mean whose error is a guess. */
const LEAST_ROWS = 30
/** Of two clusters that share more than this of their rows the worse found is left out. */
const MOST_OVERLAP = 0.5

/**
 * Finds the segments in which a model is most wrong, as rules that people can read.
 *
 * Rules are searched on one half of the rows (`worstRule`), one after the other, each on the rows that those before
 * it do not cover; the other half measures them. A rule is reported only if its loss is above that of all other
 * rows there, with the chances of all rules measured adjusted by Holm's method: where nothing is wrong, nothing is
 * reported in at least 95 of 100 cases. Intervals hold together (Bonferroni).
 *
 * A high log loss has two causes: the outcome is uncertain (`predicts: 'neither'`), or the model is wrong about it.
 * `loss: 'surprise'` finds the second alone.
 * @param data rows the model was not fitted on
 * @returns the largest loss first; none when no segment stands out or rows are fewer than 120
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `LENGTHS_DIFFER`, `PARAMETER_INVALID`, `CANCELLED`
 */
export async function errorClusters(
  model: Pick<Model, 'predict' | 'task' | 'outputs'>,
  data: Dataset,
  options: ErrorClusterOptions = {},
): Promise<ErrorCluster[]> {
  checkDataset(data)
  const pace = new Pace('the search for errors', options)
  pace.check()
  const { confidence = CONFIDENCE, clusters = 5 } = options
  const subject = subjectOf(data, options)
  const losses = rowLosses(
    model.task,
    model.outputs,
    model.predict(subject.data.frame),
    subject.data,
    options.loss,
  )
  const [searched, measured] = halves(subject, new Random(options.seed ?? 0))
  if (Math.min(searched.length, measured.length) < 2 * LEAST_ROWS) return []

  const rules = await findRules(subject, losses.losses, searched, clusters, options, pace)
  const segments = measure(rules, subject, losses, measured)
  const adjusted = holmAdjusted(segments.map(({ means }) => chanceOf(means)))
  const standing = segments
    .map((segment, i) => ({ ...segment, chance: adjusted[i] }))
    .filter(({ chance }) => chance <= 1 - confidence)
  const deviations = jointDeviations(confidence, standing.length)
  pace.finish()
  return withoutOverlap(standing)
    .map((segment) => clusterOf(segment, losses, deviations))
    .sort((a, b) => b.loss.value - a.loss.value)
}

/** The rows looked at. */
interface Subject {
  readonly data: Dataset
  readonly counted: CountedRows
}

function subjectOf(data: Dataset, { rows = 40_000, groups }: ErrorClusterOptions): Subject {
  if (groups !== undefined) requireLength('the groups', groups, data.frame.rows)
  const kept = evenlySpacedRows(data.frame.rows, rows)
  const some = datasetRows(data, kept)
  const numbers = new Map<number | string, number>()
  const groupOf = Uint32Array.from(kept, (row) => {
    const name = groups === undefined ? row : groups[row]
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  })
  return {
    data: some,
    counted: {
      weights: some.weights ?? new Float64Array(kept.length).fill(1),
      groups: groupOf,
      groupCount: numbers.size,
    },
  }
}

/** The rows that rules are found on and those that measure them; a group is on one side whole. */
function halves({ counted }: Subject, random: Random): [Uint32Array, Uint32Array] {
  const side = Uint8Array.from({ length: counted.groupCount }, (_, i) => i % 2)
  random.shuffle(side)
  const all = Uint32Array.from(counted.groups.keys())
  return [
    all.filter((row) => side[counted.groups[row]] === 0),
    all.filter((row) => side[counted.groups[row]] === 1),
  ]
}

async function findRules(
  { data: { frame } }: Subject,
  losses: Float64Array,
  searched: Uint32Array,
  most: number,
  { conditions = 3, leastShare = 0.02, mostShare = 0.33, columns }: ErrorClusterOptions,
  pace: Pace,
): Promise<Rule[]> {
  const half = frameRows(frame, searched)
  const limits: SearchLimits = {
    conditions,
    leastRows: Math.max(LEAST_ROWS, leastShare * searched.length),
    mostRows: mostShare * searched.length,
  }
  const spokenOf = columns?.map((name) => columnNamed(half, name)) ?? half.columns
  const coded = spokenOf.map((column) => codeColumn(column, limits.leastRows))
  const loss = Float64Array.from(searched, (row) => losses[row])
  const rules: Rule[] = []
  let left = Uint32Array.from(searched.keys())
  while (rules.length < most) {
    const rule = await worstRule(coded, loss, left, limits, pace)
    if (rule === undefined) break
    const covered = meets(rule, half)
    // Among the rows left it was small enough; those of the rules before may make it large.
    if (covered.reduce((sum, side) => sum + side, 0) <= limits.mostRows) rules.push(rule)
    left = left.filter((row) => covered[row] === 0)
  }
  return rules
}

/** A rule on the rows that measure. */
interface Segment {
  readonly rule: Rule
  readonly measured: Uint32Array
  readonly inside: Uint8Array
  readonly count: number
  readonly counted: CountedRows
  readonly means: MeanDifference
}

function measure(
  rules: readonly Rule[],
  { data, counted }: Subject,
  { losses }: RowLosses,
  measured: Uint32Array,
): Segment[] {
  const frame = frameRows(data.frame, measured)
  const rows: CountedRows = {
    weights: Float64Array.from(measured, (row) => counted.weights[row]),
    groups: Uint32Array.from(measured, (row) => counted.groups[row]),
    groupCount: counted.groupCount,
  }
  const values = Float64Array.from(measured, (row) => losses[row])
  return rules.flatMap((rule) => {
    const inside = meets(rule, frame)
    const count = inside.reduce((sum, side) => sum + side, 0)
    if (count < LEAST_ROWS || count === measured.length) return []
    return [{ rule, measured, inside, count, counted: rows, means: meanDifference(values, inside, rows) }]
  })
}

/** Segments that say something new; those found first are kept. */
function withoutOverlap<Kind extends Segment>(segments: readonly Kind[]): Kind[] {
  const kept: Kind[] = []
  for (const segment of segments) {
    const repeats = kept.some((other) => {
      const both = segment.inside.reduce((sum, side, row) => sum + (side & other.inside[row]), 0)
      return both > MOST_OVERLAP * (segment.count + other.count - both)
    })
    if (!repeats) kept.push(segment)
  }
  return kept
}

function clusterOf(
  segment: Segment & { readonly chance: number },
  { name, losses, residuals }: RowLosses,
  deviations: number,
): ErrorCluster {
  const { rule, measured, inside, counted, means, chance, count } = segment
  const insideMean = (values: Float64Array): Interval =>
    meanInside(
      Float64Array.from(measured, (row) => values[row]),
      inside,
      counted,
      deviations,
    )
  const half = deviations * means.error
  const bias = residuals === undefined ? undefined : insideMean(residuals)
  const share = count / measured.length
  const predicts = directionOf(bias)
  const figures = `${name} ${round(means.inside)} against ${round(means.outside)}`
  const size = `${count} rows, ${round(100 * share)} %`
  return {
    rule,
    text: `${ruleText(rule)}: ${figures}, ${size}${biasText(predicts, bias)}`,
    rows: count,
    share,
    loss: insideMean(losses),
    elsewhere: means.outside,
    difference: { value: means.difference, low: means.difference - half, high: means.difference + half },
    chance,
    ...(bias === undefined ? {} : { bias }),
    predicts,
  }
}

function directionOf(bias: Interval | undefined): ErrorCluster['predicts'] {
  if (bias === undefined) return 'unknown'
  return bias.low > 0 ? 'too little' : bias.high < 0 ? 'too much' : 'neither'
}

function biasText(predicts: ErrorCluster['predicts'], bias: Interval | undefined): string {
  if (bias === undefined || predicts === 'neither' || predicts === 'unknown') return ''
  return `, predicts ${predicts} by ${round(Math.abs(bias.value))}`
}

/** Two significant digits; whole numbers from 100 on. */
function round(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)))
}
