import { listed, shown, told } from '../mistakes.js'
import { isObject, knownOptions, without } from '../option.js'
import { columnOptions, documentEventSourceOptions, documentTableOptions } from '../options.js'
import type { Path } from '../origin.js'
import { joined } from '../words.js'
import { type Declared, readEntityName, readEvents, readTypes } from './names.js'
import { placed, type Reading, type Written } from './reading.js'
import { readMapped, readTest } from './row-value.js'

const formatOfEnding = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  parquet: 'parquet',
}

/** Reads a source: a file of events (`file`) or a table (`table`). */
export function readSource(written: Written, path: Path, declared: Declared, reading: Reading): unknown {
  if ('table' in written) return readTable(written, path, reading)
  if ('file' in written) return readEventSource(written, path, declared, reading)
  const names = Object.keys(written)
  const strange = names.find((name) => !(name in documentEventSourceOptions)) ?? ''
  const got = listed(names)
  const expected = '`file` (events) or `table`'
  reading.mistakes.add(path, { expected, got, name: strange, candidates: ['file', 'table'] })
  // The events in it are still known, so that what speaks of them is not told as well.
  return readEventSource({ ...without(written, strange), file: told, format: told }, path, declared, reading)
}

/** Reads a table, among the sources or within a prediction. */
export function readTable(written: Written, path: Path, reading: Reading): object {
  const { table, key, columns } = knownOptions(documentTableOptions, written, path, reading.mistakes)
  const types = readTypes(columns, [...path, 'columns'], reading)
  return placed({ kind: 'table', path: table, key, columns: types }, path, reading)
}

function readEventSource(written: Written, path: Path, declared: Declared, reading: Reading): object {
  const known = knownOptions(documentEventSourceOptions, written, path, reading.mistakes)
  const { file, format, events, entity, properties, traits, skip, columns, ...others } = known
  const source = {
    kind: 'events',
    format: format ?? formatByEnding(file, [...path, 'file'], reading),
    path: file,
    events:
      events === undefined ? undefined : readEvents(events, [...path, 'events'], declared.events, reading),
    entity: readEntityName(entity, [...path, 'entity'], declared, reading),
    columns: readColumns(columns, others, path, reading),
    properties: readMappings(properties, [...path, 'properties'], reading),
    traits: readMappings(traits, [...path, 'traits'], reading),
    skip: skip === undefined ? undefined : readTest(skip, [...path, 'skip'], reading),
    timeFormat: others['timeFormat'],
    timeZone: others['timeZone'],
    delimiter: others['delimiter'],
  }
  return placed(source, path, reading)
}

/** `id`, `time`, `event`, ... beside the file, or below `columns` as in a module. */
function readColumns(columns: unknown, beside: Written, path: Path, reading: Reading): unknown {
  const direct = Object.keys(columnOptions)
    .filter((part) => beside[part] !== undefined)
    .map((part) => [part, readMapped(beside[part], [...path, part], reading)])
  const below = readMappings(columns, [...path, 'columns'], reading)
  if (below !== undefined && !isObject(below)) return below
  return { ...below, ...Object.fromEntries(direct) }
}

function readMappings(written: unknown, path: Path, reading: Reading): unknown {
  if (!isObject(written)) return written
  return Object.fromEntries(
    Object.entries(written).map(([name, mapped]) => [name, readMapped(mapped, [...path, name], reading)]),
  )
}

/** @returns `told` for an ending that says nothing; a file that is no text is for `resolve` to tell */
function formatByEnding(file: unknown, path: Path, { mistakes }: Reading): unknown {
  if (typeof file !== 'string') return told
  const ending = /\.(\w+)(\.gz)?$/.exec(file)?.[1]?.toLowerCase() ?? ''
  if (ending in formatOfEnding) return formatOfEnding[ending as keyof typeof formatOfEnding]
  const endings = joined(Object.keys(formatOfEnding), 'or')
  mistakes.add(path, { expected: `a file that ends in ${endings}, or a format`, got: shown(file) })
  return told
}
