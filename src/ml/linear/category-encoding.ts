import type { CategoryColumn } from '../frame.js'

/** How a linear model reads a column of names: one coefficient a frequent level, one for all rare ones together. */
export interface CategoryEncoding {
  readonly kind: 'category'
  readonly name: string
  /** Levels with a coefficient of their own, in code-point order. */
  readonly frequent: readonly string[]
  /** Levels that share one, in code-point order. */
  readonly rare: readonly string[]
  /** Whether values were missing in training, so that absence has a coefficient of its own. */
  readonly absence: boolean
}

/** Fewer rows than this say little about a level on their own. */
const RARE_ROWS = 10
/** So many levels at most have a coefficient of their own: the most frequent ones. */
const MAX_LEVELS = 200

export function fitCategoryEncoding(column: CategoryColumn): CategoryEncoding {
  const rows = new Float64Array(column.levels.length)
  let missing = 0
  for (const code of column.codes) {
    if (code < 0) missing++
    else rows[code]++
  }
  const seen = column.levels
    .map((level, code) => ({ level, rows: rows[code] }))
    .filter((entry) => entry.rows > 0)
    .sort((a, b) => b.rows - a.rows || compareText(a.level, b.level))
  const frequent = seen.slice(0, MAX_LEVELS).filter((entry) => entry.rows >= RARE_ROWS)
  const rare = seen.slice(frequent.length)
  const inOrder = (entries: typeof seen): string[] => entries.map((entry) => entry.level).sort(compareText)
  return {
    kind: 'category',
    name: column.name,
    frequent: inOrder(frequent),
    rare: inOrder(rare),
    absence: missing > 0 && missing < column.codes.length,
  }
}

/** Number of coefficients: the frequent levels, then the rare ones together, then absence. */
export function categoryWidth(encoding: CategoryEncoding): number {
  return encoding.frequent.length + (encoding.rare.length > 0 ? 1 : 0) + (encoding.absence ? 1 : 0)
}

/**
 * Which coefficient each row takes, in [0, `categoryWidth`).
 * @returns -1 for a level that was never seen, and for a missing value when none was missing in training
 */
export function encodeCategories(column: CategoryColumn, encoding: CategoryEncoding): Int32Array {
  const places = new Map<string, number>()
  encoding.frequent.forEach((level, place) => places.set(level, place))
  for (const level of encoding.rare) places.set(level, encoding.frequent.length)
  const ofCode = column.levels.map((level) => places.get(level) ?? -1)
  const ofMissing = encoding.absence ? categoryWidth(encoding) - 1 : -1
  return column.codes.map((code) => (code < 0 ? ofMissing : ofCode[code]))
}

/** By code point and not by locale: a model must not depend on the machine's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
