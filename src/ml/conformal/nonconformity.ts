import { ForetellError } from '../../shared/errors.js'
import { requireLength } from '../metrics/numbers.js'
import type { Serialised } from '../serialised.js'

/** What is known of rows beside their predictions, one a row each. */
export interface RowTraits {
  /** The group whose own rows decide (Mondrian). Default: all rows decide together. */
  readonly groups?: ArrayLike<string>
  /**
   * How much likelier the row is among the rows to be predicted than among those it was calibrated on, above 0, on
   * any scale, for both (Tibshirani et al. 2019). Default 1 each.
   */
  readonly weights?: ArrayLike<number>
}

/** Rows of one group, by how far the prediction was off. */
interface Sample {
  /** Ascending. */
  readonly scores: Float64Array
  /** Sum of the weights of the scores up to each; none when every row counts 1. */
  readonly cumulative?: Float64Array
}

export interface SerialisedSample {
  /** Null for all rows together. */
  readonly group: string | null
  readonly scores: readonly number[]
  readonly cumulative?: readonly number[]
}

/** How far off predictions were on rows that the model was not fitted on: what conformal intervals are made of. */
export class Nonconformity {
  readonly #all: Sample
  readonly #ofGroup: ReadonlyMap<string, Sample>

  private constructor(all: Sample, ofGroup: ReadonlyMap<string, Sample>) {
    this.#all = all
    this.#ofGroup = ofGroup
  }

  /**
   * @param scores one a row; rows with NaN are left out
   * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for weights that are not above 0
   */
  static of(scores: Float64Array, { groups, weights }: RowTraits): Nonconformity {
    if (groups !== undefined) requireLength('the groups', groups, scores.length)
    if (weights !== undefined) requireLength('the weights', weights, scores.length)
    const rows = Array.from(scores.keys()).filter((row) => !Number.isNaN(scores[row]))
    for (const row of rows) if (weights !== undefined) requirePositive('weights', weights[row], row)
    const members = new Map<string, number[]>()
    for (const row of groups === undefined ? [] : rows) {
      const group = groups?.[row] ?? ''
      const own = members.get(group)
      if (own === undefined) members.set(group, [row])
      else own.push(row)
    }
    return new Nonconformity(
      sampleOf(scores, weights, rows),
      new Map(Array.from(members, ([group, own]) => [group, sampleOf(scores, weights, own)])),
    )
  }

  /**
   * How far off a new row is at most, with the given probability: the quantile of its group's scores and of one
   * more at infinity, which stands for the row itself. A group never seen takes all rows.
   * @param coverage in (0, 1)
   * @returns one a row; infinity where there are too few rows for this coverage (fewer than
   *   `coverage / (1 - coverage)`)
   */
  bounds(rows: number, coverage: number, { groups, weights }: RowTraits): Float64Array {
    if (!(coverage > 0 && coverage < 1)) {
      throw new ForetellError('PARAMETER_INVALID', {
        values: { name: 'coverage', expected: 'a number between 0 and 1', got: coverage },
      })
    }
    if (groups !== undefined) requireLength('the groups', groups, rows)
    if (weights !== undefined) requireLength('the weights', weights, rows)
    const ofEqualWeight = new Map<Sample, number>()
    return Float64Array.from({ length: rows }, (_, row) => {
      const sample = (groups === undefined ? undefined : this.#ofGroup.get(groups[row])) ?? this.#all
      if (weights !== undefined) {
        requirePositive('weights', weights[row], row)
        return quantileWithSelf(sample, coverage, weights[row])
      }
      const bound = ofEqualWeight.get(sample) ?? quantileWithSelf(sample, coverage, 1)
      ofEqualWeight.set(sample, bound)
      return bound
    })
  }

  toJSON(): SerialisedSample[] {
    const plain = (group: string | null, { scores, cumulative }: Sample): SerialisedSample => ({
      group,
      scores: Array.from(scores),
      ...(cumulative === undefined ? {} : { cumulative: Array.from(cumulative) }),
    })
    return [plain(null, this.#all), ...Array.from(this.#ofGroup, ([group, sample]) => plain(group, sample))]
  }

  /** @throws ForetellError `MODEL_UNREADABLE` */
  static read(json: Serialised): Nonconformity {
    const [all, ...groups] = json.items(MOST_GROUPS)
    if (all === undefined) throw json.not('at least one sample')
    const ofGroup = groups.map((sample): [string, Sample] => [sample.at('group').text(), readSample(sample)])
    if (new Set(ofGroup.map(([group]) => group)).size < ofGroup.length) throw json.not('different groups')
    return new Nonconformity(readSample(all), new Map(ofGroup))
  }
}

/** More than any calibration has; longer lists are refused before they are read. */
const MOST_GROUPS = 1_000_000
const MOST_SCORES = 10_000_000

function readSample(json: Serialised): Sample {
  const scores = json.at('scores').numbers({ most: MOST_SCORES })
  if (scores.some((score, at) => at > 0 && score < scores[at - 1])) {
    throw json.at('scores').not('ascending scores')
  }
  if (!json.has('cumulative')) return { scores }
  const cumulative = json.at('cumulative').numbers(scores.length, 0)
  if (cumulative.some((sum, at) => sum <= (at > 0 ? cumulative[at - 1] : 0))) {
    throw json.at('cumulative').not('rising sums')
  }
  return { scores, cumulative }
}

function sampleOf(
  scores: Float64Array,
  weights: ArrayLike<number> | undefined,
  rows: readonly number[],
): Sample {
  const order = rows.toSorted((a, b) => scores[a] - scores[b] || a - b)
  const sorted = Float64Array.from(order, (row) => scores[row])
  if (weights === undefined) return { scores: sorted }
  let sum = 0
  return { scores: sorted, cumulative: Float64Array.from(order, (row) => (sum += weights[row])) }
}

/** Forgives that 0.7 x 10 is a little more than 7. */
const SLACK = 1e-9

function quantileWithSelf({ scores, cumulative }: Sample, coverage: number, ownWeight: number): number {
  const total = (cumulative === undefined ? scores.length : (cumulative.at(-1) ?? 0)) + ownWeight
  const wanted = coverage * total * (1 - SLACK)
  let low = 0
  let high = scores.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative === undefined ? middle + 1 : cumulative[middle]) >= wanted) high = middle
    else low = middle + 1
  }
  return low < scores.length ? scores[low] : Infinity
}

/** @throws ForetellError `DATASET_INVALID` */
export function requirePositive(what: string, value: number, row: number): void {
  if (value > 0 && value < Infinity) return
  throw new ForetellError('DATASET_INVALID', {
    values: { expected: `finite ${what} above 0`, got: `${value} in row ${row}` },
  })
}
