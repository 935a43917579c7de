import { gzipSync } from 'node:zlib'
import { rename } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { boolean, number, string, time } from '../config/event.js'
import type { EventSourcePlan } from '../config/plan.js'
import { field, when } from '../config/source.js'
import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { eventCatalogue } from './catalogue.js'
import { ingestSource } from './ingest.js'
import { listQuarantine } from './quarantine.js'
import { reasons } from './reasons.js'
import { eventPlans, sourcePlan } from './source.testing.js'

let project: TestProject
beforeAll(async () => {
  const events = eventPlans({
    login: {},
    purchase: { amount: number(), plan: string(), gift: boolean(), due: time() },
  })
  project = await testProject({ events }, tickingClock())
})
beforeEach(async () => {
  for (const table of ['events', 'traits', 'quarantine', 'imports'])
    await project.warehouse.execute(`TRUNCATE TABLE ${table}`)
  project.warnings.length = 0
})
afterAll(() => project.dispose())

const header = 'user_id,time,event,amount,plan,gift,due'

type SourceOptions = Partial<Parameters<typeof sourcePlan>[0]>

function source(path: string, options: SourceOptions = {}): EventSourcePlan {
  return sourcePlan({ path, events: ['login', 'purchase'], ...options })
}

async function importText(text: string, options: SourceOptions = {}, name = 'a.csv') {
  return ingestSource(project, source(await project.file(name, text), options))
}

interface StoredEvent {
  readonly entity_id: string
  readonly event: string
  readonly occurred_at: string
  readonly received_at: string
  readonly session_id: string
  readonly properties: Readonly<Record<string, unknown>>
}

function stored(): Promise<StoredEvent[]> {
  return project.warehouse.rows<StoredEvent>(
    'SELECT entity_id, event, occurred_at, received_at, session_id, properties FROM events FINAL ORDER BY occurred_at, entity_id, event, message_id',
  )
}

async function count(): Promise<number> {
  return (await stored()).length
}

/** Every row of a file is counted in exactly one place. */
function expectAllCounted(summary: Awaited<ReturnType<typeof ingestSource>>): void {
  const quarantined = Object.values(summary.quarantined).reduce((sum, rows) => sum + rows, 0)
  const { stored, alreadyStored, skipped, rows } = summary
  expect(stored + alreadyStored + skipped + quarantined).toBe(rows)
}

