import { ForetellError } from '../shared/errors.js'
import { identifier, literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'

/** A value of the JSON objects of a file that becomes a column. */
export interface JsonColumn {
  /** Keys joined with dots: `context.page.url`. Unique. */
  readonly name: string
  /** Keys from the outside in. */
  readonly path: readonly string[]
  /** Where it stands in the tuple of `jsonTupleType`: 1-based indices from the outside in. */
  readonly position: readonly number[]
}

/** Objects are gone into so deep; what lies deeper stays JSON text. */
const deepest = 6

/** More keys than this are not columns but data used as keys. */
const mostColumns = 2_000

interface Key {
  readonly key: string
  readonly nested: boolean
}

interface Node {
  readonly key: string
  /** Undefined: a value. */
  readonly children: readonly Node[] | undefined
}

/**
 * Finds the keys that occur in any of the lines, in the order of their first appearance. An object whose key
 * never holds anything else is gone into; a key that holds objects here and values there stays one column, in
 * which objects are JSON text.
 * @param lines a staging table whose column `c1` is JSON
 * @throws ForetellError `TOO_MANY_COLUMNS`
 */
export async function jsonColumns(project: Project, lines: string): Promise<readonly JsonColumn[]> {
  const tree = await children(project, lines, [])
  const columns = named(leaves(tree, [], []))
  if (columns.length > mostColumns)
    throw new ForetellError('TOO_MANY_COLUMNS', { values: { found: columns.length, most: mostColumns } })
  return columns
}

/** The type in which one parse of a line extracts all columns as text. */
export function jsonTupleType(columns: readonly JsonColumn[]): string {
  const render = (depth: number, among: readonly JsonColumn[]): string => {
    const groups = new Map<number, JsonColumn[]>()
    for (const column of among) {
      const index = column.position[depth]
      groups.set(index, [...(groups.get(index) ?? []), column])
    }
    const elements = [...groups.values()].map((group) => {
      const [first] = group
      const isValue = first.path.length === depth + 1
      return `${identifier(first.path[depth])} ${isValue ? 'Nullable(String)' : render(depth + 1, group)}`
    })
    return `Tuple(${elements.join(', ')})`
  }
  return render(0, columns)
}

async function children(project: Project, lines: string, path: readonly string[]): Promise<Node[]> {
  const keys = await keysAt(project, lines, path)
  const nodes: Node[] = []
  for (const { key, nested } of keys) {
    const goInto = nested && path.length + 1 < deepest
    const below = goInto ? await children(project, lines, [...path, key]) : []
    nodes.push({ key, children: below.length > 0 ? below : undefined })
  }
  return nodes
}

async function keysAt(project: Project, lines: string, path: readonly string[]): Promise<Key[]> {
  const at = ['c1', ...path.map((key) => literal(key))].join(', ')
  return project.warehouse.rows<Key>(
    `SELECT entry.2 AS key, countIf(startsWith(entry.3, '{')) > 0 AND countIf(NOT startsWith(entry.3, '{') AND entry.3 != 'null') = 0 AS nested
     FROM (SELECT line, arrayJoin(arrayMap((pair, place) -> (place, pair.1, substring(pair.2, 1, 4)),
             JSONExtractKeysAndValuesRaw(${at}) AS pairs, arrayEnumerate(pairs))) AS entry
           FROM ${lines} WHERE problem = '')
     GROUP BY key ORDER BY min((line, entry.1)) LIMIT ${mostColumns + 1}`,
    { signal: project.signal },
  )
}

function leaves(
  nodes: readonly Node[],
  path: readonly string[],
  position: readonly number[],
): { readonly path: readonly string[]; readonly position: readonly number[] }[] {
  return nodes.flatMap(({ key, children: below }, index) => {
    const here = { path: [...path, key], position: [...position, index + 1] }
    return below === undefined ? [here] : leaves(below, here.path, here.position)
  })
}

/** A key with a dot in it can have the name of a nested one; the later of the two is numbered. */
function named(found: ReturnType<typeof leaves>): JsonColumn[] {
  const taken = new Set<string>()
  return found.map(({ path, position }) => {
    const base = path.join('.')
    let name = base
    for (let copy = 2; taken.has(name); copy++) name = `${base}_${copy}`
    taken.add(name)
    return { name, path, position }
  })
}
