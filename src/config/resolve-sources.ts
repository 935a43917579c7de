import { type Mistakes, shown, told } from './mistakes.js'
import { isObject, readOptions, without } from './option.js'
import { columnOptions, eventSourceOptions } from './options.js'
import type { Path } from './origin.js'
import type { EventSourcePlan, SourcePlan } from './plan.js'
import { resolveMapped, resolveTest } from './resolve-mapping.js'
import type { ColumnNode, FileFormat } from './source.js'
import { filePath, type SourceScope } from './source-scope.js'
import { resolveTable } from './resolve-table.js'
import { checkPlainName, isEntity, isEvent } from './vocabulary.js'

const formats = ['csv', 'ndjson', 'parquet']

/** Checks the declared sources. Those with a mistake that leaves nothing to plan are left out. */
export function resolveSources(
  sources: Readonly<Record<string, unknown>>,
  scope: SourceScope,
): readonly SourcePlan[] {
  return Object.entries(sources).flatMap(([name, source]) => resolveSource(name, source, scope) ?? [])
}

function resolveSource(name: string, source: unknown, scope: SourceScope): SourcePlan | undefined {
  const path = ['sources', name]
  checkPlainName(name, path, 'the name of a source', scope.mistakes)
  if (source === told) return undefined
  if (!isObject(source) || typeof source['kind'] !== 'string') {
    const expected = "a source, such as csv('events.csv', { events: [login] }) or table('customers.csv')"
    scope.mistakes.add(path, { expected, got: shown(source) })
    return undefined
  }
  return source['kind'] === 'table'
    ? resolveTable(name, source, path, scope)
    : resolveEvents(name, source, path, scope)
}

function resolveEvents(
  name: string,
  written: Readonly<Record<string, unknown>>,
  path: Path,
  scope: SourceScope,
): EventSourcePlan | undefined {
  const { mistakes, vocabulary } = scope
  const { kind, format, path: file } = written
  if (kind !== 'events' || (format !== told && !formats.includes(String(format)))) {
    mistakes.unknown(path, 'a source in a format', String(format ?? kind), formats)
    return undefined
  }
  const options = readOptions(eventSourceOptions, without(written, 'kind', 'format', 'path'), path, mistakes)
  const entity = entityName(options.entity, [...path, 'entity'], scope)
  const events = eventNames(options.events, [...path, 'events'], mistakes)
  const absolutePath = filePath(file, path, scope)
  const columns = readOptions(columnOptions, options.columns ?? {}, [...path, 'columns'], mistakes)
  const mapping = Object.entries(columns).map(([part, mapped]) => [
    part,
    mapped === undefined ? undefined : resolveMapped(mapped, [...path, 'columns', part], mistakes),
  ])
  const properties = events.flatMap((event) => Object.keys(vocabulary.events.get(event)?.properties ?? {}))
  const traits = Object.keys(vocabulary.entities.get(entity ?? '')?.traits ?? {})
  const plan = {
    properties: mappings(
      options.properties,
      [...path, 'properties'],
      'a property of the events',
      properties,
      mistakes,
    ),
    traits: mappings(
      options.traits,
      [...path, 'traits'],
      `a trait of ${entity ?? 'the entity'}`,
      traits,
      mistakes,
    ),
    skip: options.skip === undefined ? undefined : resolveTest(options.skip, [...path, 'skip'], mistakes),
  }
  if (absolutePath === undefined || entity === undefined || format === told) return undefined
  return {
    kind: 'events',
    name,
    format: format as FileFormat,
    path: absolutePath,
    delimiter: options.delimiter,
    entity,
    events,
    columns: Object.fromEntries(mapping) as EventSourcePlan['columns'],
    ...plan,
    timeFormat: options.timeFormat,
    timeZone: options.timeZone,
  }
}

/**
 * The entity a source or prediction is about.
 * @returns undefined, with a mistake told, when there are several and it does not say which
 */
export function entityName(
  written: unknown,
  path: Path,
  { vocabulary, mistakes }: Omit<SourceScope, 'root'>,
): string | undefined {
  if (written === told) return undefined
  if (isEntity(written)) return written.name
  const names = [...vocabulary.entities.keys()]
  if (written !== undefined) {
    if (typeof written === 'string') mistakes.unknown(path, 'an entity', written, names)
    else mistakes.add(path, { expected: "an entity, such as entity('customer')", got: shown(written) })
    return undefined
  }
  const [only, ...others] = names
  if (others.length === 0) return only
  mistakes.add(path, { expected: `one of the entities ${names.join(', ')}`, got: 'nothing' })
  return undefined
}

function eventNames(written: unknown, path: Path, mistakes: Mistakes): readonly string[] {
  if (written === undefined) return [] // told as missing
  if (!Array.isArray(written)) {
    mistakes.add(path, { expected: "a list of events, such as [event('login', {})]", got: shown(written) })
    return []
  }
  if (written.length === 0) mistakes.add(path, { expected: 'at least one event', got: 'an empty list' })
  return written.flatMap((each: unknown, index) => {
    if (isEvent(each)) return [each.name]
    mistakes.add([...path, index], { expected: "an event, such as event('login', {})", got: shown(each) })
    return []
  })
}

function mappings(
  written: unknown,
  path: Path,
  what: string,
  names: readonly string[],
  mistakes: Mistakes,
): Readonly<Record<string, ColumnNode>> {
  if (written === undefined) return {}
  if (!isObject(written)) {
    mistakes.add(path, { expected: 'columns by name, such as { amount: "Amount" }', got: shown(written) })
    return {}
  }
  const read = Object.entries(written).flatMap(([name, mapped]) => {
    if (!names.includes(name)) mistakes.unknown([...path, name], what, name, [...new Set(names)])
    const node = resolveMapped(mapped, [...path, name], mistakes)
    return node === undefined ? [] : [[name, node] as const]
  })
  return Object.fromEntries(read)
}
