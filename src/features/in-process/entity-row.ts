import type { RelationColumn } from '../sql/text.js'
import type { Value } from './value.js'

/** A row of a relation as JSON: its `entity_id`, and by the name of each column a number, a text or NULL. */
export type EntityRow = Readonly<Record<string, number | string | null>>

/** Settings under which rows are as `valueIn` reads them: numbers that JSON cannot write come as texts. */
export const rowSettings = { output_format_json_quote_denormals: 1 } as const

export function valueIn(row: EntityRow, { name, type }: RelationColumn): Value {
  const value = row[name] ?? null
  return type === 'number' && typeof value === 'string' ? unwritable(value) : value
}

function unwritable(text: string): number {
  if (text === 'inf') return Infinity
  return text === '-inf' ? -Infinity : NaN
}
