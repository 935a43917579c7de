import { describeQuantity } from '../../config/describe.js'
import { describeClause } from '../../config/describe-condition.js'
import type { Comparison, ConditionNode, QuantityNode, Value } from '../../config/expression.js'
import type { Column } from '../../ml/frame.js'
import { ForetellError } from '../../shared/errors.js'
import { nearestNames } from '../nearest-names.js'
import type { TableTarget } from './target-expression.js'

/** The target of every row of a table, NaN where it is missing, and how it was read. */
export interface TargetValues {
  readonly task: 'classification' | 'regression'
  readonly values: Float64Array
  /** For people: `Churn is Yes`, `Recency is more than 90`, `Monetary`. */
  readonly description: string
  /** The value that counts as 1, where a column of two values was given. */
  readonly positive: string | null
  /** Things the user should know of how the target was read. */
  readonly notes: readonly string[]
}

export interface TargetOptions {
  /** The value that counts as 1; by default yes, true, 1 and the like, otherwise the rarer one. */
  readonly positive?: string | undefined
  /** Asks for amounts where a column of two numbers would be read as two classes. */
  readonly task?: 'classification' | 'regression' | undefined
}

/** Columns are described without any events. */
const noEvents = { events: {} }

/** More values than this in a column of names are told no further. */
const shownValues = 8

/**
 * The outcome of each row.
 * @throws ForetellError `TARGET_UNKNOWN`, `TARGET_EMPTY`, `TARGET_SINGLE_CLASS`, `TARGET_MULTICLASS`,
 *   `TARGET_POSITIVE_UNKNOWN`
 */
export function targetValues(
  target: TableTarget,
  columns: readonly Column[],
  options: TargetOptions = {},
): TargetValues {
  const values =
    target.kind === 'condition'
      ? conditionTarget(target.condition, columns)
      : quantityTarget(target.quantity, columns, options)
  requireTwoOutcomes(values)
  return values
}

function conditionTarget(node: ConditionNode, columns: readonly Column[]): TargetValues {
  return {
    task: 'classification',
    values: evaluateCondition(node, columns),
    description: describeClause(node, noEvents),
    positive: null,
    notes: [],
  }
}

function quantityTarget(
  node: QuantityNode,
  columns: readonly Column[],
  { positive, task }: TargetOptions,
): TargetValues {
  const name = describeQuantity(node, noEvents)
  const column = node.kind === 'column' ? requireColumn(node.column, columns) : undefined
  if (column?.kind === 'category') return classTarget(name, column.levels, column.codes, positive)
  const numbers = evaluateQuantity(node, columns)
  const distinct = [...new Set(numbers.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b)
  if (task !== 'regression' && distinct.length <= 2) {
    const codeOf = new Map(distinct.map((value, code) => [value, code]))
    const codes = Int32Array.from(numbers, (value) => codeOf.get(value) ?? -1)
    return classTarget(name, distinct.map(String), codes, positive)
  }
  const few = distinct.length <= 10 && distinct.every(Number.isInteger)
  return {
    task: 'regression',
    values: numbers,
    description: name,
    positive: null,
    notes: few
      ? [
          `"${name}" has ${distinct.length} different whole numbers and is predicted as an amount; ask for one of ` +
            `them with a condition such as "${name} = ${distinct[0]}".`,
        ]
      : [],
  }
}

function classTarget(
  name: string,
  levels: readonly string[],
  codes: Int32Array,
  wanted: string | undefined,
): TargetValues {
  const counts = levels.map((level, code) => ({
    level,
    code,
    rows: codes.reduce((sum, own) => sum + (own === code ? 1 : 0), 0),
  }))
  const present = counts.filter(({ rows }) => rows > 0)
  if (present.length > 2 && wanted === undefined) throw multiclass(name, present)
  const positive =
    wanted === undefined
      ? positiveLevel(present)
      : present.find(({ level }) => level.toLowerCase() === wanted.trim().toLowerCase())
  if (positive === undefined) {
    if (wanted === undefined) return emptyTarget(name, codes.length)
    throw new ForetellError('TARGET_POSITIVE_UNKNOWN', {
      values: {
        name,
        positive: wanted,
        values: nearestNames(
          wanted,
          present.map(({ level }) => level),
          5,
        ),
      },
    })
  }
  return {
    task: 'classification',
    values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code === positive.code ? 1 : 0)),
    description: `${name} is ${positive.level}`,
    positive: positive.level,
    notes: wanted === undefined ? [`"${positive.level}" counts as yes in "${name}".`] : [],
  }
}

function emptyTarget(name: string, rows: number): TargetValues {
  return {
    task: 'classification',
    values: new Float64Array(rows).fill(Number.NaN),
    description: name,
    positive: null,
    notes: [],
  }
}

const yes =
  /^(1|1\.0|y|yes|true|t|positive|pos|churned|churn|left|exited|attrited.*|cancell?ed|converted|purchased|bought|won|default(ed)?|fraud|bad|>.*)$/i
const no = /^(0|0\.0|n|no|false|f|negative|neg|none|retained|stayed|existing.*|active|<.*)$/i

/** Yes, true, 1 and the like; what is not no; otherwise the rarer one. */
function positiveLevel<Level extends { level: string; rows: number }>(
  levels: readonly Level[],
): Level | undefined {
  const saysYes = levels.filter(({ level }) => yes.test(level.trim()))
  if (saysYes.length === 1) return saysYes[0]
  const notNo = levels.filter(({ level }) => !no.test(level.trim()))
  if (notNo.length === 1) return notNo[0]
  return [...levels].sort((a, b) => a.rows - b.rows || (a.level < b.level ? 1 : -1)).at(0)
}

