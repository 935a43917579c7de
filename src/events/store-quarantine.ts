import type { EventSourcePlan } from '../config/plan.js'
import { warehouseTime } from '../shared/time.js'
import { problemParts } from '../sources/staging.js'
import { literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'
import { type FileTables, insertSettings } from './file-tables.js'
import { conflictDetail, duplicateDetail } from './identity.js'
import { SKIPPED, SUPPRESSED } from './reasons.js'

/** A stretch of lines of the file, both ends included. */
interface Lines {
  readonly from: number
  readonly to: number
}

/** Lines whose bad rows are listed by one statement, which bounds its memory. */
const linesAtOnce = 4_000_000

async function linesOf(project: Project, { staging }: FileTables): Promise<readonly Lines[]> {
  const [{ last }] = await project.warehouse.rows<{ last: number }>(
    `SELECT max(line) AS last FROM ${staging.table}`,
  )
  const stretches: Lines[] = []
  for (let from = 1; from <= last; from += linesAtOnce)
    stretches.push({ from, to: Math.min(last, from + linesAtOnce - 1) })
  return stretches
}

/** So many rows of one undeclared event are listed; all are counted. */
const listedOfUndeclared = 100

/** Lists the bad rows: what could not be read, what cannot be stored, what repeats an id. */
export async function quarantineRows(
  project: Project,
  source: EventSourcePlan,
  tables: FileTables,
  about: { readonly file: string; readonly importId: string },
): Promise<void> {
  const { staging, rows, repeats, known } = tables
  const names = staging.columns.map(({ name }) => literal(name)).join(', ')
  const values = staging.columns.map(({ sql }) => sql).join(', ')
  const record = `toJSONString(mapFilter((name, text) -> text != '', CAST(([${names}], [${values}]), 'Map(String, String)')))`
  for (const { from, to } of await linesOf(project, tables)) {
    const within = `line BETWEEN ${from} AND ${to}`
    await project.warehouse.execute(
      `INSERT INTO quarantine (source, file, line, reason, detail, record, import_id, received_at)
       SELECT {source:String}, {file:String}, line, reason, detail, record, {importId:String}, {now:DateTime64(3)} FROM (
         SELECT line, ${problemParts}, record FROM ${staging.table} WHERE problem != '' AND ${within}
         UNION ALL
         SELECT line, reason, detail, ${record} AS record
         FROM (
           SELECT line, reason, detail FROM ${rows}
             WHERE reason NOT IN ('', '${SKIPPED}', '${SUPPRESSED}', 'unknown_event') AND ${within}
           UNION ALL
           SELECT line, reason, detail FROM ${rows} WHERE reason = 'unknown_event' AND ${within}
             ORDER BY line LIMIT ${listedOfUndeclared} BY event
           UNION ALL
           SELECT line, 'duplicate_id', ${duplicateDetail} FROM ${repeats} WHERE verdict = 'duplicate' AND ${within}
           UNION ALL
           SELECT line, 'conflicting_id', ${conflictDetail} FROM ${repeats} WHERE verdict = 'conflict' AND ${within}
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
