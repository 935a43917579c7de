import type { ConditionNode } from '../config/expression.js'
import type { Fields } from '../config/event.js'
import type { Instant } from '../shared/time.js'
import { identifier } from '../warehouse/identifier.js'
import type { Parameters } from '../warehouse/warehouse.js'
import type { Feature, FeatureStatement } from './feature.js'
import type { PropertyKinds } from './property-kinds.js'
import { type Gathered, History } from './sql/history.js'
import { conditionSql, nodeSql, type Scope } from './sql/node-sql.js'
import { necessaryTests } from './sql/population.js'
import type { Column, Relation } from './sql/text.js'
import { Traits } from './sql/traits.js'

/** A part of the entities, drawn by a hash of the seed, the anchor and the id: the same part every time. */
export interface Sample {
  /** In (0, 1]. */
  readonly share: number
  readonly seed: number
}

/** A stretch of entities in the order of their ids: above the first, up to and with the last. */
export interface EntityRange {
  readonly after: string
  readonly upTo: string
}

export interface FeatureRequest {
  /** Name of the kind of entity. */
  readonly entity: string
  readonly population: ConditionNode
  readonly features: readonly Feature[]
  readonly anchor: Instant
  readonly kinds: PropertyKinds
  /** False when it is known that no event says which visit it belongs to. */
  readonly sessionIds: boolean
  readonly traits: Fields
  /** Only these, whether or not they are in the population. */
  readonly entityIds?: readonly string[]
  readonly sample?: Sample
  /** Only the part of the population in this stretch, so that a whole one can be read piece by piece. */
  readonly range?: EntityRange
}

/** The column that says whether an entity asked for by its id meets the population's condition. */
const inPopulationColumn = 'in population'

/**
 * Settings under which statements over events run: duplicates are collapsed within a year, where all copies of an
 * event are; entities without a trait or an outcome have the defaults of its columns, which mean that nothing happened.
 */
export const historySettings = {
  do_not_merge_across_partitions_select_final: 1,
  join_use_nulls: 0,
} as const

/**
 * The one compiler of features: for training, for a batch and for one entity, whose statements differ only in which
 * entities are read. Nothing after the anchor, and nothing that was not known at it, is read.
 */
export function compileFeatures(request: FeatureRequest): FeatureStatement {
  return statementIn(pastScope(request), request)
}

/** The statement of single entities: its text is the same whoever is asked about, and as of when. */
export interface EntityStatement {
  readonly sql: string
  readonly features: readonly Feature[]
  readonly parametersOf: (anchor: Instant, entityIds: readonly string[]) => Parameters
  readonly parts: EntityParts
}

/** The same statement in parts: what of it reads rows, and the expressions that make features of them. */
export interface EntityParts {
  /** Reads the events, one row each. */
  readonly rows: Relation
  /** Reads what is known of the entities, one row each; undefined when nothing is asked of it. */
  readonly known: Relation | undefined
  /** What is gathered of an entity's rows, to be sorted. */
  readonly gathered: readonly Gathered[]
  /** Computed of these, of `known` and of the columns before. */
  readonly columns: readonly Column[]
  /** Of all columns, one for each feature. */
  readonly features: readonly string[]
  /** Whether the entity meets the population's condition. */
  readonly population: string
}

/** `compileFeatures` for single entities, once for all who will be asked about. */
export function compileEntities(request: Omit<FeatureRequest, 'anchor' | 'entityIds'>): EntityStatement {
  const whole = { ...request, anchor: 0, entityIds: [] }
  const scope = pastScope(whole)
  const { sql, features, parameters } = statementIn(scope, whole)
  const { history, traits } = scope
  return {
    sql,
    parts: {
      features: request.features.map((feature) => featureSql(feature, scope)),
      population: conditionSql(request.population, scope),
      rows: history.rows([askedFor]),
      known: traits.used ? traits.relation([askedFor]) : undefined,
      gathered: history.gathered(),
      columns: history.columns(),
    },
    features,
    parametersOf: (anchor, entityIds) => ({
      ...parameters,
      ...history.parametersAt(anchor),
      entity_ids: entityIds,
    }),
  }
}

