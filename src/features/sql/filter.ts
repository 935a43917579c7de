import type { Comparison, Filter, Value } from '../../config/expression.js'
import { literal } from '../../warehouse/identifier.js'
import type { PropertyKind } from '../../warehouse/property.js'
import { numberLiteral, type SqlValue } from './text.js'

const operators: Readonly<Record<Comparison, string>> = {
  is: '=',
  isNot: '!=',
  atLeast: '>=',
  atMost: '<=',
  moreThan: '>',
  lessThan: '<',
}

/** The test of one property of a row, where a property that is missing is a no. */
export function filterTest(test: Filter[number], column: string, kind: PropertyKind | undefined): string {
  const value =
    kind === 'string' || kind === 'time' || (kind === undefined && typeof test.value === 'string')
      ? literal(String(test.value))
      : numberOf(test.value)
  return `ifNull(${column} ${operators[test.comparison]} ${value}, 0)`
}

/** A comparison of an entity's quantity with a value, where a quantity that is missing is a no. */
export function comparisonTest({ sql, type }: SqlValue, comparison: Comparison, value: Value): string {
  const operator = operators[comparison]
  if (type === 'text') return `ifNull(${sql} ${operator} ${literal(String(value))}, 0)`
  const test = `${sql} ${operator} ${numberOf(value)}`
  // NaN differs from everything and is on neither side of anything.
  return comparison === 'isNot' ? `(${test} AND NOT isNaN(${sql}))` : test
}

/** A number, a boolean as 1 or 0, or a text that is none as NaN, which nothing equals. */
function numberOf(value: Value): string {
  const number = Number(value)
  return Number.isFinite(number) && value !== '' ? numberLiteral(number) : 'nan'
}
