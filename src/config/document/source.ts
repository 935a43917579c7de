import { told } from '../mistakes.js'
import { isObject, knownOptions } from '../option.js'
import { columnOptions, documentEventSourceOptions, documentTableOptions } from '../options.js'
import type { Path } from '../origin.js'
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
  const candidates = ['file', 'table']
  const [name = ''] = Object.keys(written)
  const got = Object.keys(written).join(', ') || 'nothing'
  reading.mistakes.add(path, { expected: '`file` (events) or `table`', got, name, candidates })
  return told
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
    format: format ?? formatByEnding(file),
    path: file,
    events:
      events === undefined ? undefined : readEvents(events, [...path, 'events'], declared.events, reading),
    entity: readEntityName(entity, declared),
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

function formatByEnding(file: unknown): string {
  const ending = typeof file === 'string' ? /\.(\w+)(\.gz)?$/.exec(file)?.[1]?.toLowerCase() : undefined
  return formatOfEnding[ending as keyof typeof formatOfEnding] ?? ending ?? 'unknown'
}
