import type { EventPredictionPlan, PredictionPlan, TablePredictionPlan } from '../config/plan.js'
import { historySettings } from '../features/compile.js'
import { sourceOf } from '../predictions/gather-table.js'
import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Parameters } from '../warehouse/warehouse.js'
import { labelEvents } from './label-events.js'

/** Two plain signs of leaving, beside what a model makes of everything. The higher, the worse. */
export interface Signals {
  /**
   * Days since the last of the events whose absence the churn prediction is about, not below 0; tables: the column
   * that is called recency. Null when there was none.
   */
  readonly recency: number | null
  /**
   * How far activity has fallen: share, in [0, 1], of the events in the last two horizons that lie in the earlier
   * one; 0.5 is steady, 1 is silence. Tables: the column of abandoned carts. Null when there never was an event.
   */
  readonly withdrawal: number | null
}

/** Values of everybody at shares 0, 0.01, ..., 1; empty where nobody has one. */
export type SignalGrids = { readonly [Signal in keyof Signals]: readonly number[] }

/** A relation of columns `entity_id`, `recency` and `withdrawal`. */
export interface SignalStatement {
  readonly sql: string
  readonly parameters: Parameters
}

export interface SignalsRequest {
  /** The churn prediction. */
  readonly prediction: PredictionPlan
  /** As of when; null for tables. */
  readonly anchor: Instant | null
  /** Only these people. */
  readonly ids?: readonly string[] | undefined
}

/** The statement that reads the signals; undefined for a table without such columns. */
export async function signalStatement(
  project: Project,
  { prediction, anchor, ids }: SignalsRequest,
): Promise<SignalStatement | undefined> {
  if (prediction.kind === 'table') return tableSignals(project, prediction, ids)
  return eventSignals(prediction, anchor ?? project.clock.now(), ids)
}

/** The signals of one; null where nothing is known. */
export async function signalsOf(project: Project, request: SignalsRequest): Promise<Signals> {
  const statement = await signalStatement(project, request)
  if (statement === undefined) return { recency: null, withdrawal: null }
  const [row] = await project.warehouse.rows<Signals>(`SELECT recency, withdrawal FROM (${statement.sql})`, {
    parameters: statement.parameters,
    // Of one, whose copies are all in one part of the table.
    settings: { ...historySettings, max_threads: 1 },
    signal: project.signal,
  })
  return { recency: row?.recency ?? null, withdrawal: row?.withdrawal ?? null }
}

/** Nothing after the anchor, and nothing that was not known at it, as for features. */
function eventSignals(
  prediction: EventPredictionPlan,
  anchor: Instant,
  ids: readonly string[] | undefined,
): SignalStatement {
  const events = labelEvents(prediction.label)
  // Tested before anything else is read: copies of a row do not differ in it.
  const whose = [
    'entity = {signal_entity:String}',
    ...(ids === undefined ? [] : ['entity_id IN {signal_ids:Array(String)}']),
  ]
  const tests = [
    "occurred_at <= fromUnixTimestamp64Milli({signal_anchor:Int64}, 'UTC')",
    "received_at <= fromUnixTimestamp64Milli({signal_anchor:Int64}, 'UTC')",
    ...(events.length === 0 ? [] : ['event IN {signal_events:Array(String)}']),
  ]
  return {
    sql: `SELECT
  entity_id,
  toNullable(({signal_anchor:Int64} - toUnixTimestamp64Milli(max(occurred_at))) / 86400000) AS recency,
  countIf(occurred_at > fromUnixTimestamp64Milli({signal_recent:Int64}, 'UTC')) AS recent,
  countIf(occurred_at > fromUnixTimestamp64Milli({signal_earlier:Int64}, 'UTC')) AS both,
  toNullable(if(both = 0, 1, (both - recent) / both)) AS withdrawal
FROM events FINAL
PREWHERE ${whose.join(' AND ')}
WHERE ${tests.join(' AND ')}
GROUP BY entity_id`,
    parameters: {
      signal_entity: prediction.entity,
      signal_anchor: anchor,
      signal_recent: anchor - prediction.horizon,
      signal_earlier: anchor - 2 * prediction.horizon,
      ...(events.length === 0 ? {} : { signal_events: events }),
      ...(ids === undefined ? {} : { signal_ids: ids }),
    },
  }
}

/** How columns that say these things are called, in lower case. */
const columnNames = {
  recency: /^(recency|days_?since_?(the_?)?last)/,
  withdrawal: /abandon/,
} as const

async function tableSignals(
  project: Project,
  prediction: TablePredictionPlan,
  ids: readonly string[] | undefined,
): Promise<SignalStatement | undefined> {
  const { name, key } = sourceOf(project.plan, prediction)
  if (key === undefined) return undefined
  const [row] = await project.warehouse.rows<{ names: string[] }>(
    'SELECT mapKeys(values) AS names FROM table_rows WHERE source = {source:String} LIMIT 1',
    { parameters: { source: name }, signal: project.signal },
  )
  // A column that the label is made of would say what is to be predicted.
  const names = (row?.names ?? []).filter(
    (column) => !JSON.stringify(prediction.label).includes(`"${column}"`),
  )
  const find = (pattern: RegExp): string | undefined =>
    names.find((column) => pattern.test(column.toLowerCase()))
  const [recency, withdrawal] = [find(columnNames.recency), find(columnNames.withdrawal)]
  if (recency === undefined && withdrawal === undefined) return undefined
  const number = (column: string): string => `toFloat64OrNull(values[{signal_${column}:String}])`
  return {
    sql: `SELECT key AS entity_id, ${number('recency')} AS recency, ${number('withdrawal')} AS withdrawal
FROM table_rows FINAL
WHERE source = {signal_source:String}${ids === undefined ? '' : ' AND key IN {signal_ids:Array(String)}'}`,
    parameters: {
      signal_source: name,
      // No column is called so: what is not there is NULL.
      signal_recency: recency ?? '',
      signal_withdrawal: withdrawal ?? '',
      ...(ids === undefined ? {} : { signal_ids: ids }),
    },
  }
}
