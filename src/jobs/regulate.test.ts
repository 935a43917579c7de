import { setMaxListeners } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { count } from '../config/expression.js'
import { last, next } from '../config/window.js'
import type { EventPredictionPlan } from '../config/plan.js'
import { openReceiver } from '../events/live/live-receiver.js'
import { Merges } from '../events/people/merges.js'
import { findRegulation } from '../events/people/regulation-store.js'
import { Suppressions } from '../events/people/suppressions.js'
import { login, testPrediction } from '../features/log.testing.js'
import { exportTo, writeExport } from '../predictions/exports.js'
import { finishRun } from '../predictions/scores.js'
import { fixedClock, HOUR, warehouseTime } from '../shared/time.js'
import { testProject, type TestProject } from '../sources/project.testing.js'
import { methodsOf } from '../warehouse/warehouse.testing.js'
import { unerased, eraseFromDisk } from './erase-from-disk.js'
import { erasedTables } from './erased-tables.js'
import { orderRegulation } from './order-regulation.js'
import { RegulationDesk } from './regulation-desk.js'
import { regulate } from './regulate.js'

const now = Date.parse('2026-11-21T00:00:00Z')
const at = (hours: number): string => warehouseTime(now + hours * HOUR)
const prediction = (name: string, entity: string): EventPredictionPlan => ({
  ...testPrediction(entity, {
    population: count(login, last('30d')).atLeast(1).node,
    label: { kind: 'condition', condition: count(login, next('7d')).is(0).node },
    horizon: 7 * 24 * HOUR,
    task: 'classification',
  }),
  name,
})

let project: TestProject

beforeAll(async () => {
  project = await testProject({
    events: { login: { name: 'login', properties: {} } },
    entities: {
      customer: { name: 'customer', traits: {} },
      account: { name: 'account', traits: {} },
    },
    predictions: { churn: prediction('churn', 'customer'), closing: prediction('closing', 'account') },
  })
})
afterAll(() => project.dispose())

const quick = { settle: 0 }
let messages = 0

/** Rows of people in every table that can hold any. */
async function leaveTraces(ids: readonly string[], entity = 'customer'): Promise<void> {
  const source = 'app'
  const expires_at = '2027-01-01 00:00:00'
  const score = {
    probability: 0.5,
    value: null,
    level: 'high',
    low: null,
    high: null,
    expected_at: null,
    base: 0.1,
  }
  const rows: Record<string, (entity_id: string) => object> = {
    events: (entity_id) => ({
      ...{ entity, entity_id, event: 'login', source, message_id: String(++messages), session_id: 's' },
      ...{ occurred_at: at(-100), received_at: at(-99), properties: {} },
    }),
    traits: (entity_id) => ({
      ...{ entity, entity_id, trait: 'plan', source, text: 'pro', number: null },
      ...{ occurred_at: at(-100), received_at: at(-99) },
    }),
    table_rows: (key) => ({ source: 'crm', key, line: 1, values: {}, received_at: at(-99) }),
    scores: (entity_id) => ({
      ...{ ...score, entity_id, prediction: entity === 'customer' ? 'churn' : 'closing', run_id: 'run-1' },
      ...{ version: 'v', anchor: null, percentile: 50, factors: '[]', scored_at: at(-1) },
    }),
    scores_arriving: (entity_id) => ({
      ...score,
      entity_id,
      run_id: 'run-2',
      factors: '[]',
      arrived_at: at(-1),
    }),
    prediction_log: (entity_id) => ({
      ...{ at: at(-1), prediction: 'churn', version: 'v', entity, entity_id, anchor: null, outcome: 0.5 },
      ...{ level: 'high', in_population: 1, source: 'online', features: '' },
    }),
    batch_people: (entity_id) => ({ job_id: 'job', entity_id, expires_at }),
    batch_results: (entity_id) => ({
      ...{ ...score, entity_id, job_id: 'job', percentile: 1, in_population: 1, factors: '', expires_at },
    }),
    quarantine: (customer) => quarantinedRow(JSON.stringify({ customer, amount: 'x' })),
    live_quarantine: (id) => ({
      ...{
        source,
        message_id: String(++messages),
        user_id: '',
        anonymous_id: '',
        reason: 'no_time',
        detail: '',
      },
      ...{ record: JSON.stringify({ traits: { id } }), received_at: at(-1) },
    }),
  }
  await Promise.all(Object.entries(rows).map(([table, row]) => project.warehouse.insert(table, ids.map(row))))
}

function quarantinedRow(record: string): object {
  return {
    ...{ source: 'app', file: 'events.csv', line: ++messages, reason: 'wrong_type', detail: '' },
    ...{ record, import_id: 'import', received_at: at(-1) },
  }
}

