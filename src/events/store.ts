import type { EventSourcePlan } from '../config/plan.js'
import type { Step } from '../shared/observer.js'
import { warehouseTime } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { literal } from '../warehouse/identifier.js'
import { problemParts } from '../sources/staging.js'
import { type FileTables, insertSettings } from './file-tables.js'
import { conflictDetail, messageId } from './identity.js'
import { SKIPPED } from './reasons.js'

/** A stretch of lines of the file, both ends included. */
interface Lines {
  readonly from: number
  readonly to: number
}

/** Lines that one statement stores. It bounds memory, and it is how often progress is told. */
const linesAtOnce = 4_000_000

/** The file's lines in stretches. */
export async function linesOf(project: Project, { staging }: FileTables): Promise<readonly Lines[]> {
  const [{ last }] = await project.warehouse.rows<{ last: number }>(
    `SELECT max(line) AS last FROM ${staging.table}`,
  )
  const stretches: Lines[] = []
  for (let from = 1; from <= last; from += linesAtOnce)
    stretches.push({ from, to: Math.min(last, from + linesAtOnce - 1) })
  return stretches
}

/** Stores the rows that are good and not stored yet. */
export async function storeEvents(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  lines: readonly Lines[],
  step: Step,
): Promise<void> {
  for (const stretch of lines) {
    const within = between(stretch)
    await project.warehouse.execute(
      `INSERT INTO events (entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties)
       SELECT ${literal(source.entity)}, id, event, occurred_at, received_at, ${literal(source.name)}, ${messageId}, session, properties
       FROM (SELECT * FROM ${tables.rows} WHERE reason = '' AND ${within}
             AND line NOT IN (SELECT line FROM ${tables.known} WHERE ${within})) AS own
       LEFT JOIN (SELECT line, ordinal, verdict FROM ${tables.repeats} WHERE ${within}) AS repeated USING line
       WHERE verdict IN ('', 'equal')`,
      { signal: project.signal, settings: insertSettings },
    )
    step.progress(stretch.to, lines.at(-1)?.to, 'rows')
  }
}

/** So many rows of one undeclared event are listed; all are counted. */
const listedOfUndeclared = 100

/** Lists the bad rows: what could not be read, what cannot be stored, what says something else than its id. */
export async function quarantineRows(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  lines: readonly Lines[],
  about: { readonly file: string; readonly importId: string },
): Promise<void> {
  const { staging, rows, repeats, known } = tables
  const names = staging.columns.map(({ name }) => literal(name)).join(', ')
  const values = staging.columns.map(({ sql }) => sql).join(', ')
  const record = `toJSONString(mapFilter((name, text) -> text != '', CAST(([${names}], [${values}]), 'Map(String, String)')))`
  for (const stretch of lines) {
    const within = between(stretch)
    await project.warehouse.execute(
      `INSERT INTO quarantine (source, file, line, reason, detail, record, import_id, received_at)
       SELECT {source:String}, {file:String}, line, reason, detail, record, {importId:String}, {now:DateTime64(3)} FROM (
         SELECT line, ${problemParts}, record FROM ${staging.table} WHERE problem != '' AND ${within}
         UNION ALL
         SELECT line, reason, detail, ${record} AS record
         FROM (
           SELECT line, reason, detail FROM ${rows}
             WHERE reason NOT IN ('', '${SKIPPED}', 'unknown_event') AND ${within}
           UNION ALL
           SELECT line, reason, detail FROM ${rows} WHERE reason = 'unknown_event' AND ${within}
             ORDER BY line LIMIT ${listedOfUndeclared} BY event
           UNION ALL
           SELECT line, 'conflicting_id', ${conflictDetail}
             FROM ${repeats} WHERE verdict = 'conflict' AND ${within}
           UNION ALL
           SELECT line, 'conflicting_id', 'expected what is stored with the same message id' FROM ${known} WHERE conflict AND ${within}
         ) AS bad
         INNER JOIN (SELECT * FROM ${staging.table} WHERE ${within}) AS raw USING line)`,
      {
        parameters: {
          source: source.name,
          file: about.file,
          importId: about.importId,
          now: warehouseTime(project.clock.now()),
        },
        signal: project.signal,
        settings: { ...insertSettings, session_timezone: 'UTC', join_algorithm: 'hash' },
      },
    )
  }
}

function between({ from, to }: Lines): string {
  return `line BETWEEN ${from} AND ${to}`
}
