import { describePrediction, type PredictionDescription } from '../config/describe.js'
import type { EventPredictionPlan, Plan, PredictionPlan, SourcePlan, Task } from '../config/plan.js'
import { type EventCatalogue, eventCatalogue } from '../events/catalogue.js'
import { present } from '../events/people/moved.js'
import { type LabelCounts, labelCounts } from '../labels/counts.js'
import { dataGate } from '../labels/gate.js'
import { ForetellError } from '../shared/errors.js'
import { filesOf } from '../sources/files.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

/** A configuration explained, with what the data says to it. */
export interface Check {
  readonly root: string
  /** Where the warehouse is. */
  readonly warehouse: string
  readonly sources: readonly SourceStatus[]
  /** What has been imported. */
  readonly store: EventCatalogue
  readonly predictions: readonly PredictionCheck[]
  /** What is declared and has never been seen in the data, or seen and not declared, in sentences. */
  readonly remarks: readonly string[]
}

export interface SourceStatus {
  readonly name: string
  readonly kind: SourcePlan['kind']
  readonly path: string
  /** Files that are there; a path without any is told in `problem`. */
  readonly files: readonly string[]
  readonly problem: string | null
  /** Rows of it in the store. */
  readonly rows: number
  readonly quarantined: number
}

export interface PredictionCheck {
  readonly name: string
  readonly task: Task
  readonly description: PredictionDescription
  /** Null for a table, which has no anchors. */
  readonly counts: LabelCounts | null
  readonly gate: GateAnswer
}

export interface GateAnswer {
  /** `open`: there is enough to learn from. `waiting`: nothing has been imported yet. */
  readonly state: 'open' | 'refused' | 'waiting'
  readonly reason: string
  readonly remedy: string | null
  readonly warnings: readonly string[]
}

/** Explains the configuration and counts, for every prediction, what there is to learn from. */
export function check(request: Request): Promise<Check> {
  return withProject(request, async (project) => {
    const store = await eventCatalogue(project)
    const sources = await sourceStatus(project)
    const predictions: PredictionCheck[] = []
    for (const prediction of Object.values(project.plan.predictions)) {
      predictions.push(await checkPrediction(project, prediction, sources))
    }
    return {
      root: project.plan.root,
      warehouse: project.warehouse.description,
      sources,
      store,
      predictions,
      remarks: store.count === 0 ? [] : remarksOn(project.plan, store),
    }
  })
}

async function sourceStatus(project: Project): Promise<SourceStatus[]> {
  const { warehouse, plan, signal } = project
  const counts = async (sql: string): Promise<ReadonlyMap<string, number>> => {
    const rows = await warehouse.rows<{ source: string; rows: number }>(sql, { signal })
    return new Map(rows.map(({ source, rows: count }) => [source, count]))
  }
  const events = await counts(
    `SELECT toString(source) AS source, count() AS rows FROM events FINAL WHERE ${present} GROUP BY source
     SETTINGS do_not_merge_across_partitions_select_final = 1`,
  )
  const tables = await counts(
    'SELECT toString(source) AS source, count() AS rows FROM table_rows FINAL GROUP BY source',
  )
  const aside = await counts(
    `SELECT toString(source) AS source, count() AS rows FROM quarantine FINAL
     WHERE import_id IN (
       SELECT id FROM imports WHERE state = 'complete' ORDER BY changed_at DESC LIMIT 1 BY source, file)
     GROUP BY source`,
  )
  return Promise.all(
    plan.sources.map(async (source) => ({
      name: source.name,
      kind: source.kind,
      path: source.path,
      ...(await filesThere(source.path)),
      rows: (source.kind === 'events' ? events : tables).get(source.name) ?? 0,
      quarantined: aside.get(source.name) ?? 0,
    })),
  )
}

async function filesThere(path: string): Promise<Pick<SourceStatus, 'files' | 'problem'>> {
  try {
    return { files: await filesOf(path), problem: null }
  } catch (error) {
    if (!(error instanceof ForetellError)) throw error
    return { files: [], problem: error.message }
  }
}

async function checkPrediction(
  project: Project,
  prediction: PredictionPlan,
  sources: readonly SourceStatus[],
): Promise<PredictionCheck> {
  const { name, task } = prediction
  const description = describePrediction(prediction, project.plan)
  if (prediction.kind === 'table') {
    const rows = sources.find((source) => source.name === prediction.source)?.rows ?? 0
    return { name, task, description, counts: null, gate: tableGate(rows) }
  }
  const counts = await labelCounts(project, prediction)
  return { name, task, description, counts, gate: eventGate(prediction, counts) }
}

/** What the outcome of a table is, is found when it is trained; here only whether there is a table. */
function tableGate(rows: number): GateAnswer {
  return rows === 0
    ? waiting
    : { state: 'open', reason: `${rows.toLocaleString('en-US')} rows.`, remedy: null, warnings: [] }
}

const waiting: GateAnswer = {
  state: 'waiting',
  reason: 'Nothing has been imported yet.',
  remedy: 'Run `foretell ingest`.',
  warnings: [],
}

function eventGate({ task }: EventPredictionPlan, counts: LabelCounts): GateAnswer {
  if (counts.times === undefined) return waiting
  const gate = dataGate(counts, task)
  return gate.ok
    ? { state: 'open', reason: gate.value.summary, remedy: null, warnings: gate.value.warnings }
    : { state: 'refused', ...gate.problem, warnings: [] }
}

function remarksOn({ events }: Plan, store: EventCatalogue): string[] {
  const seen = new Set(store.events.map(({ name }) => name))
  const remarks = Object.keys(events)
    .filter((name) => !seen.has(name))
    .map((name) => `The event "${name}" is declared, but there is none in the data.`)
  for (const { name, properties } of store.events) {
    const observed = new Set(properties.map((property) => property.name))
    const missing = Object.keys(events[name]?.properties ?? {}).filter((property) => !observed.has(property))
    if (missing.length > 0) {
      remarks.push(`No "${name}" in the data has ${missing.map((property) => `"${property}"`).join(', ')}.`)
    }
  }
  return remarks
}
