import { readFile } from 'node:fs/promises'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { ForetellError } from '../../shared/errors.js'
import type { Config } from '../define.js'
import { type Mistake, Mistakes } from '../mistakes.js'
import type { Origin, Path } from '../origin.js'
import { readConfig } from './config.js'

/**
 * Reads a configuration that is a YAML or JSON document (JSON is YAML).
 * @param label the file as messages call it
 * @throws ForetellError `CONFIG_SYNTAX`
 */
export async function readDocument(
  file: string,
  label: string,
): Promise<{ config: Config; origin: Origin; mistakes: readonly Mistake[] }> {
  return parseConfig(await readFile(file, 'utf8'), label)
}

/** The same of a text. */
export function parseConfig(
  text: string,
  label: string,
): { config: Config; origin: Origin; mistakes: readonly Mistake[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const [error] = document.errors
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    const values = { reason: `${error.message} (column ${col})` }
    throw new ForetellError('CONFIG_SYNTAX', { values, at: { file: label, line }, cause: error })
  }
  const paths = new WeakMap<object, Path>()
  const origin: Origin = {
    file: label,
    keyed: true,
    lineOf: (path) => lineOf(document, lines, path),
    pathOf: (declaration) => paths.get(declaration),
  }
  const mistakes = new Mistakes(origin)
  const config = readConfig(dataOf(document, lines, label), { mistakes, paths })
  return { config, origin, mistakes: mistakes.found }
}

/** The line of the key at `path`; of its nearest enclosing part when there is no such key. */
function lineOf(document: Document, lines: LineCounter, path: Path): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const start = startOf(document, path.slice(0, depth))
    if (start !== undefined) return lines.linePos(start).line
  }
  const top = document.contents?.range?.[0]
  return top === undefined ? undefined : lines.linePos(top).line
}

function startOf(document: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const key = path.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  }
  const node = document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}

/** What the document says, with every alias replaced by what it stands for. */
function dataOf(document: Document, lines: LineCounter, label: string): unknown {
  try {
    return document.toJS() as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const line = lineOfBadAlias(document, lines)
    const at = { file: label, ...(line === undefined ? {} : { line }) }
    throw new ForetellError('CONFIG_SYNTAX', { values: { reason }, at, cause: error })
  }
}

function lineOfBadAlias(document: Document, lines: LineCounter): number | undefined {
  let start: number | undefined
  visit(document, {
    Alias: (_key, alias) => {
      if (start === undefined && alias.resolve(document) === undefined) start = alias.range?.[0]
    },
  })
  return start === undefined ? undefined : lines.linePos(start).line
}
