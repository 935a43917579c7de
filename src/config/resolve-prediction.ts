import type { Instant } from '../shared/time.js'
import { ExpressionCheck, type Scope } from './check-expression.js'
import type { ConditionNode, QuantityNode } from './expression.js'
import { shown, told } from './mistakes.js'
import { describeNode, isCondition, isQuantity, isUntil, nodeOf } from './node.js'
import { isObject, readOptions, without } from './option.js'
import {
  automaticFeatureOptions,
  eventPredictionOptions,
  levelOptions,
  profitOptions,
  tablePredictionOptions,
} from './options.js'
import type { Path } from './origin.js'
import type {
  EventPredictionPlan,
  LabelPlan,
  PredictionPlan,
  ProfitPlan,
  TablePredictionPlan,
  Task,
} from './plan.js'
import { entityName } from './resolve-sources.js'
import type { Tables } from './resolve-table.js'
import type { SourceScope } from './source-scope.js'
import type { Levels } from './define.js'
import { addressWords, checkPlainName, isEvent } from './vocabulary.js'

/** Checks one prediction; undefined, with mistakes told, when too little of it is right to plan. */
export function resolvePrediction(
  name: string,
  written: unknown,
  scope: SourceScope,
  tables: Tables,
): PredictionPlan | undefined {
  const path = ['predictions', name]
  checkPlainName(name, path, 'the name of a prediction', scope.mistakes)
  if (addressWords.has(name)) {
    const expected = `another name of a prediction, since the address POST /predict/${name} of the server is something else`
    scope.mistakes.add(path, { expected, got: shown(name) })
  }
  if (written === told) return undefined
  if (!isObject(written)) {
    scope.mistakes.add(path, { expected: 'a prediction, such as predict({ ... })', got: shown(written) })
    return undefined
  }
  const options = without(written, 'kind')
  return 'table' in options
    ? resolveTablePrediction(name, options, path, scope, tables)
    : resolveEventPrediction(name, options, path, scope)
}

function resolveEventPrediction(
  name: string,
  written: Readonly<Record<string, unknown>>,
  path: Path,
  scope: SourceScope,
): EventPredictionPlan | undefined {
  const { mistakes, vocabulary } = scope
  const options = readOptions(eventPredictionOptions, written, path, mistakes)
  const entity = entityName(options.entity, [...path, 'entity'], scope)
  const inTense = (tense: Scope['tense'], onWindow?: (length: Instant) => void): ExpressionCheck =>
    new ExpressionCheck({
      tense,
      vocabulary,
      entity: vocabulary.entities.get(entity ?? ''),
      table: undefined,
      mistakes,
      ...(onWindow === undefined ? {} : { onWindow }),
    })
  const past = inTense('past')
  const lengths: Instant[] = []
  const future = inTense('future', (length) => lengths.push(length))

  const population = resolvePopulation(options.population, [...path, 'population'], past)
  const label = resolveLabel(options.label, [...path, 'label'], future)
  const horizon = Math.max(0, ...lengths)
  const plan = {
    features: resolveFeatures(options.features, [...path, 'features'], past),
    automaticFeatures: resolveAutomaticFeatures(
      options.automaticFeatures,
      [...path, 'automaticFeatures'],
      scope,
    ),
    funnel: resolveFunnel(options.funnel, [...path, 'funnel'], past),
    ...resolveCommon(options, path, scope),
  }
  if (entity === undefined || population === undefined || label === undefined) return undefined
  return {
    kind: 'events',
    name,
    task: taskOf(label),
    entity,
    population,
    label,
    horizon,
    anchorInterval: options.anchors ?? horizon,
    maximumAnchors: options.maximumAnchors,
    lateness: options.lateness,
    ...plan,
  }
}

function resolveTablePrediction(
  name: string,
  written: Readonly<Record<string, unknown>>,
  path: Path,
  scope: SourceScope,
  tables: Tables,
): TablePredictionPlan | undefined {
  const { mistakes, vocabulary } = scope
  const options = readOptions(tablePredictionOptions, written, path, mistakes)
  const source = tables.find(options.table, [...path, 'table'])
  const check = new ExpressionCheck({
    tense: 'table',
    vocabulary,
    entity: undefined,
    table: source && { path: writtenPath(options.table), columns: source.columns },
    mistakes,
  })
  const label = resolveLabel(options.label, [...path, 'label'], check)
  const common = resolveCommon(options, path, scope)
  if (source === undefined || label === undefined || label.kind === 'until') return undefined
  return {
    kind: 'table',
    name,
    task: taskOf(label),
    source: source.name,
    label,
    exclude: options.exclude,
    ...common,
  }
}

