import type { Plan, PredictionPlan } from '../config/plan.js'
import { present } from '../events/people/moved.js'
import { durationLength, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { ModelCard } from './card.js'
import { readSource, sourceOf } from './gather-table.js'
import { entityId } from './table/table-rows.js'

/** Of whom is asked. */
export interface LearnedFromQuery {
  readonly entity: string
  /** SQL of the ids; needs the parameter `regulation`. */
  readonly subjects: string
  readonly regulation: string
  readonly ids: ReadonlySet<string>
}

/** A version that may have learned from somebody. */
export interface LearnedVersion {
  readonly prediction: string
  readonly version: string
  /** ISO 8601. */
  readonly createdAt: string
}

/**
 * The versions that may have learned from any of the people: trained after something of them was known, and on
 * outcomes that reach beyond when it happened. Whether a person was in the sample that a version was fitted on
 * is not kept, so one that is named may have seen nothing of them; one that is not named has not. Ask before the
 * people's data are deleted.
 */
export async function learnedFrom(project: Project, query: LearnedFromQuery): Promise<LearnedVersion[]> {
  const since = await knownSince(project, query)
  const rows = await project.warehouse.rows<{ prediction: string; version: string; card: string }>(
    'SELECT toString(prediction) AS prediction, version, card FROM models FINAL ORDER BY prediction, created_at, version',
    { signal: project.signal },
  )
  const inTable = new Map<string, boolean>()
  const learned: LearnedVersion[] = []
  for (const { prediction, version, card: text } of rows) {
    const card = JSON.parse(text) as ModelCard
    const plan = planOf(project.plan, prediction)
    if (isOfTable(plan, card)) {
      const known = inTable.get(prediction) ?? (await standsInTable(project, plan, prediction, query))
      inTable.set(prediction, known)
      if (!known) continue
    } else if (!mayHaveSeen(card, plan, query.entity, since)) continue
    learned.push({ prediction, version, createdAt: card.createdAt })
  }
  return learned
}

/** When the first event of any of them was there to be learned from; undefined when there never was one. */
async function knownSince(
  { warehouse, signal }: Project,
  { entity, subjects, regulation }: LearnedFromQuery,
): Promise<Instant | undefined> {
  const [{ events, since }] = await warehouse.rows<{ events: number; since: number }>(
    `SELECT count() AS events, toUnixTimestamp64Milli(min(greatest(occurred_at, received_at))) AS since
     FROM events WHERE entity = {entity:String} AND ${present} AND entity_id IN (${subjects})`,
    { parameters: { entity, regulation }, signal },
  )
  return events === 0 ? undefined : since
}

/** @returns undefined for one that is not in the configuration any more */
function planOf({ predictions }: Plan, name: string): PredictionPlan | undefined {
  return Object.hasOwn(predictions, name) ? predictions[name] : undefined
}

function isOfTable(plan: PredictionPlan | undefined, { data }: ModelCard): boolean {
  return plan === undefined ? data.anchors.length === 0 : plan.kind === 'table'
}

/** Features at an anchor know what was known then; outcomes what happened up to a horizon later. */
function mayHaveSeen(
  { createdAt, data, definition }: ModelCard,
  plan: PredictionPlan | undefined,
  entity: string,
  since: Instant | undefined,
): boolean {
  if (since === undefined || (plan?.kind === 'events' && plan.entity !== entity)) return false
  const horizon = definition.horizon === null ? 0 : durationLength(definition.horizon)
  const last = Math.max(...data.anchors.map(({ at }) => Date.parse(at)))
  const reaches = data.anchors.length === 0 ? Number.POSITIVE_INFINITY : last + horizon
  return since <= Math.min(Date.parse(createdAt), reaches)
}

/** Tables are learned from as their files are; a file that cannot be read may have held anybody. */
async function standsInTable(
  project: Project,
  plan: PredictionPlan | undefined,
  name: string,
  { subjects, regulation, ids }: LearnedFromQuery,
): Promise<boolean> {
  const source = plan?.kind === 'table' ? plan.source : ''
  const [{ stored }] = await project.warehouse.rows<{ stored: number }>(
    `SELECT (SELECT count() FROM scores WHERE prediction = {name:String} AND entity_id IN (${subjects}))
       + (SELECT count() FROM table_rows WHERE source = {source:String} AND key IN (${subjects})) AS stored`,
    { parameters: { name, source, regulation }, signal: project.signal },
  )
  if (stored > 0) return true
  if (plan?.kind !== 'table' || sourceOf(project.plan, plan).key === undefined) return false
  try {
    const { columns, rows } = await readSource(project, plan)
    const keys = columns.find((column) => column.name === sourceOf(project.plan, plan).key)?.column
    return Array.from({ length: rows }, (_, row) => entityId(keys, row)).some((id) => ids.has(id))
  } catch {
    return true
  }
}
