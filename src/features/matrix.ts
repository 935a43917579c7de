import type { EventPredictionPlan } from '../config/plan.js'
import { eventCatalogue } from '../events/catalogue.js'
import type { Column, Frame } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { ResultColumn } from '../warehouse/warehouse.js'
import { chooseFeatures, type FeatureSet } from './choose.js'
import {
  compileFeatures,
  type EntityRange,
  historySettings,
  type PastRequest,
  type Sample,
} from './compile.js'
import type { Feature, FeatureStatement } from './feature.js'
import { propertyKinds } from './property-kinds.js'
import { hasSessionIds } from './session-ids.js'

/** X at one anchor. */
export interface FeatureMatrix {
  readonly anchor: Instant
  /** One a row, in the order of their bytes. */
  readonly entityIds: readonly string[]
  readonly frame: Frame
  /** One a column. */
  readonly features: readonly Feature[]
  /** One a row: 1 for those who meet the population's condition. All are, unless asked for by id. */
  readonly inPopulation: Uint8Array
  /** What was left out, in sentences. */
  readonly notes: readonly string[]
}

export interface MatrixOptions {
  /** Only these, whether or not they are in the population. Those of whom nothing is known by then have no row. */
  readonly entityIds?: readonly string[]
  /** Only a part of the population, for training. */
  readonly sample?: Sample
  /** Only a stretch of the population, for scoring it piece by piece. */
  readonly range?: EntityRange
  /** What a model was trained with. Default: chosen anew from what the store holds, which reads all of it. */
  readonly features?: FeatureSet
  /** Whether events say which visit they belong to, where that is known. Default: looked up, which reads them all. */
  readonly sessionIds?: boolean
}

/**
 * The features of everyone in the population, or of those asked for, as of the anchor.
 * @throws ForetellError `CANCELLED` when the project's signal aborts
 */
export async function featureMatrix(
  project: Project,
  prediction: EventPredictionPlan,
  anchor: Instant,
  options: MatrixOptions = {},
): Promise<FeatureMatrix> {
  const set = options.features ?? (await featureSet(project, prediction))
  const one = options.entityIds
  const statement = compileFeatures({
    // Looking for session ids reads more than a few entities do; for them it is taken that there are some.
    ...(one === undefined
      ? await pastRequest(project, prediction, anchor, set, options.sessionIds)
      : { ...entityRequest(project, prediction, anchor, set), sessionIds: true, entityIds: one }),
    features: set.features,
    ...(options.sample === undefined ? {} : { sample: options.sample }),
    ...(options.range === undefined ? {} : { range: options.range }),
  })
  return readMatrix(project, anchor, statement, set.notes)
}

/** Runs a statement of features. */
export async function readMatrix(
  project: Project,
  anchor: Instant,
  { sql, parameters, features }: FeatureStatement,
  notes: readonly string[],
  settings: Readonly<Record<string, number>> = historySettings,
): Promise<FeatureMatrix> {
  const { rows, columns } = await project.warehouse.columns(sql, {
    parameters,
    settings,
    signal: project.signal,
  })
  const [ids, ...values] = columns
  const member = values[features.length]
  return {
    anchor,
    entityIds: texts(ids, rows),
    frame: { rows, columns: features.map((feature, index) => frameColumn(feature, values[index], rows)) },
    features,
    inPopulation: member?.kind === 'number' ? Uint8Array.from(member.values) : new Uint8Array(rows).fill(1),
    notes,
  }
}

/** The features of a prediction, chosen from what the store holds now. */
export async function featureSet(project: Project, prediction: EventPredictionPlan): Promise<FeatureSet> {
  const { events } = await eventCatalogue(project)
  const own = await eventsOf(project, prediction.entity)
  return chooseFeatures(project.plan, prediction, { events: events.filter(({ name }) => own.has(name)) })
}

/** Names of the events that happened to entities of the kind. */
async function eventsOf(
  { plan, warehouse, signal }: Project,
  entity: string,
): Promise<{ has(name: string): boolean }> {
  if (Object.keys(plan.entities).length === 1) return { has: () => true }
  const rows = await warehouse.rows<{ event: string }>(
    'SELECT DISTINCT toString(event) AS event FROM events WHERE entity = {entity:String}',
    { parameters: { entity }, signal },
  )
  return new Set(rows.map(({ event }) => event))
}

/**
 * What of a prediction decides which rows are read, for features and labels alike.
 * @param known whether events say which visit they belong to. Default: looked up
 */
export async function pastRequest(
  project: Project,
  prediction: EventPredictionPlan,
  anchor: Instant,
  found: Pick<FeatureSet, 'kinds'>,
  known?: boolean,
): Promise<PastRequest> {
  const sessionIds = known ?? (await hasSessionIds(project, prediction.entity))
  return { ...entityRequest(project, prediction, anchor, found), sessionIds }
}

/** `pastRequest` of a few entities. */
export function entityRequest(
  { plan }: Project,
  { entity, population }: EventPredictionPlan,
  anchor: Instant,
  { kinds }: Pick<FeatureSet, 'kinds'>,
): Omit<PastRequest, 'sessionIds'> {
  return {
    entity,
    population,
    anchor,
    kinds: propertyKinds(plan, kinds),
    traits: plan.entities[entity]?.traits ?? {},
  }
}

function texts(column: ResultColumn | undefined, rows: number): string[] {
  if (column === undefined) return []
  if (column.kind === 'number') return Array.from(column.values, String)
  const { codes, levels } = column
  return Array.from({ length: rows }, (_, row) => levels[codes[row]])
}

/** An engine that finds only NULLs in a column may give it another type; it then is all missing. */
function frameColumn({ name, kind }: Feature, column: ResultColumn | undefined, rows: number): Column {
  if (kind === 'numeric') {
    const values = column?.kind === 'number' ? column.values : new Float64Array(rows).fill(NaN)
    return { kind: 'numeric', name, values }
  }
  if (column?.kind === 'text') {
    const { codes, levels } = column
    return { kind: 'category', name, codes, levels }
  }
  return { kind: 'category', name, codes: new Int32Array(rows).fill(-1), levels: [] }
}
