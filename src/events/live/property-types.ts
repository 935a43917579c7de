import type { FieldType, Fields } from '../../config/event.js'
import { missingNumbers, missingWords, noWords, yesWords } from '../../sources/number-text.js'
import type { JsonValue } from './arriving-event.js'
import { momentOf } from './moment.js'
import type { Leaf } from './values.js'

/** Nothing: the value says that there is none. */
const MISSING = undefined
/** What it says cannot be of its type. */
const WRONG = Symbol('wrong')

const noNumbers = new Set(missingNumbers)
const nothing = new Set(missingWords)
const yes = new Set(yesWords)
const no = new Set(noWords)

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A property that is not of its declared type. */
export interface WrongType {
  readonly property: string
  readonly detail: string
}

/**
 * Makes declared properties what they are declared as, by the rules that hold for files (docs/sources.md): "12.5" is
 * a number and "yes" a boolean, a time is its ISO text, and words for nothing are taken out. What is not declared
 * stays as it came.
 */
export function applyTypes(leaves: Map<string, Leaf>, fields: Fields): WrongType | undefined {
  for (const property of Object.keys(fields)) {
    const found = leaves.get(property)
    if (found === undefined) continue
    const { kind } = fields[property]
    const value = readAs[kind](found)
    if (value === WRONG) {
      const shown = JSON.stringify(found).slice(0, 80)
      return { property, detail: `expected a ${kind} in ${property}, found ${shown}` }
    }
    if (value === MISSING) leaves.delete(property)
    else if (value !== found) leaves.set(property, value)
  }
  return undefined
}

/** Whether properties that are declared are already what they are declared as, or not there. */
export function haveTypes(properties: Readonly<Record<string, JsonValue>>, fields: Fields): boolean {
  for (const name in fields) {
    const value = properties[name]
    if (value === undefined || value === null) continue
    const { kind } = fields[name]
    if (kind === 'time' || typeof value !== kind || value === '') return false
  }
  return true
}

type Read = (found: Leaf) => Leaf | typeof MISSING | typeof WRONG

const readAs: Readonly<Record<FieldType['kind'], Read>> = {
  number(found) {
    if (typeof found === 'number') return found
    if (typeof found === 'boolean') return WRONG
    const text = found.trim()
    if (noNumbers.has(text.toLowerCase())) return MISSING
    const number = plainNumber.test(text) ? Number(text) : NaN
    return Number.isFinite(number) ? number : WRONG
  },
  boolean(found) {
    if (typeof found === 'boolean') return found
    const word = String(found).trim().toLowerCase()
    if (nothing.has(String(found))) return MISSING
    if (yes.has(word)) return true
    return no.has(word) ? false : WRONG
  },
  string(found) {
    return found === '' ? MISSING : String(found)
  },
  time(found) {
    if (typeof found === 'boolean') return WRONG
    if (typeof found === 'string' && nothing.has(found)) return MISSING
    const moment = momentOf(found)
    if (moment === 'no_time') return MISSING
    return typeof moment === 'number' ? new Date(moment).toISOString() : WRONG
  },
}
