import { entity, type EntityReference, type EventReference, type Fields, type FieldType } from '../event.js'
import { shown, told } from '../mistakes.js'
import { isObject } from '../option.js'
import type { Path } from '../origin.js'
import { asObject, onlyKeys, placed, type Reading } from './reading.js'

/** What the top of a document declares. */
export interface Declared {
  readonly entities: ReadonlyMap<string, EntityReference>
  /** Undefined when the document has no `events` at the top: then sources may name any. */
  readonly events: readonly EventReference[] | undefined
}

export function readEntities(
  written: unknown,
  path: Path,
  reading: Reading,
): ReadonlyMap<string, EntityReference> {
  if (written === undefined || written === null) return new Map()
  const entities = asObject(written, path, 'entities by name', reading) ?? {}
  return new Map(
    Object.entries(entities).map(([name, parts]) => {
      const at = [...path, name]
      const options = asObject(parts ?? {}, at, 'an object with traits', reading) ?? {}
      onlyKeys(options, ['traits'], at, 'an entity', reading)
      const traits = readTypes(options['traits'], [...at, 'traits'], reading)
      return [name, placed(entity(name, { traits }), at, reading)]
    }),
  )
}

/**
 * Reads event types: by name with their properties, or a list of names, which may stand for declared ones.
 * @param declared event types of the top of the document; undefined when it has none, and any name will do
 */
export function readEvents(
  written: unknown,
  path: Path,
  declared: readonly EventReference[] | undefined,
  reading: Reading,
): readonly EventReference[] {
  if (Array.isArray(written)) {
    return written.map((name: unknown, index) => readEventName(name, [...path, index], declared, reading))
  }
  const events = asObject(written, path, 'events with their properties, or a list of names', reading) ?? {}
  return Object.entries(events).map(([name, properties]) => {
    const at = [...path, name]
    return placed({ name, properties: readTypes(properties, at, reading) }, at, reading)
  })
}

/** One event by its name. An undeclared one has no properties; `resolve` tells names that are nowhere. */
function readEventName(
  name: unknown,
  path: Path,
  declared: readonly EventReference[] | undefined,
  { mistakes, ...reading }: Reading,
): EventReference {
  const known = declared?.find((event) => event.name === name)
  if (known !== undefined) return known
  const text = typeof name === 'string' ? name : ''
  if (typeof name !== 'string') mistakes.add(path, { expected: 'the name of an event', got: shown(name) })
  else if (declared !== undefined)
    mistakes.unknown(
      path,
      'one of the events',
      name,
      declared.map((event) => event.name),
    )
  return placed({ name: text, properties: {} }, path, { mistakes, ...reading })
}

/**
 * An entity by its name. Where the top declares entities it must be one of them; what is no name is handed on,
 * for `resolve` to tell.
 */
export function readEntityName(
  written: unknown,
  path: Path,
  { entities }: Declared,
  { mistakes }: Reading,
): unknown {
  const [only, ...others] = entities.values()
  if (written === undefined) return others.length === 0 ? only : undefined
  if (typeof written !== 'string') return written
  if (entities.size === 0) return entity(written)
  const known = entities.get(written)
  if (known !== undefined) return known
  mistakes.unknown(path, 'one of the entities', written, [...entities.keys()])
  return told
}

/** Types by name: `number`, or `{ type: number, unit: USD }`. Whether there is such a type is `resolve`'s to say. */
export function readTypes(written: unknown, path: Path, reading: Reading): Fields {
  const types = asObject(written ?? {}, path, 'types by name, such as { amount: number }', reading) ?? {}
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, readType(type, [...path, name], reading)]),
  ) as Fields
}

function readType(written: unknown, path: Path, reading: Reading): FieldType | typeof told {
  if (!isObject(written)) return { kind: written as FieldType['kind'] }
  if (!onlyKeys(written, ['type', 'unit'], path, 'a type', reading)) return told
  const { type, unit } = written
  return { kind: type as FieldType['kind'], ...(unit === undefined ? {} : { unit: unit as string }) }
}