describe('importing events', () => {
  it('stores what the rows say, typed as declared', async () => {
    const summary = await importText(
      `${header}\nu1,2026-01-02T03:04:05Z,purchase,7,2026-01-01,yes,2026-02-01\nu2,2026-01-03,login,9,x,no,\nu3,2026-01-04,purchase,,,,\n`,
    )
    expect(await stored()).toEqual([
      {
        entity_id: 'u1',
        event: 'purchase',
        occurred_at: '2026-01-02 03:04:05.000',
        received_at: '2026-01-02 03:04:05.000',
        session_id: '',
        // A text that looks like a date stays a text; a time is ISO 8601.
        properties: { amount: 7, plan: '2026-01-01', gift: true, due: '2026-02-01T00:00:00.000Z' },
      },
      expect.objectContaining({ entity_id: 'u2', event: 'login', properties: {} }),
      expect.objectContaining({ entity_id: 'u3', event: 'purchase', properties: {} }),
    ])
    expect(summary).toMatchObject({
      rows: 3,
      stored: 3,
      quarantined: {},
      events: { purchase: 2, login: 1 },
      first: '2026-01-02T03:04:05.000Z',
      last: '2026-01-04T00:00:00.000Z',
      entities: 3,
    })
    expectAllCounted(summary)
  })

  it('quarantines each bad row with its line and reason, and nothing else', async () => {
    const good = Array.from({ length: 20 }, (_, index) => `g${index},2026-01-02,login,,,,`)
    const bad = [
      [',2026-01-02,login,,,,', 'no_id'],
      ['null,2026-01-02,login,,,,', 'placeholder_id'],
      ['Guest,2026-01-02,login,,,,', 'placeholder_id'],
      ['0,2026-01-02,login,,,,', 'placeholder_id'],
      ['b1,,login,,,,', 'no_time'],
      ['b2,yesterday,login,,,,', 'unparsable_time'],
      ['b3,2023-02-30,login,,,,', 'impossible_time'],
      ['b4,0001-01-01,login,,,,', 'impossible_time'],
      ['b5,1900-01-01,login,,,,', 'impossible_time'],
      ['b6,1970-01-01,login,,,,', 'impossible_time'],
      ['b7,2999-01-01,login,,,,', 'impossible_time'],
      ['b8,2030-01-01,login,,,,', 'future_time'],
      ['b9,2026-01-02,,,,,', 'no_event'],
      ['b10,2026-01-02,logout,,,,', 'unknown_event'],
      ['b11,2026-01-02,purchase,cheap,,,', 'wrong_type'],
      ['b12,2026-01-02,purchase,1,,maybe,', 'wrong_type'],
      ['b13,2026-01-02,purchase,1,,,2026-13-01', 'wrong_type'],
      ['b14,2026-01-02', 'too_few_fields'],
      ['b15,2026-01-02,login,,,,,x', 'too_many_fields'],
      ['"b16,2026-01-02,login,,,,', 'unclosed_quote'],
    ] as const
    const lines = good.flatMap((line, index) => [line, bad[index][0]])
    const summary = await importText([header, ...lines, 'g20,2026-01-02,login,,,,', ''].join('\n'))
    expectAllCounted(summary)
    expect(summary.stored).toBe(21)
    expect((await stored()).map(({ entity_id }) => entity_id).sort()).toEqual(
      Array.from({ length: 21 }, (_, index) => `g${index}`).sort(),
    )
    const listed = await listQuarantine(project)
    expect(listed.map(({ line, reason, file, source: name }) => [line, reason, file, name])).toEqual(
      bad.map(([, reason], index) => [3 + 2 * index, reason, 'a.csv', 'app']),
    )
    const counts: Record<string, number> = {}
    for (const [, reason] of bad) counts[reason] = (counts[reason] ?? 0) + 1
    expect(summary.quarantined).toEqual(counts)
    expect(listed.find(({ reason }) => reason === 'wrong_type')).toMatchObject({
      detail: 'expected a number in amount, found "cheap"',
      record: '{"user_id":"b11","time":"2026-01-02","event":"purchase","amount":"cheap"}',
    })
    expect(project.warnings).toContainEqual(expect.stringContaining('logout (1)'))
  })

  it('has a test for every reason but those about ids', async () => {
    // The list above and this one stay together.
    expect(Object.keys(reasons)).toEqual([
      ...['no_id', 'placeholder_id', 'no_time', 'unparsable_time', 'impossible_time', 'future_time'],
      ...['no_event', 'unknown_event', 'wrong_type', 'duplicate_id', 'conflicting_id'],
    ])
    await Promise.resolve()
  })

  it('lists by source, reason and number', async () => {
    await importText(
      `${header}\n,2026-01-02,login,,,,\nu,x,login,,,,\na,2026-01-02,login,,,,\nb,2026-01-02,login,,,,\nc,2026-01-02,login,,,,\n`,
    )
    expect(await listQuarantine(project, { reason: 'no_id' })).toHaveLength(1)
    expect(await listQuarantine(project, { limit: 1 })).toHaveLength(1)
    expect(await listQuarantine(project, { source: 'other' })).toEqual([])
  })

  it('refuses a file that is mostly bad, and stores nothing of it', async () => {
    const rows = [
      'u1,2026-01-02,login',
      'u2,02.2026,login',
      'u3,soon,login',
      'u4,x,login',
      ',2026-01-02,login',
      'u5,2026-01-02,login',
      ',,login',
    ]
    const failed = importText(`user_id,time,event\n${rows.join('\n')}\n`)
    await expect(failed).rejects.toMatchObject({ code: 'FILE_MOSTLY_BAD' })
    await expect(failed).rejects.toThrow(
      /of 7 rows 5 cannot be used \(unparsable_time 3, no_id 2\).*line 3: expected a time, found "02.2026": u2,02.2026,login/s,
    )
    expect(await count()).toBe(0)
    expect(await listQuarantine(project)).toEqual([])
    expect(await project.leftovers()).toEqual([])
  })

  it('does not refuse a file for events that a project is not about, but one of which it knows none', async () => {
    const rows = Array.from(
      { length: 9 },
      (_, index) => `u${index},2026-01-02,${index === 0 ? 'login' : 'page_view'}`,
    )
    const summary = await importText(`user_id,time,event\n${rows.join('\n')}\n`)
    expect(summary).toMatchObject({ stored: 1, quarantined: { unknown_event: 8 } })
    await expect(
      importText(`user_id,time,event\n${rows.slice(1).join('\n')}\n`, {}, 'b.csv'),
    ).rejects.toMatchObject({ code: 'FILE_MOSTLY_BAD' })
  })

  it('computes columns, skips rows on purpose, and keeps visits', async () => {
    const text = `InvoiceNo,CustomerID,InvoiceDate,Quantity,UnitPrice,Country,session\n536365,17850,12/1/2010 8:26,6,2.55,UK,s1\nC536379,14527,12/13/2010 9:41,-1,27.50,UK,\n536380,1,12/1/2010 9:42,1,1,TEST,\n`
    const summary = await importText(text, {
      columns: {
        id: field('CustomerID').node,
        time: field('InvoiceDate').node,
        event: when(field('InvoiceNo').startsWith('C'), 'login', 'purchase').node,
        session: field('session').node,
      },
      properties: { amount: field('Quantity').times(field('UnitPrice')).node },
      skip: field('Country').is('TEST'),
    })
    expect(await stored()).toMatchObject([
      {
        entity_id: '17850',
        event: 'purchase',
        occurred_at: '2010-12-01 08:26:00.000',
        session_id: 's1',
        properties: { amount: 6 * 2.55 },
      },
      { entity_id: '14527', event: 'login', properties: {} },
    ])
    expect(summary).toMatchObject({ rows: 3, stored: 2, skipped: 1, quarantined: {} })
    expectAllCounted(summary)
  })

  it('reads rows as the only event there is, unless a column names it', async () => {
    const options = { events: ['login'] }
    await importText('user_id,time,type\nu1,2026-01-02,web\nu2,2026-01-02,app\n', options)
    expect(await count()).toBe(2)
    const summary = await importText(
      'user_id,time,event\nu1,2026-01-03,login\nu2,2026-01-03,click\n',
      options,
      'b.csv',
    )
    expect(summary).toMatchObject({ stored: 1, quarantined: { unknown_event: 1 } })
  })

  it('never knows an event before it happened', async () => {
    await importText(
      'user_id,time,event,received_at\nu1,2026-01-02,login,2026-01-05\nu2,2026-01-02,login,2026-01-01\nu3,2026-01-02,login,\n',
    )
    expect((await stored()).map(({ received_at }) => received_at.slice(0, 10))).toEqual([
      '2026-01-05',
      '2026-01-02',
      '2026-01-02',
    ])
  })

  it('reads NDJSON as it reads CSV', async () => {
    const lines = [
      '{"userId":"u1","time":"2026-01-02T00:00:00Z","event":"purchase","amount":5,"plan":"pro","gift":false}',
      '{"userId":null,"time":"2026-01-02T00:00:00Z","event":"login"}',
      '{"userId":"u2","time":1767312000,"event":"login"}',
      '{"userId":"u3"',
    ]
    const summary = await importText(lines.join('\n'), { format: 'ndjson' }, 'a.ndjson')
    expect(await stored()).toMatchObject([
      { entity_id: 'u1', properties: { amount: 5, plan: 'pro', gift: false } },
      { entity_id: 'u2', event: 'login' },
    ])
    expect(summary.quarantined).toEqual({ not_json: 1, no_id: 1 })
    expectAllCounted(summary)
  })

  it('reads Parquet as it reads CSV', async () => {
    const bytes = await project.warehouse.export(
      `SELECT if(number = 0, 17850., NULL) AS customer_id, toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC') AS time,
         'purchase' AS event, toDecimal64(7.25, 2) AS amount, true AS gift
       FROM numbers(2) ORDER BY number`,
      'Parquet',
    )
    const content = Buffer.concat((await bytes.toArray()) as Buffer[])
    const path = await project.file('a.parquet', content)
    const summary = await ingestSource(
      project,
      source(path, { format: 'parquet', timeZone: 'Europe/Berlin' }),
    )
    expect(await stored()).toMatchObject([
      {
        entity_id: '17850',
        occurred_at: '2026-01-02 03:04:05.678',
        properties: { amount: 7.25, gift: true },
      },
    ])
    expect(summary.quarantined).toEqual({ no_id: 1 })
    expect(await listQuarantine(project)).toMatchObject([{ line: 2 }])
  })

  it('passes over an empty file among others, and refuses one alone', async () => {
    await project.file('night1.csv', '')
    await project.file('night2.csv', 'user_id,time,event\nu1,2026-01-01,login\n')
    await project.file('night3.csv', 'user_id,time,event\n')
    expect(await ingestSource(project, source(`${project.root}/night*.csv`))).toMatchObject({
      rows: 1,
      stored: 1,
    })
    expect(project.warnings).toContainEqual(expect.stringContaining('night1.csv'))
    await expect(ingestSource(project, source(`${project.root}/night1.csv`))).rejects.toMatchObject({
      code: 'FILE_EMPTY',
    })
  })

  it('reads all files of a pattern, and adds them up', async () => {
    await project.file('day1.csv', 'user_id,time,event\nu1,2026-01-01,login\n,2026-01-01,login\n')
    await project.file('day2.csv', 'event,user_id,time\nlogin,u1,2026-01-02\nlogin,u2,2026-01-02\n')
    const summary = await ingestSource(project, source(`${project.root}/day*.csv`))
    expect(summary.files.map(({ file, stored: own }) => [file, own])).toEqual([
      ['day1.csv', 1],
      ['day2.csv', 2],
    ])
    expect(summary).toMatchObject({
      rows: 4,
      stored: 3,
      quarantined: { no_id: 1 },
      entities: 2,
      first: '2026-01-01T00:00:00.000Z',
      last: '2026-01-02T00:00:00.000Z',
    })
  })
})

