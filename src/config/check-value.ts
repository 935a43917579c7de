import type { Fields } from './event.js'
import { type Complaint, shown } from './mistakes.js'
import { isValue } from './node.js'
import { isMistaken } from './vocabulary.js'

/** What a quantity is one of. `unknown`: a column of a table whose type the data decides. */
export type ValueKind = 'number' | 'string' | 'boolean' | 'time' | 'unknown'

const orderings = ['atLeast', 'atMost', 'moreThan', 'lessThan']
const comparisons = ['is', 'isNot', ...orderings]

/** What is wrong about comparing something of a kind with a value; undefined when nothing is. */
export function checkValue(kind: ValueKind, comparison: string, value: unknown): Complaint | undefined {
  if (!comparisons.includes(comparison)) {
    const expected = `a comparison (${comparisons.join(', ')})`
    return { expected, got: shown(comparison), name: comparison, candidates: comparisons }
  }
  const ordered = orderings.includes(comparison)
  if (ordered && (kind === 'string' || kind === 'boolean')) {
    return { expected: `is or isNot, because a ${kind} has no order`, got: comparison }
  }
  return fits(kind, ordered, value) ? undefined : { expected: expectedText[kind](ordered), got: shown(value) }
}

/**
 * What is wrong about comparing a count, which is a whole number of at least 0, with a number: that the answer is
 * always the same.
 */
export function checkCount(comparison: string, value: unknown): Complaint | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const pointless =
    value < 0 ||
    (value === 0 && (comparison === 'atLeast' || comparison === 'lessThan')) ||
    (!Number.isInteger(value) && (comparison === 'is' || comparison === 'isNot'))
  const got = `${comparison} ${value}, which decides nothing`
  return pointless ? { expected: 'a value that a count can be on either side of', got } : undefined
}

/** The kind of a declared field. One whose type is itself mistaken is not held against what speaks of it. */
export function kindOf(fields: Fields, name: string): ValueKind | undefined {
  const type = Object.hasOwn(fields, name) ? fields[name] : undefined
  return type === undefined || !isMistaken(type) ? type?.kind : 'unknown'
}

function fits(kind: ValueKind, ordered: boolean, value: unknown): boolean {
  switch (kind) {
    case 'unknown':
      return isValue(value) && (!ordered || typeof value === 'number')
    case 'time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === kind && isValue(value)
  }
}

const expectedText: Readonly<Record<ValueKind, (ordered: boolean) => string>> = {
  number: () => 'a number',
  string: () => 'a text',
  boolean: () => 'true or false',
  time: () => 'a time written as text, such as "2026-11-21"',
  unknown: (ordered) => (ordered ? 'a number' : 'a number, a text, or true or false'),
}
