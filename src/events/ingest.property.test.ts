import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { number } from '../config/event.js'
import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { ingestSource } from './ingest.js'
import { listQuarantine } from './quarantine.js'
import { eventPlans, sourcePlan } from './source.testing.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject(
    { events: eventPlans({ login: {}, purchase: { amount: number() } }) },
    tickingClock(),
  )
})
afterAll(() => project.dispose())

interface Row {
  readonly id: string
  readonly time: string
  readonly event: string
  readonly amount: string
  readonly note: string
  /** Why it is bad; none for a good one. */
  readonly reason: string | undefined
}

const note = fc.string({
  unit: fc.constantFrom('a', ' ', ',', '"', '\n', 'é', '\\', '\t', ';'),
  maxLength: 6,
})

const good = fc
  .record({
    id: fc.constantFrom('u1', 'u2', 'ü 3', '"quoted"'),
    day: fc.integer({ min: 1, max: 28 }),
    event: fc.constantFrom('login', 'purchase'),
    amount: fc.constantFrom('', '1', '2.5', 'NA'),
    note,
  })
  .map(({ day, ...row }): Row => ({
    ...row,
    time: `2026-02-${String(day).padStart(2, '0')}`,
    reason: undefined,
  }))

const bad = fc
  .tuple(
    good,
    fc.constantFrom<readonly [Partial<Row>, string]>(
      [{ id: '' }, 'no_id'],
      [{ id: 'undefined' }, 'placeholder_id'],
      [{ time: '' }, 'no_time'],
      [{ time: 'tomorrow' }, 'unparsable_time'],
      [{ time: '2026-02-30' }, 'impossible_time'],
      [{ time: '2099-01-01' }, 'future_time'],
      [{ event: 'logout' }, 'unknown_event'],
      [{ event: 'purchase', amount: 'much' }, 'wrong_type'],
    ),
  )
  .map(([row, [change, reason]]): Row => ({ ...row, ...change, reason }))

/** More good rows than bad ones, in any order, so that no file is refused. */
const file = fc
  .array(fc.tuple(good, good, fc.option(bad, { nil: undefined })), { minLength: 1, maxLength: 8 })
  .chain((groups) => {
    const rows = groups.flat().filter((row) => row !== undefined)
    return fc.shuffledSubarray(rows, { minLength: rows.length })
  })

type Writer = (rows: readonly Row[]) => string

const columns = ['id', 'time', 'event', 'amount', 'note'] as const
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const writers: Readonly<Record<string, Writer>> = {
  csv: (rows) => {
    const lines = rows.map((row) => columns.map((name) => quoted(row[name])).join(','))
    return ['user_id,time,event,amount,note', ...lines, ''].join('\r\n')
  },
  ndjson: (rows) =>
    rows
      .map(({ id, time, event, amount, note: text }) =>
        JSON.stringify({
          user_id: id === '' ? null : id,
          time,
          event,
          amount: amount === '2.5' ? 2.5 : amount,
          note: text,
        }),
      )
      .join('\n'),
}

async function importRows(rows: readonly Row[], format: 'csv' | 'ndjson', name: string) {
  const path = await project.file(name, writers[format](rows))
  return ingestSource(project, sourcePlan({ path, format, events: ['login', 'purchase'] }))
}

async function empty(): Promise<void> {
  for (const table of ['events', 'quarantine', 'imports'])
    await project.warehouse.execute(`TRUNCATE TABLE ${table}`)
}

/** What is stored, as one line of text an event, sorted. */
async function storedRows(): Promise<string[]> {
  const rows = await project.warehouse.rows<{ text: string }>(
    `SELECT concat(entity_id, '|', toString(toDate(occurred_at)), '|', event, '|', toString(properties)) AS text FROM events FINAL`,
  )
  return rows.map(({ text }) => text).sort()
}

function expectedRow({ id, time, event, amount }: Row): string {
  const value =
    event === 'purchase' && amount !== '' && amount !== 'NA' ? `{"amount":${Number(amount)}}` : '{}'
  return `${id}|${time}|${event}|${value}`
}

describe('an import of any rows', () => {
  const format = fc.constantFrom('csv' as const, 'ndjson' as const)

  it('stores all good ones as they are, lists all bad ones with their reason, and changes nothing again', async () => {
    await fc.assert(
      fc.asyncProperty(file, format, async (rows, written) => {
        await empty()
        const summary = await importRows(rows, written, `a.${written}`)
        const goodRows = rows.filter(({ reason }) => reason === undefined)
        const badReasons = rows.flatMap(({ reason }) => reason ?? [])
        expect(summary).toMatchObject({
          rows: rows.length,
          stored: goodRows.length,
          alreadyStored: 0,
          skipped: 0,
        })
        expect(await storedRows()).toEqual(goodRows.map(expectedRow).sort())
        expect((await listQuarantine(project)).map(({ reason }) => reason).sort()).toEqual(
          [...badReasons].sort(),
        )
        expect(Object.values(summary.quarantined).reduce((sum, count) => sum + count, 0)).toBe(
          badReasons.length,
        )

        const shuffled = await importRows([...rows].reverse(), written, `b.${written}`)
        expect(shuffled).toMatchObject({ stored: 0, alreadyStored: goodRows.length })
        expect(await storedRows()).toEqual(goodRows.map(expectedRow).sort())
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('stores a part first and then the whole as it stores the whole at once', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.double({ min: 0, max: 1, noNaN: true }), async (rows, share) => {
        await empty()
        // A part without bad rows is never refused.
        const part = rows
          .slice(0, Math.ceil(share * rows.length))
          .filter(({ reason }) => reason === undefined)
        if (part.length > 0) await importRows(part, 'csv', 'a.csv')
        const summary = await importRows(rows, 'csv', 'b.csv')
        const goodRows = rows.filter(({ reason }) => reason === undefined)
        expect(summary).toMatchObject({ stored: goodRows.length - part.length, alreadyStored: part.length })
        expect(await storedRows()).toEqual(goodRows.map(expectedRow).sort())
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })
})