/** How many rows name somebody, in every table that `leaveTraces` and merges write to. */
async function traces(id: string): Promise<Record<string, number>> {
  const columns: Record<string, string> = {
    table_rows: 'key = {id:String}',
    quarantine: "has(splitByChar('\"', record), {id:String})",
    live_quarantine: "user_id = {id:String} OR has(splitByChar('\"', record), {id:String})",
    merges: 'from_id = {id:String} OR to_id = {id:String}',
  }
  const found: Record<string, number> = {}
  for (const { table } of erasedTables) {
    const where = columns[table] ?? 'entity_id = {id:String}'
    const [{ rows }] = await project.warehouse.rows<{ rows: number }>(
      `SELECT count() AS rows FROM ${table} WHERE ${where}`,
      { parameters: { id } },
    )
    found[table] = rows
  }
  return found
}

const everywhere = {
  ...{ events: 1, traits: 1, table_rows: 1, scores: 1, scores_arriving: 1, prediction_log: 1 },
  ...{ batch_people: 1, batch_results: 1, live_quarantine: 1, quarantine: 1, merges: 0 },
}
const nowhere = Object.fromEntries(Object.keys(everywhere).map((table) => [table, 0]))

async function learned(version: string, name: string, created: number, anchor: number): Promise<void> {
  const card = {
    createdAt: new Date(created).toISOString(),
    definition: { horizon: '7d' },
    data: { anchors: [{ at: new Date(anchor).toISOString() }] },
  }
  await project.warehouse.insert('models', [
    {
      ...{ prediction: name, version, task: 'classification', artifact: '{}' },
      ...{ card: JSON.stringify(card), created_at: warehouseTime(created) },
    },
  ])
}

describe('SUPPRESS_WITH_DELETE', () => {
  it('removes a person and all their ids from every table, and nobody else', async () => {
    await leaveTraces(['user-1', 'user-11', 'phone-1'])
    await leaveTraces(['user-1'], 'account')
    const merges = await Merges.open(project, { sweepEvery: 0 })
    await merges.record([
      {
        ...{ entity: 'customer', from: 'phone-1', to: 'user-1', source: 'app', how: 'identify' },
        ...{ occurredAt: now - 50 * HOUR, receivedAt: now - 50 * HOUR },
      },
    ])
    await merges.sweep()
    await merges.close()
    await learned('before', 'churn', now - 200 * HOUR, now - 400 * HOUR)
    await learned('after', 'churn', now - 10 * HOUR, now - 180 * HOUR)
    await learned('short', 'churn', now - 10 * HOUR, now - 400 * HOUR)
    await learned('other', 'closing', now - 10 * HOUR, now - 180 * HOUR)

    const { id } = await orderRegulation(project, {
      type: 'SUPPRESS_WITH_DELETE',
      ids: ['user-1'],
      owner: 'key',
    })
    const done = await regulate(project, id, quick)

    expect(done).toMatchObject({
      status: 'FINISHED',
      entity: 'customer',
      subjects: 1,
      verifiedAt: '2026-11-21T00:00:00.000Z',
      retrainBy: '2026-12-21T00:00:00.000Z',
      error: null,
    })
    expect(done.models?.map(({ version }) => version)).toEqual(['after'])
    expect(done.removed).toMatchObject({ scores: 2, merges: 1, batch_people: 3 })
    // One of the person and one of the phone; with what moving the latter left, as long as nothing was merged.
    expect([1, 2, 3, 4]).toContain(done.removed['traits'])
    expect(await traces('phone-1')).toEqual(nowhere)
    // What an account of the same id did is its own; tables that name no kind are emptied of the id.
    expect(await traces('user-1')).toEqual({ ...nowhere, events: 1, traits: 1, scores: 1, prediction_log: 1 })
    expect(await traces('user-11')).toEqual(everywhere)
    expect(await project.warehouse.rows('SELECT id FROM regulation_subjects')).toEqual([])
    expect(await findRegulation(project, id)).toEqual(done)
  })

  it('refuses them from then on, live, under every id of theirs, until it is taken back', async () => {
    const suppressions = await Suppressions.open(project, { refreshEvery: 0 })
    const merges = await Merges.open(project, { sweepEvery: 0 })
    const receiver = await openReceiver(project, { suppressed: suppressions, merges })
    const send = async (ids: object): Promise<number> => {
      const receipt = await receiver.receive({
        source: 'app',
        receivedAt: now,
        events: [{ kind: 'track', name: 'login', happenedAt: now - HOUR, raw: {}, ...ids }],
      })
      return receipt.suppressed
    }
    expect(await send({ userId: 'user-1' })).toBe(1)
    expect(await send({ anonymousId: 'phone-1' })).toBe(1)
    expect(await send({ userId: 'user-11' })).toBe(0)
    const { id } = await orderRegulation(project, { type: 'UNSUPPRESS', ids: ['user-1'], owner: 'key' })
    expect((await regulate(project, id, quick)).status).toBe('FINISHED')
    await suppressions.refresh()
    expect(await send({ userId: 'user-1' })).toBe(0)
    expect(await send({ anonymousId: 'phone-1' })).toBe(0)
    await receiver.close()
    await merges.close()
    suppressions.close()
  })

  it('keeps no id: only what tells whether one that is given is refused', async () => {
    const { id } = await orderRegulation(project, {
      type: 'SUPPRESS',
      ids: ['secret-person@example.com'],
      owner: 'key',
    })
    await regulate(project, id, quick)
    for (const table of ['suppressions', 'regulations', 'regulation_subjects']) {
      const rows = await project.warehouse.rows(`SELECT * FROM ${table}`)
      expect(JSON.stringify(rows)).not.toContain('secret-person')
    }
  })
})