describe('importing again', () => {
  const rows = [
    'u1,2026-01-02,login,,,,',
    'u1,2026-01-02,login,,,,',
    'u2,2026-01-03,purchase,5,,,',
    ',2026-01-03,login,,,,',
  ]
  const text = `${header}\n${rows.join('\n')}\n`

  it('does not read the very same file', async () => {
    await importText(text)
    const again = await importText(text, {}, 'renamed.csv')
    expect(again).toMatchObject({ stored: 0, alreadyStored: 3, quarantined: { no_id: 1 } })
    expect(again.files[0]).toMatchObject({ read: false, file: 'renamed.csv' })
    expectAllCounted(again)
    expect(await count()).toBe(3)
  })

  it.each([
    ['packed', () => gzipSync(text), 'p.csv.gz'],
    ['with other line ends', () => text.replaceAll('\n', '\r\n'), 'r.csv'],
    [
      'with its columns in another order',
      () => text.replaceAll(/^([^,]*),([^,]*),(.*)$/gm, '$2,$1,$3'),
      'o.csv',
    ],
    [
      'with another, empty column',
      () => text.replaceAll(/$/gm, ',').replace(/,$/, '').replace(/due,/, 'due,new'),
      'n.csv',
    ],
    ['in reverse', () => [header, ...[...rows].reverse(), ''].join('\n'), 'v.csv'],
  ])('changes nothing when the file comes %s', async (_, changed, name) => {
    await importText(text)
    const before = await stored()
    const path = await project.file('copy.csv', changed())
    await rename(path, `${project.root}/${name}`)
    const again = await ingestSource(project, source(`${project.root}/${name}`))
    expect(again).toMatchObject({ stored: 0, alreadyStored: 3 })
    expect(again.files[0].read).toBe(true)
    expect(await stored()).toEqual(before)
  })

  it('adds only what is new when the file has grown, equal rows among it', async () => {
    await importText(text)
    const grown = await importText(`${text}u1,2026-01-02,login,,,,\nu9,2026-01-04,login,,,,\n`)
    expect(grown).toMatchObject({ rows: 6, stored: 2, alreadyStored: 3 })
    expectAllCounted(grown)
    // Three equal rows in one file are three events.
    expect((await stored()).filter(({ entity_id }) => entity_id === 'u1')).toHaveLength(3)
  })

  it('completes what an import that died has begun', async () => {
    await importText(text)
    // As it is when a process dies between storing and saying so.
    await project.warehouse.execute(
      `ALTER TABLE imports DELETE WHERE state = 'complete' SETTINGS mutations_sync = 2`,
    )
    await project.warehouse.execute(
      `ALTER TABLE events DELETE WHERE entity_id = 'u2' SETTINGS mutations_sync = 2`,
    )
    expect(await importText(text)).toMatchObject({ stored: 1, alreadyStored: 2 })
    expect(await count()).toBe(3)
  })

  it('reads a file again when some of it lay in the future', async () => {
    const ahead = 'user_id,time,event\nu1,2026-01-01,login\nu2,2027-01-01,login\n'
    await importText(ahead)
    const later = { ...project, clock: { now: () => Date.parse('2028-01-01') } }
    const again = await ingestSource(later, source(`${project.root}/a.csv`))
    expect(again).toMatchObject({ stored: 1, alreadyStored: 1, quarantined: {} })
    expect(await listQuarantine(project)).toEqual([])
  })

  it('puts what a changed mapping reads in the place of what it read before', async () => {
    await importText(
      'user_id,account,time,event,amount\nu1,a1,2026-01-02,purchase,5\nu2,a1,2026-01-03,purchase,6\n',
    )
    const again = await importText(
      'user_id,account,time,event,amount\nu1,a1,2026-01-02,purchase,5\nu2,a1,2026-01-03,purchase,6\n',
      {
        columns: { id: field('account').node },
        properties: { amount: field('amount').times(100).node },
      },
    )
    expect(again).toMatchObject({ stored: 2, replaced: 2, alreadyStored: 0 })
    expect(await stored()).toMatchObject([
      { entity_id: 'a1', properties: { amount: 500 } },
      { entity_id: 'a1', properties: { amount: 600 } },
    ])
  })
})