function writtenPath(table: unknown): string {
  return isObject(table) ? String(table['path']) : ''
}

function resolvePopulation(written: unknown, path: Path, check: ExpressionCheck): ConditionNode | undefined {
  if (written === undefined) return undefined // told as missing
  const node = nodeOf(written) ?? written
  check.condition(node, path)
  return isCondition(node) ? node : undefined
}

function resolveLabel(written: unknown, path: Path, check: ExpressionCheck): LabelPlan | undefined {
  if (written === undefined || written === told) return undefined // told as missing or unreadable
  const node = nodeOf(written) ?? written
  if (isCondition(node)) {
    check.condition(node, path)
    return { kind: 'condition', condition: node }
  }
  if (isUntil(node)) {
    check.until(node, path)
    return { kind: 'until', until: node }
  }
  if (isQuantity(node)) {
    const kind = check.quantity(node, path)
    if (kind !== 'number' && kind !== 'unknown') {
      const expected = 'a number to predict, or a condition such as is("Yes")'
      check.scope.mistakes.add(path, { expected, got: `a ${kind}` })
    }
    return { kind: 'quantity', quantity: node }
  }
  const expected = 'a condition, a quantity or a time until something'
  check.scope.mistakes.add(path, { expected, got: describeNode(node) })
  return undefined
}

function taskOf({ kind }: LabelPlan): Task {
  return kind === 'condition' ? 'classification' : kind === 'quantity' ? 'regression' : 'survival'
}

function resolveFeatures(
  written: unknown,
  path: Path,
  check: ExpressionCheck,
): Readonly<Record<string, QuantityNode>> {
  if (written === undefined) return {}
  const { mistakes } = check.scope
  if (!isObject(written)) {
    mistakes.add(path, { expected: 'quantities by name', got: shown(written) })
    return {}
  }
  const seen = new Map<string, string>()
  const read: [string, QuantityNode][] = []
  for (const [name, feature] of Object.entries(written)) {
    const at = [...path, name]
    checkFeatureName(name, at, check)
    const twin = seen.get(name.toLowerCase())
    if (twin !== undefined) {
      mistakes.add(at, {
        expected: 'names that differ by more than case',
        got: `${shown(name)} beside ${shown(twin)}`,
      })
    }
    seen.set(name.toLowerCase(), name)
    const node = nodeOf(feature) ?? feature
    check.quantity(node, at)
    if (isQuantity(node)) read.push([name, node])
  }
  return Object.fromEntries(read)
}

function checkFeatureName(name: string, at: Path, { scope }: ExpressionCheck): void {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return
  const expected = 'the name of a feature of letters, digits and _, beginning with a letter'
  scope.mistakes.add(at, { expected, got: shown(name) })
}

function resolveAutomaticFeatures(
  written: unknown,
  path: Path,
  { mistakes }: SourceScope,
): EventPredictionPlan['automaticFeatures'] {
  const options = readOptions(
    automaticFeatureOptions,
    written === false ? {} : (written ?? {}),
    path,
    mistakes,
  )
  const windows = [...new Set(options.windows)].toSorted((a, b) => a - b)
  return { enabled: written !== false, windows, exclude: options.exclude }
}

function resolveFunnel(written: unknown, path: Path, check: ExpressionCheck): readonly string[] {
  if (written === undefined) return []
  const { mistakes } = check.scope
  if (!Array.isArray(written) || written.length < 2) {
    mistakes.add(path, { expected: 'at least two events in their order', got: shown(written) })
    return []
  }
  const names = written.map((each: unknown) => (isEvent(each) ? each.name : each))
  check.events(names, path)
  return names.filter((name) => typeof name === 'string')
}

interface CommonWritten {
  readonly levels: unknown
  readonly profit: unknown
  readonly maximumRows: number
  readonly seed: number
}

function resolveCommon(
  { levels, profit, maximumRows, seed }: CommonWritten,
  path: Path,
  { mistakes }: SourceScope,
): { levels: Levels; profit: ProfitPlan; maximumRows: number; seed: number } {
  const { medium, high, critical } = readOptions(levelOptions, levels ?? {}, [...path, 'levels'], mistakes)
  if (!(medium < high && high < critical)) {
    const got = `medium ${medium}, high ${high}, critical ${critical}`
    mistakes.add([...path, 'levels'], { expected: 'levels that rise', got })
  }
  const worth = readOptions(profitOptions, profit ?? {}, [...path, 'profit'], mistakes)
  return {
    levels: { medium, high, critical },
    profit: { ...worth, assumed: profit === undefined },
    maximumRows,
    seed,
  }
}
