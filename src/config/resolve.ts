import { resolve as absolute } from 'node:path'
import type { Config } from './define.js'
import { type Mistake, Mistakes, shown } from './mistakes.js'
import { isObject, readOptions } from './option.js'
import { configOptions, warehouseOptions } from './options.js'
import type { Origin, Path } from './origin.js'
import type { Plan } from './plan.js'
import { resolvePrediction } from './resolve-prediction.js'
import { resolveServer } from './resolve-server.js'
import { resolveSources } from './resolve-sources.js'
import { Tables } from './resolve-table.js'
import type { SourceScope } from './source-scope.js'
import { gatherVocabulary } from './vocabulary.js'

export interface ResolveOptions {
  /** Folder of the project; paths of the configuration are relative to it. */
  readonly root: string
  /** Where the configuration was written, for messages; see `load`. */
  readonly origin?: Origin
  /** What was already found wrong while reading it. */
  readonly mistakes?: readonly Mistake[]
  /** Variables that go before what is written: `CLICKHOUSE_URL`, `PORT`, `REDIS_URL`, ... Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/**
 * Turns a configuration as it was written into a checked plan: names resolved, tenses verified again, defaults
 * filled in, lengths in milliseconds. Whether files exist is not looked at; reading them tells.
 * @throws ForetellError `CONFIG_INVALID` with every mistake at once, each with its key, what was expected, what
 *   came, and the nearest valid name
 */
export function resolve(config: Config, options: ResolveOptions): Plan {
  const mistakes = new Mistakes(options.origin, options.mistakes)
  const root = absolute(options.root)
  const written = readOptions(configOptions, config, [], mistakes)
  const warehouse = resolveWarehouse(written.warehouse, root, options.environment ?? {}, mistakes)
  const declared = section(written.sources, ['sources'], mistakes)
  const predictions = section(written.predictions, ['predictions'], mistakes)

  const vocabulary = gatherVocabulary(declared, predictions, mistakes)
  const scope: SourceScope = { root, vocabulary, mistakes }
  const sources = resolveSources(declared, scope)
  const tables = new Tables(sources, scope)
  const plan: Plan = {
    root,
    warehouse,
    server: resolveServer(written.server, options.environment ?? {}, mistakes),
    events: Object.fromEntries(vocabulary.events),
    entities: Object.fromEntries(vocabulary.entities),
    predictions: resolvePredictions(predictions, scope, tables),
    sources: [...sources, ...tables.undeclared],
  }
  mistakes.throwIfAny()
  return plan
}

function section(written: unknown, path: Path, mistakes: Mistakes): Readonly<Record<string, unknown>> {
  if (written === undefined) return {}
  if (isObject(written)) return written
  mistakes.add(path, { expected: `${path.join('.')} by name`, got: shown(written) })
  return {}
}

function resolveWarehouse(
  written: unknown,
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  mistakes: Mistakes,
): Plan['warehouse'] {
  const { url, path } = readOptions(warehouseOptions, written ?? {}, ['warehouse'], mistakes)
  return { url: environment['CLICKHOUSE_URL'] || url, path: absolute(root, path) }
}

function resolvePredictions(
  predictions: Readonly<Record<string, unknown>>,
  scope: SourceScope,
  tables: Tables,
): Plan['predictions'] {
  const resolved = Object.entries(predictions).flatMap(([name, written]) => {
    const prediction = resolvePrediction(name, written, scope, tables)
    return prediction === undefined ? [] : [[name, prediction] as const]
  })
  return Object.fromEntries(resolved)
}
