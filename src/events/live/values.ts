import type { JsonValue } from './arriving-event.js'

/** A value that is no object: what is left when objects have been taken apart. */
export type Leaf = string | number | boolean

/** Levels of objects that are taken apart; what lies deeper stays together as JSON text. */
const deepest = 16

/**
 * The values of an object by path: `{ address: { city: 'Bonn' } }` has `address.city`. A list is its JSON text; null
 * and what is no number of JSON is no value. Where two have one path, as `a.b` and `b` in `a`, the later one counts.
 */
export function leavesOf(object: Readonly<Record<string, JsonValue>>): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  take(object, '', 0, leaves)
  return leaves
}

function take(
  object: Readonly<Record<string, JsonValue>>,
  prefix: string,
  depth: number,
  leaves: Map<string, Leaf>,
): void {
  for (const key of Object.keys(object)) {
    const value = object[key]
    const path = prefix + key
    if (typeof value === 'object' && value !== null && !isList(value) && depth < deepest)
      take(value, `${path}.`, depth + 1, leaves)
    else if (typeof value === 'object' && value !== null) leaves.set(path, JSON.stringify(value))
    else if (value !== null && value !== undefined && isJson(value)) leaves.set(path, value)
  }
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** 1e400 is read as infinity. */
function isJson(value: Leaf): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

/**
 * The object's own JSON, where that is what its leaves would make: for objects without objects, lists and dots in
 * keys, which nearly all are. Undefined for others.
 */
export function flatText(object: Readonly<Record<string, JsonValue>>): string | undefined {
  for (const key in object) {
    const value = object[key]
    if (typeof value === 'number') {
      if (!(Math.abs(value) < beyondIntegers)) return undefined
    } else if (typeof value === 'object' && value !== null) return undefined
    if (key.includes('.')) return undefined
  }
  const json = JSON.stringify(object)
  return json.includes('\\ud') ? undefined : json
}

/** From here on a whole number is none that the warehouse's JSON reads as a signed one. */
const beyondIntegers = 2 ** 63

/** A value as JSON that the warehouse reads as what it is. */
export function leafText(leaf: Leaf): string {
  if (typeof leaf === 'string') return stringText(leaf)
  if (typeof leaf === 'number' && Math.abs(leaf) >= beyondIntegers) return leaf.toExponential()
  return String(leaf)
}

/** A text as JSON. Halves of characters, which no database stores, become the sign for them. */
export function stringText(text: string): string {
  const json = JSON.stringify(text)
  return json.includes('\\ud') ? JSON.stringify(Buffer.from(text).toString()) : json
}
