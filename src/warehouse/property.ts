import { identifier } from './identifier.js'

/** How a stored property is read. `time` is text in ISO 8601. */
export type PropertyKind = 'number' | 'string' | 'boolean' | 'time'

/**
 * SQL that reads one property of an event from the `properties` column; NULL when the event does not have it or
 * has it as another type. This is the only place that knows how properties are stored.
 *
 * A number is read as two types, because the JSON column stores 7.0 as an integer.
 * @param name any text; dots go into nested objects
 */
export function propertySql(name: string, kind: PropertyKind): string {
  const path = `properties.${identifier(name)}`
  switch (kind) {
    case 'number':
      return `coalesce(${path}.:Float64, toFloat64(${path}.:Int64))`
    case 'boolean':
      return `toFloat64(${path}.:Bool)`
    case 'string':
    case 'time':
      return `${path}.:String`
  }
}