function multiclass(name: string, levels: readonly { level: string; rows: number }[]): ForetellError {
  const frequent = [...levels].sort((a, b) => b.rows - a.rows)
  const shown = frequent.slice(0, shownValues).map(({ level, rows }) => `${level} (${rows})`)
  const more = frequent.length > shownValues ? ', ...' : ''
  return new ForetellError('TARGET_MULTICLASS', {
    values: { name, count: levels.length, values: `${shown.join(', ')}${more}`, first: frequent[0].level },
  })
}

function requireTwoOutcomes({ task, values, description }: TargetValues): void {
  const known = values.filter((value) => !Number.isNaN(value))
  const name = description
  if (known.length === 0) {
    throw new ForetellError('TARGET_EMPTY', { values: { name, rows: values.length } })
  }
  const distinct = new Set(known)
  if (distinct.size > 1) return
  const [only] = distinct
  throw new ForetellError('TARGET_SINGLE_CLASS', {
    values: {
      name,
      rows: known.length,
      value: task === 'regression' ? String(only) : only === 1 ? 'the outcome' : 'no such outcome',
    },
  })
}

/** 1, 0, or NaN where a quantity it needs is missing: a row whose outcome is unknown is not a no. */
function evaluateCondition(node: ConditionNode, columns: readonly Column[]): Float64Array {
  switch (node.kind) {
    case 'compare':
      return compare(node.quantity, node.comparison, node.value, columns)
    case 'not':
      return evaluateCondition(node.condition, columns).map((value) => 1 - value)
    case 'all':
      return combine(node.conditions, columns, Math.min)
    case 'any':
      return combine(node.conditions, columns, Math.max)
  }
}

function combine(
  conditions: readonly ConditionNode[],
  columns: readonly Column[],
  both: (a: number, b: number) => number,
): Float64Array {
  // Math.min and Math.max give NaN as soon as one is NaN.
  return conditions
    .map((condition) => evaluateCondition(condition, columns))
    .reduce((so, next) => so.map((value, row) => both(value, next[row])))
}

function compare(
  quantity: QuantityNode,
  comparison: Comparison,
  value: Value,
  columns: readonly Column[],
): Float64Array {
  const column = quantity.kind === 'column' ? requireColumn(quantity.column, columns) : undefined
  if (column?.kind === 'category') {
    const wanted = String(value)
    const holds = column.levels.map((level) => {
      const number = Number(level)
      const order = comparison !== 'is' && comparison !== 'isNot'
      return order
        ? compareNumbers(number, comparison, Number(value))
        : (sameText(level, wanted) ? 1 : 0) === (comparison === 'is' ? 1 : 0)
    })
    return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : Number(holds[code])))
  }
  const bound = typeof value === 'boolean' ? Number(value) : Number(value)
  return evaluateQuantity(quantity, columns).map((number) =>
    Number.isNaN(number) ? Number.NaN : Number(compareNumbers(number, comparison, bound)),
  )
}

function sameText(level: string, wanted: string): boolean {
  return level.trim() === wanted.trim() || level.trim().toLowerCase() === wanted.trim().toLowerCase()
}

function compareNumbers(left: number, comparison: Comparison, right: number): boolean {
  switch (comparison) {
    case 'is':
      return left === right
    case 'isNot':
      return left !== right
    case 'atLeast':
      return left >= right
    case 'atMost':
      return left <= right
    case 'moreThan':
      return left > right
    case 'lessThan':
      return left < right
  }
}

/** Of a table only columns, and ratios and scores of them, can be evaluated; anything else is missing. */
function evaluateQuantity(node: QuantityNode, columns: readonly Column[]): Float64Array {
  switch (node.kind) {
    case 'column': {
      const column = requireColumn(node.column, columns)
      return column.kind === 'numeric'
        ? column.values
        : Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : Number(column.levels[code])))
    }
    case 'ratio': {
      const above = evaluateQuantity(node.numerator, columns)
      const below = evaluateQuantity(node.denominator, columns)
      return above.map((value, row) => (below[row] === 0 ? Number.NaN : value / below[row]))
    }
    case 'score': {
      const parts = node.parts.map((part) => ({ ...part, values: evaluateQuantity(part.of, columns) }))
      const weight = parts.reduce((sum, part) => sum + part.weight, 0)
      return parts[0].values.map((_, row) => {
        const sum = parts.reduce((so, { values, from, to, weight: own }) => {
          const scaled = (values[row] - from) / (to - from)
          return so + own * (Number.isNaN(scaled) ? 0 : Math.min(1, Math.max(0, scaled)))
        }, 0)
        return sum / weight
      })
    }
    case 'count':
    case 'aggregate':
    case 'activeDays':
    case 'sessions':
    case 'daysSince':
    case 'trait':
      throw new ForetellError('INTERNAL', { values: { what: `a ${node.kind} in the label of a table` } })
  }
}

function requireColumn(name: string, columns: readonly Column[]): Column {
  const column = columns.find((candidate) => candidate.name === name)
  if (column !== undefined) return column
  throw new ForetellError('TARGET_UNKNOWN', {
    values: {
      name,
      nearest: nearestNames(
        name,
        columns.map((candidate) => candidate.name),
      ),
    },
  })
}