describe('a run that ends later', () => {
  /** People whose outcomes are on the way when the run ends. @returns who has a score */
  async function scored(runId: string, ids: readonly string[], time = now): Promise<readonly string[]> {
    const arriving = ids.map((entity_id) => ({
      ...{ entity_id, run_id: runId, probability: 0.5, value: null, level: 'high', low: null, high: null },
      ...{ expected_at: null, base: 0.1, factors: '[]', arrived_at: at(-1) },
    }))
    await project.warehouse.insert('scores_arriving', arriving)
    const scoredAt = new Date(time).toISOString()
    const run = await finishRun(project, {
      ...{ prediction: 'churn', runId, version: 'v', anchor: scoredAt, scoredAt },
    })
    const rows = await project.warehouse.rows<{ entity_id: string }>(
      'SELECT entity_id FROM scores WHERE run_id = {run:String} ORDER BY entity_id',
      { parameters: { run: runId } },
    )
    expect(run.rows).toBe(rows.length)
    return rows.map(({ entity_id }) => entity_id)
  }

  it('has no score of whom SUPPRESS names', async () => {
    await leaveTraces(["d'arcy", 'user-7'])
    const { id } = await orderRegulation(project, { type: 'SUPPRESS', ids: ["d'arcy"], owner: 'key' })
    await regulate(project, id, quick)
    expect(await scored('suppressed', ["d'arcy", 'user-7'])).toEqual(['user-7'])
  })

  it('has no score of whom DELETE_ONLY named after they were read', async () => {
    await leaveTraces(['user-8', 'user-9'])
    const { id } = await orderRegulation(project, { type: 'DELETE_ONLY', ids: ['user-8'], owner: 'key' })
    await regulate(project, id, quick)
    expect(await scored('deleted', ['user-8', 'user-9'])).toEqual(['user-9'])
  })

  const loggedIn = (entity_id: string, received: number): object => ({
    ...{ entity: 'customer', entity_id, event: 'login', source: 'app', message_id: String(++messages) },
    ...{ session_id: 's', occurred_at: at(received), received_at: at(received), properties: {} },
  })

  it('has no score of whom DELETE_ONLY named, although they have come again', async () => {
    await leaveTraces(['back', 'stays'])
    const { id } = await orderRegulation(project, { type: 'DELETE_ONLY', ids: ['back'], owner: 'key' })
    await regulate(project, id, quick)
    await project.warehouse.insert('events', [loggedIn('back', 0.01)])
    expect((await traces('back'))['events']).toBe(1)
    expect(await scored('returned', ['back', 'stays'])).toEqual(['stays'])
  })

  it('has no score of whom an order names that is not done, but of others who are new', async () => {
    await leaveTraces(['undone'])
    const later = { ...project, clock: fixedClock(now + 24 * HOUR) }
    const { id } = await orderRegulation(later, { type: 'DELETE_ONLY', ids: ['undone'], owner: 'key' })
    await project.warehouse.insert('events', [loggedIn('undone', 25), loggedIn('new', 25)])
    const ids = ['new', 'undone']
    expect(await scored('undone', ids, now + 26 * HOUR)).toEqual(['new'])
    expect((await regulate(later, id, quick)).status).toBe('FINISHED')
  })
})

