import { literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'
import { type BadExample, refuseMostlyBad } from '../sources/mostly-bad.js'
import type { FileTables, Tally } from './file-tables.js'
import { conflictDetail, type RepeatCounts } from './identity.js'
import { SKIPPED, SUPPRESSED } from './reasons.js'

export async function tallyRows(project: Project, tables: FileTables): Promise<Tally> {
  const { warehouse, signal } = project
  const counts = await warehouse.rows<{
    reason: string
    name: string
    rows: number
    first: string
    last: string
  }>(
    `SELECT reason, if(reason = '', toString(event), '') AS name, count() AS rows,
       toString(min(occurred_at)) AS first, toString(max(occurred_at)) AS last
     FROM ${tables.rows} GROUP BY reason, name ORDER BY rows DESC, name`,
    { signal },
  )
  const good = counts.filter(({ reason }) => reason === '')
  const bad = counts.filter(({ reason }) => !['', SKIPPED, SUPPRESSED].includes(reason))
  const rowsOf = (wanted: string): number => counts.find(({ reason }) => reason === wanted)?.rows ?? 0
  return {
    events: Object.fromEntries(good.map(({ name, rows }) => [name, rows])),
    bad: Object.fromEntries(bad.map(({ reason, rows }) => [reason, rows])),
    good: good.reduce((sum, { rows }) => sum + rows, 0),
    skipped: rowsOf(SKIPPED),
    suppressed: rowsOf(SUPPRESSED),
    span:
      good.length === 0
        ? undefined
        : {
            first: good.map(({ first }) => first).reduce((least, first) => (first < least ? first : least)),
            last: good.map(({ last }) => last).reduce((most, last) => (last > most ? last : most)),
          },
  }
}

/**
 * Refuses a file most of whose rows are bad. Rows that are skipped are set aside, and so are undeclared events
 * as long as any event is declared: a file may hold more kinds of them than a project is about.
 */
export async function refuseBadFile(
  project: Project,
  tables: FileTables,
  tally: Tally,
  repeats: RepeatCounts,
): Promise<void> {
  const { unknown_event: undeclared = 0, ...others } = tally.bad
  const bad: Record<string, number> = { ...others }
  if (tally.good === 0 && undeclared > 0) bad['unknown_event'] = undeclared
  if (repeats.conflicts > 0) bad['conflicting_id'] = repeats.conflicts
  await refuseMostlyBad(project, tables.staging, {
    bad,
    aside: tally.skipped + tally.suppressed + (tally.good === 0 ? 0 : undeclared),
    examples: (limit) => badExamples(project, tables, Object.keys(bad), limit),
  })
}

async function badExamples(
  project: Project,
  { rows, staging, repeats }: FileTables,
  shown: readonly string[],
  limit: number,
): Promise<readonly BadExample[]> {
  const record = staging.columns.map(({ sql }) => sql).join(', ')
  const first = `SELECT line, reason, detail FROM ${rows} WHERE reason IN (${shown.map(literal).join(', ')})
    UNION ALL SELECT line, 'conflicting_id', ${conflictDetail} FROM ${repeats} WHERE verdict = 'conflict'
    ORDER BY line LIMIT ${limit}`
  return project.warehouse.rows<BadExample>(
    `SELECT line, reason, detail, arrayStringConcat([${record}], ',') AS record
     FROM (SELECT * FROM (${first})) AS bad
     INNER JOIN (SELECT * FROM ${staging.table} WHERE line IN (SELECT line FROM (${first}))) AS raw USING line
     ORDER BY line`,
    { signal: project.signal },
  )
}

/** The names of undeclared events, the most frequent first. */
export async function undeclaredEvents(project: Project, { rows }: FileTables): Promise<readonly string[]> {
  const found = await project.warehouse.rows<{ name: string; count: number }>(
    `SELECT toString(event) AS name, count() AS count FROM ${rows} WHERE reason = 'unknown_event'
     GROUP BY name ORDER BY count DESC, name LIMIT 5`,
  )
  return found.map(({ name, count }) => `${name} (${count.toLocaleString('en')})`)
}
