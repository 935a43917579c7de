import type { EventSourcePlan } from '../config/plan.js'
import type { Step } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { type FileTables, insertSettings } from './file-tables.js'
import { messageId } from './identity.js'
import { inLanes } from './lanes.js'

/** Rows that one statement stores: as many as fit in one block of an insertion, so that they become one part. */
const rowsAtOnce = 1_000_000

/** So many statements store at once. The embedded engine runs four. */
const lanes = 3

/** Rows that are stored together, told apart from others by SQL. */
interface Batch {
  readonly where: string
  readonly rows: number
}

/**
 * Stores the rows that are good and not stored yet, year by year: a year that fits into one insertion
 * becomes one part and needs no merging, whatever the order of the file.
 */
export async function storeEvents(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  step: Step,
): Promise<void> {
  const batches = await batchesOf(project, tables)
  const total = batches.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  await inLanes(batches, lanes, project.signal, async ({ where, rows }, signal) => {
    await project.warehouse.execute(
      `INSERT INTO events (entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties)
       SELECT {entity:String}, id, event, occurred_at, received_at, {source:String}, ${messageId}, session, properties
       FROM (SELECT * FROM ${tables.rows} WHERE reason = '' AND ${where}
             AND line NOT IN (SELECT line FROM ${tables.known} WHERE ${where})) AS own
       LEFT JOIN (SELECT line, ordinal, verdict FROM ${tables.repeats} WHERE ${where}) AS repeated USING line
       WHERE verdict IN ('', 'equal')`,
      {
        parameters: { entity: source.entity, source: source.name },
        signal,
        settings: { ...insertSettings, max_insert_threads: 1 },
      },
    )
    done += rows
    step.progress(done, total, 'rows')
  })
}

/**
 * Neighbouring years that are small are stored together; a large one in stretches of lines. A year of which
 * everything is stored has none.
 */
async function batchesOf(project: Project, { rows, known }: FileTables): Promise<readonly Batch[]> {
  const years = await project.warehouse.rows<{ year: number; rows: number; from: number; to: number }>(
    `SELECT year, sum(good) - sum(stored) AS rows, min(least) AS from, max(greatest) AS to FROM (
       SELECT toYear(occurred_at) AS year, count() AS good, 0 AS stored, min(line) AS least, max(line) AS greatest
       FROM ${rows} WHERE reason = '' GROUP BY year
       UNION ALL
       SELECT toYear(occurred_at) AS year, 0 AS good, count() AS stored, min(line) AS least, max(line) AS greatest
       FROM ${known} GROUP BY year)
     GROUP BY year HAVING rows > 0 ORDER BY year`,
    { signal: project.signal },
  )
  const batches: Batch[] = []
  let open: { from: number; rows: number } | undefined
  for (const [index, { year, rows: own, from, to }] of years.entries()) {
    if (own > rowsAtOnce) {
      const width = Math.ceil((to - from + 1) / Math.ceil(own / rowsAtOnce))
      for (let start = from; start <= to; start += width) {
        const lines = `line BETWEEN ${start} AND ${Math.min(to, start + width - 1)}`
        batches.push({
          where: `toYear(occurred_at) = ${year} AND ${lines}`,
          rows: (own * width) / (to - from + 1),
        })
      }
      continue
    }
    open = { from: open?.from ?? year, rows: (open?.rows ?? 0) + own }
    const next = years.at(index + 1)
    if (next !== undefined && open.rows + next.rows <= rowsAtOnce) continue
    batches.push({ where: `toYear(occurred_at) BETWEEN ${open.from} AND ${year}`, rows: open.rows })
    open = undefined
  }
  return batches
}
