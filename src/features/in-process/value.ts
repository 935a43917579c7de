/**
 * A value of an expression. Truth is 1 and 0. Integers of 64 bits are numbers too: times in milliseconds are exact in
 * them, and so is the sentinel that stands for "never".
 */
export type Value = number | string | null | Tuple | readonly Value[]

/** Told apart from an array, since `s.2` of an array of tuples is an array. */
export class Tuple {
  constructor(readonly parts: readonly Value[]) {}
}

/** Where values of names are, while expressions are evaluated: each name has a place of its own. */
export type Frame = Value[]
export type Evaluate = (frame: Frame) => Value

/** The engine's order: numbers by size with NaN last, texts by their bytes, tuples by their first parts that differ. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  if (a instanceof Tuple && b instanceof Tuple) {
    for (let index = 0; index < a.parts.length; index++) {
      const order = compareValues(a.parts[index], b.parts[index])
      if (order !== 0) return order
    }
    return 0
  }
  throw unexpected(a, 'a value that has an order')
}

function compareNumbers(a: number, b: number): number {
  if (a === b) return 0
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return a < b ? -1 : 1
}

/** By the bytes of UTF-8, which is the order of code points; JavaScript's own is that of UTF-16 units. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  for (let index = 0; index < a.length && index < b.length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left === right) continue
    // Surrogates stand for code points above all others.
    const [leftAbove, rightAbove] = [isSurrogate(left), isSurrogate(right)]
    return leftAbove === rightAbove ? left - right : leftAbove ? 1 : -1
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

/** The same for values that have the same bits, and for no others: 0 and -0 differ. */
export function keyOf(value: Value): string | number {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : value
  return JSON.stringify(value)
}

/** Neither 0 nor NULL. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== 0
}

export function numberIn(value: Value): number {
  if (typeof value === 'number') return value
  throw unexpected(value, 'a number')
}

export function textIn(value: Value): string {
  if (typeof value === 'string') return value
  throw unexpected(value, 'a text')
}

export function arrayIn(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[]
  throw unexpected(value, 'an array')
}

/** Names kinds and no value: it may be told in a log, and values are a customer's. */
export function unexpected(value: Value, expected: string): TypeError {
  return new TypeError(`expected ${expected}, not ${kindOf(value)}`)
}

function kindOf(value: Value): string {
  if (value === null) return 'NULL'
  if (value instanceof Tuple) return 'a tuple'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
