import { told } from '../mistakes.js'
import { isObject } from '../option.js'
import type { Path } from '../origin.js'
import { type ExpressionContext, readExpression } from './expression.js'
import { type Declared, readEntityName } from './names.js'
import { asList, type Reading, type Written } from './reading.js'
import { readTable } from './source.js'

/** What a prediction may refer to. */
interface DeclaredSources extends Declared {
  readonly sources: Written
}

/** Reads a prediction, from events or (with `table`) from a table. */
export function readPrediction(
  written: Written,
  path: Path,
  declared: DeclaredSources,
  reading: Reading,
): object {
  return 'table' in written
    ? readTablePrediction(written, path, declared, reading)
    : readEventPrediction(written, path, declared, reading)
}

function readEventPrediction(written: Written, path: Path, declared: Declared, reading: Reading): object {
  const expression = (key: string): unknown => readPart(written[key], [...path, key], reading)
  return {
    ...written,
    kind: 'events',
    entity: readEntityName(written['entity'], [...path, 'entity'], declared, reading),
    population: expression('population'),
    label: expression('label'),
    features: readFeatures(written['features'], [...path, 'features'], reading),
  }
}

function readTablePrediction(
  written: Written,
  path: Path,
  { sources }: DeclaredSources,
  reading: Reading,
): object {
  const table = readTableReference(written['table'], [...path, 'table'], sources, reading)
  const file = isObject(table) ? String(table['path']) : undefined
  return {
    ...written,
    kind: 'table',
    table,
    label: readPart(written['label'], [...path, 'label'], { ...reading, table: file }),
    exclude: written['exclude'] === undefined ? undefined : asList(written['exclude']),
  }
}

/** The name of a source, the path of a file, or a table with a key and types. */
function readTableReference(written: unknown, path: Path, sources: Written, reading: Reading): unknown {
  if (isObject(written)) {
    const { file, ...others } = written
    return readTable({ table: file, ...others }, path, reading)
  }
  if (typeof written !== 'string') return written
  const tables = Object.entries(sources).filter(
    ([, source]) => isObject(source) && source['kind'] === 'table',
  )
  const known = tables.find(([name]) => name === written)
  if (known !== undefined) return known[1]
  // A source of that name which is no table, or was not understood: the one is told here, the other has been.
  if (Object.hasOwn(sources, written)) {
    const other = sources[written]
    if (!isObject(other)) return told
    reading.mistakes.add(path, { expected: 'a table', got: `${written}, which is a source of events` })
    return told
  }
  if (/[./]/.test(written)) return readTable({ table: written }, path, reading)
  const expected = 'a table of the sources, or the path of a file'
  reading.mistakes.unknown(
    path,
    expected,
    written,
    tables.map(([name]) => name),
  )
  return told
}

function readFeatures(written: unknown, path: Path, reading: Reading): unknown {
  if (!isObject(written)) return written
  return Object.fromEntries(
    Object.entries(written).map(([name, feature]) => [name, readPart(feature, [...path, name], reading)]),
  )
}

/** An expression as a module would make it: an object with the node. */
function readPart(written: unknown, path: Path, context: ExpressionContext): unknown {
  if (written === undefined || written === null) return undefined
  const node = readExpression(written, path, context)
  return node === told ? told : { node }
}