function statementIn(scope: Scope, request: FeatureRequest): FeatureStatement {
  const columns = request.features.map(
    (feature) => `${featureSql(feature, scope)} AS ${identifier(columnName(feature.name))}`,
  )
  const population = conditionSql(request.population, scope)
  const single = request.entityIds !== undefined
  if (single) columns.push(`toFloat64(${population}) AS ${identifier(inPopulationColumn)}`)
  return {
    sql: `${withTables(pastTables(request, scope))}
SELECT
  ${['entity_id', ...columns].join(',\n  ')}
FROM ${pastRelation(scope)}${single ? '' : `\nWHERE ${population}`}
ORDER BY entity_id`,
    parameters: pastParameters(request, scope),
    features: request.features,
  }
}

/** Tables by name, each of those before it; see `withTables`. */
export type Tables = Readonly<Record<string, string>>

/** The table `population`, of the ids of those who meet the condition, with the tables it is made of. */
export function compilePopulation(request: PastRequest): {
  readonly tables: Tables
  readonly parameters: Parameters
} {
  const scope = pastScope(request)
  const condition = conditionSql(request.population, scope)
  const population = `SELECT entity_id\nFROM ${pastRelation(scope)}\nWHERE ${condition}`
  return {
    tables: { ...pastTables(request, scope), population },
    parameters: pastParameters(request, scope),
  }
}

/** A `WITH` clause. */
export function withTables(tables: Tables): string {
  const written = Object.entries(tables).map(
    ([name, sql]) => `${name} AS (\n  ${sql.replaceAll('\n', '\n  ')}\n)`,
  )
  return `WITH\n${written.join(',\n')}`
}

/** What decides which rows are read. */
export type PastRequest = Omit<FeatureRequest, 'features'>

function pastScope({ anchor, kinds, sessionIds, traits }: PastRequest): Scope {
  return {
    history: new History({ tense: 'past', anchor, kinds, sessionIds }),
    traits: new Traits(),
    traitTypes: traits,
  }
}

/** The test of a row of those who are asked about by their ids. */
const askedFor = 'entity_id IN {entity_ids:Array(String)}'

/** To be called once everything has been asked of the scope. */
function pastTables(request: PastRequest, { history, traits }: Scope): Tables {
  const ids = request.entityIds === undefined ? [] : [askedFor]
  const sampled =
    request.sample === undefined
      ? []
      : ['sipHash64({seed:Int64}, {anchor:Int64}, entity_id) % 1000000 < {sample_millionths:UInt32}']
  const ranged =
    request.range === undefined ? [] : ['entity_id > {after:String} AND entity_id <= {up_to:String}']
  const rows = [...ids, ...sampled, ...ranged]
  const having = request.entityIds === undefined ? necessaryTests(request.population, history) : []
  return {
    happened: history.happened(rows, having),
    measured: history.measured('happened'),
    ...(traits.used ? { known: traits.relation(rows).sql } : {}),
  }
}

function pastRelation({ traits }: Scope): string {
  return traits.used ? 'measured LEFT JOIN known USING (entity_id)' : 'measured'
}

function pastParameters({ entity, entityIds, sample, range }: PastRequest, { history }: Scope): Parameters {
  return {
    entity,
    ...history.parameters,
    ...(entityIds === undefined ? {} : { entity_ids: entityIds }),
    ...(sample === undefined
      ? {}
      : { seed: sample.seed, sample_millionths: Math.max(1, Math.round(sample.share * 1e6)) }),
    ...(range === undefined ? {} : { after: range.after, up_to: range.upTo }),
  }
}

function featureSql(feature: Feature, scope: Scope): string {
  if (feature.node === undefined) throw new TypeError(`the feature ${feature.name} is a column of a table`)
  const { sql, type } = nodeSql(feature.node, scope)
  // A column's kind was settled when the feature was chosen; data of another type since then is missing.
  if (feature.kind === 'numeric') return type === 'number' ? sql : `ifNull(toFloat64OrNull(${sql}), nan)`
  return type === 'text' ? sql : `if(isNaN(${sql}), NULL, toString(${sql}))`
}

/** A feature may be called as the id is; the column then is not. */
function columnName(feature: string): string {
  return feature === 'entity_id' ? 'entity_id feature' : feature
}