describe('message ids', () => {
  const columns = 'message_id,user_id,time,event,amount'

  it('keep the first of several rows, and quarantine the others', async () => {
    const summary = await importText(
      `${columns}\nm1,u1,2026-01-02,login,\nm1,u1,2026-01-02,login,\nm2,u2,2026-01-02,login,\nm2,u3,2026-01-02,login,\n,u4,2026-01-02,login,\n,u4,2026-01-02,login,\n`,
    )
    expect(summary).toMatchObject({ rows: 6, stored: 4, quarantined: { duplicate_id: 1, conflicting_id: 1 } })
    expectAllCounted(summary)
    expect((await stored()).map(({ entity_id }) => entity_id)).toEqual(['u1', 'u2', 'u4', 'u4'])
    expect(await listQuarantine(project)).toMatchObject([
      {
        line: 3,
        reason: 'duplicate_id',
        detail: 'expected an id of its own, found that of line 2, which says the same',
      },
      {
        line: 5,
        reason: 'conflicting_id',
        detail: 'expected what line 4 says, which has the same message id',
      },
    ])
  })

  it('hold across files', async () => {
    await importText(`${columns}\nm1,u1,2026-01-02,login,\nm2,u2,2026-01-02,purchase,5\n`)
    const summary = await importText(
      `${columns}\nm1,u1,2026-01-02,login,\nm2,u2,2026-03-02,purchase,5\nm3,u3,2026-01-02,login,\n`,
      {},
      'b.csv',
    )
    expect(summary).toMatchObject({ stored: 1, alreadyStored: 1, quarantined: { conflicting_id: 1 } })
    expectAllCounted(summary)
    expect(await count()).toBe(3)
  })

  it('that are all the same are no message ids', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => `m,u${index},2026-01-02,login,`)
    await expect(importText(`${columns}\n${rows.join('\n')}\n`)).rejects.toThrow(/conflicting_id 9/)
  })
})