describe('a deletion', () => {
  it('goes on where it was interrupted', async () => {
    await leaveTraces(['user-2', 'user-3'])
    const { id } = await orderRegulation(project, {
      type: 'DELETE_ONLY',
      ids: ['user-2', 'user-3'],
      owner: 'key',
    })
    const death = new AbortController()
    setMaxListeners(0, death.signal)
    let deletes = 0
    const dying = {
      ...project,
      signal: death.signal,
      warehouse: {
        ...methodsOf(project.warehouse),
        execute: (sql: string, options: object) => {
          if (sql.startsWith('DELETE') && ++deletes > 3) death.abort()
          return death.signal.aborted
            ? Promise.reject(new Error('killed'))
            : project.warehouse.execute(sql, options)
        },
      },
    }
    await expect(regulate(dying, id, quick)).rejects.toThrow('killed')
    expect((await findRegulation(project, id))?.status).toBe('RUNNING')
    expect(await traces('user-2')).not.toEqual(nowhere)

    const desk = new RegulationDesk(project, {
      ...quick,
      suppressions: await Suppressions.open(project, { refreshEvery: 0 }),
      erased: () => Promise.resolve(),
      lookEvery: 60_000,
    })
    await desk.idle()
    await desk.close()
    const done = await findRegulation(project, id)
    expect(done).toMatchObject({
      status: 'FINISHED',
      removed: { events: 2, traits: 2, scores: 2, batch_people: 2 },
    })
    expect(await traces('user-2')).toEqual(nowhere)
    expect(await traces('user-3')).toEqual(nowhere)
  })

  it('finds ids of any text, also in records that nobody could read', async () => {
    const ids = [
      "o'hara",
      '"quoted"',
      'back\\slash',
      'a/b',
      'with space',
      'tab\there',
      'ünï-cödé',
      '{x:String}',
      '%',
      'x'.repeat(1000),
      'é'.repeat(1000),
    ]
    await leaveTraces(ids)
    const lines = [
      '2026-01-01;with space;12',
      '{"customer":"a\\/b"}',
      '2026-01-01,ünï-cödé,1,2,3',
      '2026-01-01,ünï-cödé2,1,2,3',
    ]
    await project.warehouse.insert('quarantine', lines.map(quarantinedRow))
    const before = await project.warehouse.rows('SELECT line FROM quarantine')
    const { id } = await orderRegulation(project, { type: 'DELETE_ONLY', ids, owner: 'key' })
    const done = await regulate(project, id, quick)
    expect(done.removed).toMatchObject({
      events: ids.length,
      scores: ids.length,
      quarantine: ids.length + 3,
      live_quarantine: ids.length,
    })
    for (const each of ids) expect(await traces(each), each).toEqual(nowhere)
    const after = await project.warehouse.rows('SELECT line FROM quarantine')
    expect(before.length - after.length).toBe(ids.length + 3)
  })

  it('writes files anew that Foretell wrote, and leaves alone what somebody has changed', async () => {
    await leaveTraces(['user-4', 'user-5'])
    const [ours, theirs] = ['ours.csv', 'theirs.csv'].map((name) => join(project.root, name))
    for (const file of [ours, theirs])
      await writeExport(project, { prediction: 'churn', runId: 'run-1' }, file, 'csv')
    expect(await readFile(ours, 'utf8')).toContain('"user-4"')
    await writeFile(theirs, `${await readFile(theirs, 'utf8')}# mine\n`)
    const { id } = await orderRegulation(project, { type: 'DELETE_ONLY', ids: ['user-4'], owner: 'key' })
    const done = await regulate(project, id, quick)
    expect(done.files).toEqual([
      { file: 'ours.csv', state: 'rewritten' },
      { file: 'theirs.csv', state: 'changed' },
    ])
    expect(await readFile(ours, 'utf8')).not.toContain('"user-4"')
    expect(await readFile(ours, 'utf8')).toContain('"user-5"')
    expect(await readFile(theirs, 'utf8')).toContain('# mine')
    // One that was rewritten is ours still.
    expect((await exportTo(project, 'ours.csv'))?.bytes).toBe((await stat(ours)).size)
  })

  it('leaves what comes in after the order', async () => {
    await leaveTraces(['user-6'])
    const earlier = { ...project, clock: fixedClock(now - 99.5 * HOUR) }
    const { id } = await orderRegulation(earlier, { type: 'DELETE_ONLY', ids: ['user-6'], owner: 'key' })
    await regulate(project, id, quick)
    expect(await traces('user-6')).toMatchObject({ events: 1, traits: 1, scores: 0 })
  })

  it('is on the disk when files have been rewritten', async () => {
    const waiting = (await unerased(project)).length
    expect(waiting).toBeGreaterThan(0)
    expect(await eraseFromDisk(project)).toBe(waiting)
    expect(await unerased(project)).toEqual([])
    const masked = await project.warehouse.rows(
      'SELECT table FROM system.parts WHERE active AND has_lightweight_delete AND database = currentDatabase()',
    )
    expect(masked).toEqual([])
  })
})
