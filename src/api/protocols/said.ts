import type { JsonValue } from '../../events/live/arriving-event.js'

/** A message of a client before anything of it is known. */
export type Said = Readonly<Record<string, unknown>>

/** An object of a message; undefined for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, JsonValue>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as Readonly<Record<string, JsonValue>>
}

/** A text; clients write ids as numbers too. Undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

/** A time as it was written. What is no text and no number is said to be none by whoever reads it. */
export function timeOf(value: unknown): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

/**
 * Whether a message is longer than so many bytes as JSON. Most are so short that their texts need only be counted
 * through.
 */
export function isLonger(value: unknown, bytes: number): boolean {
  if (roughLength(value) * mostBytesOfUnit <= bytes) return false
  return Buffer.byteLength(JSON.stringify(value)) > bytes
}

/** A UTF-16 unit is at most so many bytes as JSON: a control character is written as `\u0000`. */
const mostBytesOfUnit = 6

/** Units of a value as JSON, rather too many. */
function roughLength(value: unknown): number {
  if (typeof value === 'string') return value.length + 3
  if (typeof value !== 'object' || value === null) return 25
  let length = 2
  for (const key in value) length += key.length + 4 + roughLength((value as Said)[key])
  return length
}