describe('traits', () => {
  const traits = { plan: field('plan').node, country: field('country').node }

  async function storedTraits() {
    return project.warehouse.rows(
      `SELECT entity_id AS id, trait, toString(toDate(occurred_at)) AS day, text, number FROM traits FINAL ORDER BY id, trait, day`,
    )
  }

  it('are stored where they change, as of the time of the row', async () => {
    const text = `user_id,time,event,plan,country\nu1,2026-01-03,login,pro,DE\nu1,2026-01-01,login,free,DE\nu1,2026-01-02,login,free,\nu1,2026-01-04,login,free,DE\nu2,2026-01-01,login,3,DE\n,2026-01-01,login,free,DE\n`
    expect(await importText(text, { traits })).toMatchObject({ traits: 6 })
    const expected = [
      { id: 'u1', trait: 'country', day: '2026-01-01', text: 'DE', number: null },
      { id: 'u1', trait: 'plan', day: '2026-01-01', text: 'free', number: null },
      { id: 'u1', trait: 'plan', day: '2026-01-03', text: 'pro', number: null },
      { id: 'u1', trait: 'plan', day: '2026-01-04', text: 'free', number: null },
      { id: 'u2', trait: 'country', day: '2026-01-01', text: 'DE', number: null },
      { id: 'u2', trait: 'plan', day: '2026-01-01', text: '3', number: 3 },
    ]
    expect(await storedTraits()).toEqual(expected)
    // A later file that says nothing new adds nothing.
    const later = 'user_id,time,event,plan,country\nu1,2026-02-01,login,free,DE\nu2,2026-02-01,login,4,DE\n'
    expect(await importText(later, { traits }, 'b.csv')).toMatchObject({ traits: 1 })
    expect(await storedTraits()).toEqual([
      ...expected,
      { id: 'u2', trait: 'plan', day: '2026-02-01', text: '4', number: 4 },
    ])
  })
})

