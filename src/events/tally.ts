import type { Project } from '../warehouse/project.js'
import { type BadExample, refuseMostlyBad } from '../sources/mostly-bad.js'
import type { FileTables } from './file-tables.js'
import type { RepeatCounts } from './identity.js'
import { SKIPPED } from './reasons.js'

/** What the rows of a file are, before anything is stored. */
export interface Tally {
  /** Good rows by event. */
  readonly events: Readonly<Record<string, number>>
  /** Bad rows by reason, `skipped` not among them. */
  readonly bad: Readonly<Record<string, number>>
  readonly good: number
  readonly skipped: number
  /** Of the good rows, as the warehouse writes times; undefined without good rows. */
  readonly span: { readonly first: string; readonly last: string } | undefined
}

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
  const bad = counts.filter(({ reason }) => reason !== '' && reason !== SKIPPED)
  return {
    events: Object.fromEntries(good.map(({ name, rows }) => [name, rows])),
    bad: Object.fromEntries(bad.map(({ reason, rows }) => [reason, rows])),
    good: good.reduce((sum, { rows }) => sum + rows, 0),
    skipped: counts.find(({ reason }) => reason === SKIPPED)?.rows ?? 0,
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
 * Refuses a file most of whose rows are bad. Events that are not declared count only when no event is: a file
 * may hold more kinds of them than a project is about.
 */
export async function refuseBadFile(
  project: Project,
  tables: FileTables,
  tally: Tally,
  repeats: RepeatCounts,
): Promise<void> {
  const counted = Object.entries(tally.bad).filter(
    ([reason]) => reason !== 'unknown_event' || tally.good === 0,
  )
  const reasons = [...counted, ['conflicting_id', repeats.conflicts] as const]
    .filter(([, rows]) => rows > 0)
    .map(([reason, rows]) => ({ reason, rows }))
  const bad = reasons.reduce((sum, { rows }) => sum + rows, 0)
  const examples = bad === 0 ? [] : await badExamples(project, tables)
  await refuseMostlyBad(project, tables.staging, { bad, reasons, examples })
}

async function badExamples(project: Project, { rows, staging }: FileTables): Promise<readonly BadExample[]> {
  const record = staging.columns.map(({ sql }) => sql).join(', ')
  return project.warehouse.rows<BadExample>(
    `SELECT line, reason, detail, arrayStringConcat([${record}], ',') AS record
     FROM (SELECT line, reason, detail FROM ${rows} WHERE reason NOT IN ('', '${SKIPPED}') ORDER BY line LIMIT 3) AS bad
     INNER JOIN (SELECT * FROM ${staging.table} WHERE line IN (
       SELECT line FROM ${rows} WHERE reason NOT IN ('', '${SKIPPED}') ORDER BY line LIMIT 3)) AS raw USING line
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

/** Records that could not be read, by reason. */
export async function malformedByReason(
  project: Project,
  { staging }: FileTables,
): Promise<Readonly<Record<string, number>>> {
  if (staging.malformed === 0) return {}
  const found = await project.warehouse.rows<{ reason: string; rows: number }>(
    `SELECT splitByString(': ', problem)[1] AS reason, count() AS rows FROM ${staging.table}
     WHERE problem != '' GROUP BY reason ORDER BY rows DESC, reason`,
    { signal: project.signal },
  )
  return Object.fromEntries(found.map(({ reason, rows }) => [reason, rows]))
}
