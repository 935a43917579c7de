import type { Comparison, ConditionNode, QuantityNode } from '../../config/expression.js'
import { ForetellError } from '../../shared/errors.js'
import { nearestNames } from '../nearest-names.js'

/** What is predicted of a table: a column as it is, or a condition on one. */
export type TableTarget =
  | { readonly kind: 'quantity'; readonly quantity: QuantityNode }
  | { readonly kind: 'condition'; readonly condition: ConditionNode }

/** Longer ones first, so that `>=` is not read as `>`. */
const comparisons: readonly (readonly [sign: string, comparison: Comparison])[] = [
  ['>=', 'atLeast'],
  ['<=', 'atMost'],
  ['!=', 'isNot'],
  ['<>', 'isNot'],
  ['==', 'is'],
  ['>', 'moreThan'],
  ['<', 'lessThan'],
  ['=', 'is'],
]

/**
 * Reads what stands after `--target`: the name of a column, or a condition such as `Recency > 90` or
 * `status = "left"`. A column of exactly that name goes before everything, whatever signs are in it; names match
 * without regard to case when no other does.
 * @throws ForetellError `TARGET_UNKNOWN`
 */
export function readTarget(text: string, columns: readonly string[]): TableTarget {
  const whole = columnNamed(text, columns)
  if (whole !== undefined) return { kind: 'quantity', quantity: columnNode(whole) }
  for (const [sign, comparison] of comparisons) {
    const at = text.indexOf(sign)
    if (at <= 0) continue
    const column = columnNamed(text.slice(0, at), columns)
    const value = unquoted(text.slice(at + sign.length).trim())
    if (column === undefined || value === '') continue
    return {
      kind: 'condition',
      condition: { kind: 'compare', quantity: columnNode(column), comparison, value: typed(value) },
    }
  }
  const name = /^[^<>=!]+/.exec(text)?.[0].trim() ?? text
  throw new ForetellError('TARGET_UNKNOWN', { values: { name, nearest: nearestNames(name, columns) } })
}

/** The columns that an expression reads. */
export function columnsOf(target: TableTarget): ReadonlySet<string> {
  const names = new Set<string>()
  const ofQuantity = (node: QuantityNode): void => {
    if (node.kind === 'column') names.add(node.column)
    else if (node.kind === 'ratio') [node.numerator, node.denominator].forEach(ofQuantity)
    else if (node.kind === 'score') node.parts.forEach((part) => ofQuantity(part.of))
  }
  const ofCondition = (node: ConditionNode): void => {
    if (node.kind === 'compare') ofQuantity(node.quantity)
    else if (node.kind === 'not') ofCondition(node.condition)
    else node.conditions.forEach(ofCondition)
  }
  if (target.kind === 'quantity') ofQuantity(target.quantity)
  else ofCondition(target.condition)
  return names
}

/** The column's own spelling; undefined when there is none. */
export function columnNamed(name: string, columns: readonly string[]): string | undefined {
  const trimmed = name.trim()
  return (
    columns.find((column) => column === name) ??
    columns.find((column) => column.trim() === trimmed) ??
    columns.find((column) => column.trim().toLowerCase() === trimmed.toLowerCase())
  )
}

function columnNode(column: string): QuantityNode {
  return { kind: 'column', table: '', column }
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text
}

function typed(text: string): string | number {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