describe('an import', () => {
  it('can be cancelled at any time, leaves no tables, and can be done again', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `u${index},2026-01-02,login`)
    const path = await project.file('long.csv', `user_id,time,event\n${rows.join('\n')}\n`)
    for (const wait of [0, 40, 120, 250]) {
      const signal = AbortSignal.timeout(wait)
      await ingestSource({ ...project, signal }, source(path)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'CANCELLED' })
      })
      expect(await project.leftovers()).toEqual([])
    }
    await ingestSource(project, source(path))
    expect(await count()).toBe(50_000)
  })

  it('tells what is in the store', async () => {
    expect(await eventCatalogue(project)).toEqual({ events: [], count: 0, first: undefined, last: undefined })
    await importText(
      `${header}\nu1,2026-01-02,purchase,7,pro,yes,\nu1,2026-01-03,purchase,7.5,basic,,\nu2,2026-01-04,login,,,,\n`,
    )
    const catalogue = await eventCatalogue(project)
    expect(catalogue).toEqual({
      events: [
        {
          name: 'purchase',
          count: 2,
          entities: 1,
          first: Date.parse('2026-01-02'),
          last: Date.parse('2026-01-03'),
          properties: [
            { name: 'amount', kinds: ['number'], count: 2, cardinality: 2 },
            { name: 'gift', kinds: ['boolean'], count: 1, cardinality: 1 },
            { name: 'plan', kinds: ['string'], count: 2, cardinality: 2 },
          ],
        },
        {
          name: 'login',
          count: 1,
          entities: 1,
          first: Date.parse('2026-01-04'),
          last: Date.parse('2026-01-04'),
          properties: [],
        },
      ],
      count: 3,
      first: Date.parse('2026-01-02'),
      last: Date.parse('2026-01-04'),
    })
  })
})
