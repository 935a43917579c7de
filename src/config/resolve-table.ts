import { basename, resolve as absolute } from 'node:path'
import { shown, told } from './mistakes.js'
import { isObject, readOptions, without } from './option.js'
import { tableSourceOptions } from './options.js'
import type { Path } from './origin.js'
import type { SourcePlan, TableSourcePlan } from './plan.js'
import { filePath, type SourceScope } from './source-scope.js'
import { readFields } from './vocabulary.js'

/** Checks a table, declared among the sources or only within a prediction. */
export function resolveTable(
  name: string,
  written: Readonly<Record<string, unknown>>,
  path: Path,
  scope: SourceScope,
): TableSourcePlan | undefined {
  const { key, columns } = readOptions(
    tableSourceOptions,
    without(written, 'kind', 'path'),
    path,
    scope.mistakes,
  )
  const absolutePath = filePath(written['path'], path, scope)
  const fields = readFields(columns ?? {}, [...path, 'columns'], scope.mistakes, true)
  return absolutePath === undefined
    ? undefined
    : { kind: 'table', name, path: absolutePath, key, columns: fields }
}

/** The tables that predictions learn from: declared sources, and those that only a prediction names. */
export class Tables {
  readonly #found: TableSourcePlan[] = []
  readonly #names: Set<string>

  constructor(
    readonly sources: readonly SourcePlan[],
    readonly scope: SourceScope,
  ) {
    this.#names = new Set(sources.map(({ name }) => name))
  }

  /** Tables that no source declares, in the order in which they were found. */
  get undeclared(): readonly TableSourcePlan[] {
    return this.#found
  }

  /**
   * The table that a prediction names. One with the file and key of a source is that source.
   * @returns undefined, with a mistake told, for what is no table
   */
  find(written: unknown, path: Path): TableSourcePlan | undefined {
    if (written === undefined || written === told) return undefined // told as missing or unreadable
    if (!isObject(written) || written['kind'] !== 'table') {
      this.scope.mistakes.add(path, {
        expected: "a table, such as table('customers.csv')",
        got: shown(written),
      })
      return undefined
    }
    const known = [...this.sources, ...this.#found].find(
      (source): source is TableSourcePlan => source.kind === 'table' && this.#same(source, written),
    )
    if (known !== undefined) return known
    const table = resolveTable(this.#nameFor(String(written['path'])), written, path, this.scope)
    if (table !== undefined) {
      this.#found.push(table)
      this.#names.add(table.name)
    }
    return table
  }

  #same(source: TableSourcePlan, written: Readonly<Record<string, unknown>>): boolean {
    const path = typeof written['path'] === 'string' ? absolute(this.scope.root, written['path']) : undefined
    return source.path === path && source.key === written['key']
  }

  /** `data/Customers 2026.csv.gz` is called `Customers_2026`; a number follows where that is taken. */
  #nameFor(file: string): string {
    const stem = basename(file).replace(/\..*$/, '')
    const plain = stem.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z])/, 'table_')
    let name = plain
    for (let number = 2; this.#names.has(name); number++) name = `${plain}_${number}`
    return name
  }
}
