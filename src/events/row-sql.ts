import type { ColumnNode, RowTest } from '../config/source.js'
import { noNumberSql, booleanSql, type NumberStyle, numberSql } from '../sources/number-text.js'
import { literal } from '../warehouse/identifier.js'

/** How the columns that an expression names are found in the staging table. */
export interface RowColumns {
  /**
   * SQL of the column's text.
   * @throws ForetellError `COLUMN_NOT_FOUND`
   */
  sql(name: string): string
  /** How numbers are written in the column. */
  style(name: string): NumberStyle
}

/**
 * Compiles what a configuration computes of a row into SQL. Names become columns that exist, values become
 * literals: no text of a configuration reaches the statement in any other way.
 */
export class RowSql {
  constructor(readonly columns: RowColumns) {}

  /** SQL of the value as text (String), empty where there is none. */
  text(node: ColumnNode): string {
    switch (node.kind) {
      case 'field':
        return this.columns.sql(node.column)
      case 'constant':
        return literal(String(node.value))
      case 'arithmetic':
        return `ifNull(toString(${this.number(node)}), '')`
      case 'when':
        return `if(${this.test(node.test)}, ${this.text(node.then)}, ${this.text(node.otherwise)})`
    }
  }

  /** SQL of the value as a number (Nullable(Float64)); NULL where there is none, and for a division by zero. */
  number(node: ColumnNode): string {
    switch (node.kind) {
      case 'field': {
        const value = this.columns.sql(node.column)
        return `if(${noNumberSql(value)}, NULL, ${numberSql(value, this.columns.style(node.column))})`
      }
      case 'constant':
        return constantNumber(node.value)
      case 'arithmetic': {
        const left = this.number(node.left)
        const right = this.number(node.right)
        if (node.operator === '/') return `(${left} / nullIf(${right}, 0))`
        return `(${left} ${node.operator} ${right})`
      }
      case 'when':
        return `if(${this.test(node.test)}, ${this.number(node.then)}, ${this.number(node.otherwise)})`
    }
  }

  /**
   * SQL of a yes or no of the row (never NULL). A value that is missing or no number meets no comparison of
   * numbers; `isNot` is the opposite of `is`, so a missing value is not five.
   */
  test({ left, comparison, value }: RowTest): string {
    switch (comparison) {
      case 'is':
        return this.#equals(left, value)
      case 'isNot':
        return `NOT ${this.#equals(left, value)}`
      case 'startsWith':
        return `startsWith(${this.text(left)}, ${literal(String(value))})`
      case 'matches':
        return `match(${this.text(left)}, ${literal(String(value))})`
      case 'isEmpty':
        return `(trimBoth(${this.text(left)}) = '')`
      case 'atLeast':
        return this.#compares(left, '>=', value)
      case 'atMost':
        return this.#compares(left, '<=', value)
      case 'moreThan':
        return this.#compares(left, '>', value)
      case 'lessThan':
        return this.#compares(left, '<', value)
    }
  }

  #equals(left: ColumnNode, value: RowTest['value']): string {
    if (typeof value === 'number') return this.#compares(left, '=', value)
    const text = this.text(left)
    if (typeof value === 'boolean') return `ifNull(${booleanSql(text)} = ${value}, false)`
    return `(${text} = ${literal(value)})`
  }

  #compares(left: ColumnNode, operator: string, value: RowTest['value']): string {
    return `ifNull(${this.number(left)} ${operator} ${constantNumber(value)}, false)`
  }
}

function constantNumber(value: RowTest['value']): string {
  const number = Number(value)
  return Number.isFinite(number) ? `CAST(${number}, 'Nullable(Float64)')` : `CAST(NULL, 'Nullable(Float64)')`
}

/** The columns that a node reads, each once. */
export function columnsOf(node: ColumnNode): readonly string[] {
  switch (node.kind) {
    case 'field':
      return [node.column]
    case 'constant':
      return []
    case 'arithmetic':
      return [...new Set([...columnsOf(node.left), ...columnsOf(node.right)])]
    case 'when':
      return [
        ...new Set([...columnsOf(node.test.left), ...columnsOf(node.then), ...columnsOf(node.otherwise)]),
      ]
  }
}
