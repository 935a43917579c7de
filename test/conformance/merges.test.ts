import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { featureMatrix } from '../../src/features/matrix.js'
import { customer, login, purchase, testPrediction } from '../../src/features/log.testing.js'
import { count, latest, trait } from '../../src/config/expression.js'
import { ever, next } from '../../src/config/window.js'
import { testProject, type TestProject } from '../../src/sources/project.testing.js'
import { DAY, type Instant, warehouseTime } from '../../src/shared/time.js'
import type { IdentityPair } from '../../src/events/live/seams.js'
import { allIdsOf, follow, personsOf } from '../../src/events/people/merge-graph.js'
import { Merges } from '../../src/events/people/merges.js'
import { moveRows } from '../../src/events/people/move-rows.js'
import { present } from '../../src/events/people/moved.js'

const start = Date.parse('2026-03-01T00:00:00Z')
let project: TestProject
let kinds = 0

beforeAll(async () => {
  project = await testProject({
    events: Object.fromEntries([login, purchase].map(({ name, properties }) => [name, { name, properties }])),
  })
})
afterAll(() => project.dispose())

/** A kind of entity of its own for a test, so that tests share a warehouse. */
function newKind(): string {
  return `kind${++kinds}`
}

const pair = (entity: string, from: string, to: string, more: Partial<IdentityPair> = {}): IdentityPair => ({
  entity,
  from,
  to,
  occurredAt: start + 5 * DAY,
  receivedAt: start + 5 * DAY,
  source: 'live',
  how: 'identify',
  ...more,
})

let messages = 0
async function happened(
  entity: string,
  id: string,
  at: Instant,
  more: { readonly event?: string; readonly messageId?: number; readonly receivedAt?: Instant } = {},
): Promise<void> {
  await project.warehouse.insert('events', [
    {
      entity,
      entity_id: id,
      event: more.event ?? 'login',
      occurred_at: warehouseTime(at),
      received_at: warehouseTime(more.receivedAt ?? at),
      source: 'live',
      message_id: String(more.messageId ?? ++messages),
      session_id: 's',
      properties: { plan: 'pro' },
    },
  ])
}

async function knows(entity: string, id: string, name: string, text: string, at: Instant): Promise<void> {
  await project.warehouse.insert('traits', [
    {
      entity,
      entity_id: id,
      trait: name,
      occurred_at: warehouseTime(at),
      received_at: warehouseTime(at),
      source: 'live',
      text,
      number: null,
    },
  ])
}

async function stored(entity: string): Promise<Record<string, number>> {
  const rows = await project.warehouse.rows<{ id: string; rows: number }>(
    `SELECT entity_id AS id, count() AS rows FROM events FINAL WHERE entity = {entity:String} AND ${present}
     GROUP BY id ORDER BY id`,
    { parameters: { entity } },
  )
  return Object.fromEntries(rows.map(({ id, rows: own }) => [id, own]))
}

async function featuresAt(
  entity: string,
  anchor: Instant,
): Promise<Record<string, Record<string, number | string | null>>> {
  const prediction = testPrediction(entity, {
    population: count([login, purchase], ever()).atLeast(1).node,
    label: { kind: 'condition', condition: count(login, next('7d')).is(0).node },
    horizon: 7 * DAY,
    task: 'classification',
    features: {
      logins: count(login, ever()).node,
      plan: latest(purchase.plan, ever()).node,
      country: trait('country').node,
    },
    automaticFeatures: { enabled: false, windows: [], exclude: [] },
  })
  const own = {
    ...project,
    plan: { ...project.plan, entities: { [entity]: { name: entity, traits: customer.traits } } },
  }
  const { entityIds, frame } = await featureMatrix(own, prediction, anchor)
  return Object.fromEntries(
    entityIds.map((id, row) => [
      id,
      Object.fromEntries(
        frame.columns.map((column) => [
          column.name,
          column.kind === 'numeric' ? column.values[row] : (column.levels[column.codes[row]] ?? null),
        ]),
      ),
    ]),
  )
}

async function withMerges<Value>(work: (merges: Merges) => Promise<Value>): Promise<Value> {
  const merges = await Merges.open(project, { sweepEvery: 0 })
  try {
    return await work(merges)
  } finally {
    await merges.close()
  }
}

describe('a merge', () => {
  it('shows what was known of an anonymous id from the time on at which it became known whose it was', async () => {
    const kind = newKind()
    await happened(kind, 'a-1', start + DAY)
    await happened(kind, 'a-1', start + 2 * DAY, { event: 'purchase' })
    await knows(kind, 'a-1', 'country', 'DE', start + DAY)
    await happened(kind, 'user', start + 3 * DAY)
    await withMerges(async (merges) => {
      expect(await merges.record([pair(kind, 'a-1', 'user')])).toEqual([])
      expect(await merges.sweep()).toBe(1)
    })
    expect(await featuresAt(kind, start + 5 * DAY - 1)).toEqual({
      user: { logins: 1, plan: null, country: null },
    })
    expect(await featuresAt(kind, start + 5 * DAY)).toEqual({
      user: { logins: 2, plan: 'pro', country: 'DE' },
    })
    expect(await stored(kind)).toEqual({ user: 3 })
    const [moved] = await project.warehouse.rows(
      `SELECT toString(occurred_at) AS at, toString(received_at) AS received, session_id, properties.plan::String AS plan
       FROM events FINAL WHERE entity = {kind:String} AND entity_id = 'user' ORDER BY occurred_at LIMIT 1`,
      { parameters: { kind } },
    )
    expect(moved).toEqual({
      at: '2026-03-02 00:00:00.000',
      received: '2026-03-06 00:00:00.000',
      session_id: 's',
      plan: 'pro',
    })
  })

  it('moves what comes late, and what is sent again, and stores nothing twice', async () => {
    const kind = newKind()
    await happened(kind, 'a-1', start, { messageId: 900_001 })
    await withMerges(async (merges) => {
      await merges.record([pair(kind, 'a-1', 'user')])
      await merges.sweep()
      await happened(kind, 'a-1', start, { messageId: 900_001, receivedAt: start + 6 * DAY })
      await happened(kind, 'a-1', start + DAY, { receivedAt: start + 6 * DAY })
      merges.arrived([
        { entity: kind, id: 'a-1' },
        { entity: kind, id: 'somebody else' },
      ])
      expect(await merges.sweep()).toBe(1)
      expect(await merges.sweep()).toBe(0)
    })
    expect(await stored(kind)).toEqual({ user: 2 })
    expect((await featuresAt(kind, start + 6 * DAY))['user']['logins']).toBe(2)
  })

  it('follows chains, whichever link was recorded first', async () => {
    const kind = newKind()
    await happened(kind, 'a-1', start)
    await withMerges(async (merges) => {
      await merges.record([pair(kind, 'b-1', 'c-1', { how: 'alias', receivedAt: start + 2 * DAY })])
      await merges.record([pair(kind, 'a-1', 'b-1', { receivedAt: start + DAY })])
      await merges.sweep()
      expect(await stored(kind)).toEqual({ 'c-1': 1 })
      await merges.record([pair(kind, 'c-1', 'd-1', { how: 'alias', receivedAt: start + 3 * DAY })])
      await happened(kind, 'a-1', start + DAY)
      merges.arrived([{ entity: kind, id: 'a-1' }])
      await merges.sweep()
    })
    expect(await stored(kind)).toEqual({ 'd-1': 2 })
    expect(Object.keys(await featuresAt(kind, start + 3 * DAY - 1))).toEqual([])
    expect((await featuresAt(kind, start + 3 * DAY))['d-1']['logins']).toBe(2)
    const all = await allIdsOf(project, kind, ['b-1'])
    expect([...all.keys()].sort()).toEqual(['a-1', 'b-1', 'c-1', 'd-1'])
    expect(new Set(all.values())).toEqual(new Set(['b-1']))
  })

  it('is finished by the next process when the one that moved died in between', async () => {
    const kind = newKind()
    for (let day = 0; day < 4; day++)
      await happened(kind, 'a-1', start + day * DAY, { messageId: 910_000 + day })
    await withMerges((merges) => merges.record([pair(kind, 'a-1', 'user')]))
    // Half of the rows were moved, and of one only the copy is there.
    const person = (await personsOf(project, kind, ['a-1'])).get('a-1')!
    await happened(kind, 'user', start, { messageId: 910_000, receivedAt: person.knownAt })
    expect(await stored(kind)).toEqual({ 'a-1': 4, user: 1 })
    await withMerges(async (merges) => expect(await merges.sweepAll()).toBe(1))
    expect(await stored(kind)).toEqual({ user: 4 })
    await moveRows(project, kind, new Map([['a-1', person]]))
    await project.warehouse.execute('OPTIMIZE TABLE events FINAL')
    expect(await stored(kind)).toEqual({ user: 4 })
    await withMerges(async (merges) => expect(await merges.sweepAll()).toBe(0))
  })

  it('is refused where it would join strangers, and said again costs nothing', async () => {
    const kind = newKind()
    await withMerges(async (merges) => {
      const refused = async (one: IdentityPair): Promise<string | undefined> =>
        (await merges.record([one]))[0]?.detail
      expect(await refused(pair(kind, 'guest', 'user-1'))).toContain('stands for nobody')
      expect(await refused(pair(kind, 'a-1', 'user-1'))).toBeUndefined()
      expect(await refused(pair(kind, 'a-1', 'user-1'))).toBeUndefined()
      expect(await refused(pair(kind, 'a-1', 'user-2'))).toContain('belongs to another user')
      expect(await refused(pair(kind, 'a-1', 'user-2', { how: 'both' }))).toBeUndefined()
      expect(await refused(pair(kind, 'user-1', 'user-3'))).toContain('only an alias')
      expect(await refused(pair(kind, 'user-1', 'a-1', { how: 'alias' }))).toContain('become this one')
      expect(await refused(pair(kind, 'user-1', 'user-3', { how: 'alias' }))).toBeUndefined()
      expect(await refused(pair(kind, 'a-1', 'user-3'))).toBeUndefined()
      expect(await refused(pair(kind, 'user-3', 'a-1', { how: 'alias' }))).toContain('become this one')
    })
    // A process that remembers nothing comes to the same.
    await withMerges(async (merges) => {
      const [taken] = await merges.record([pair(kind, 'a-1', 'user-2')])
      expect(taken).toMatchObject({ reason: 'illegal_merge' })
      expect(await merges.record([pair(kind, 'a-1', 'user-1')])).toEqual([])
    })
    const rows = await project.warehouse.rows(
      'SELECT from_id, to_id FROM merges WHERE entity = {kind:String} ORDER BY from_id',
      { parameters: { kind } },
    )
    expect(rows).toEqual([
      { from_id: 'a-1', to_id: 'user-1' },
      { from_id: 'user-1', to_id: 'user-3' },
    ])
  })

  it('knows of one call what it says before', async () => {
    const kind = newKind()
    await withMerges(async (merges) => {
      const refused = await merges.record([
        pair(kind, 'x-1', 'x-2'),
        pair(kind, 'x-2', 'x-1', { how: 'alias' }),
        pair(kind, 'x-1', 'x-3'),
      ])
      expect(refused.map(({ pair: { from, to } }) => `${from} ${to}`)).toEqual(['x-2 x-1', 'x-1 x-3'])
    })
  })

  it('moves ids of any text', async () => {
    const kind = newKind()
    const odd = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), {
      numRuns: 40,
      seed: 7,
    })
    const ids = [
      ...new Set([
        ...odd,
        "o'hara",
        '"quoted"',
        'back\\slash',
        '{x:String}',
        'tab\tnew\nline',
        'é'.repeat(1000),
      ]),
    ]
      // A lone half of a pair cannot be written as UTF-8, and cannot be sent as JSON either.
      .filter(
        (id) => !/\p{Surrogate}/u.test(id) && !id.includes('\0') && id.trim() !== '' && id.trim() !== '0',
      )
    await withMerges(async (merges) => {
      await Promise.all(ids.map((id) => happened(kind, `a ${id}`, start)))
      expect(await merges.record(ids.map((id) => pair(kind, `a ${id}`, `u ${id}`)))).toEqual([])
      await merges.sweep()
    })
    expect(Object.keys(await stored(kind)).sort()).toEqual(ids.map((id) => `u ${id}`).sort())
  })
})

describe('a chain', () => {
  const edge = (
    from: string,
    to: string,
    receivedAt: number,
  ): [string, { from: string; to: string; receivedAt: number }] => [from, { from, to, receivedAt }]

  it('ends where its newest merge closes a circle', () => {
    const edges = new Map([edge('a', 'b', 1), edge('b', 'c', 2), edge('c', 'b', 5), edge('d', 'c', 3)])
    expect(follow('a', edges)).toEqual({ id: 'c', knownAt: 2 })
    expect(follow('b', edges)).toEqual({ id: 'c', knownAt: 2 })
    expect(follow('c', edges)).toBeUndefined()
    expect(follow('d', edges)).toEqual({ id: 'c', knownAt: 3 })
    expect(follow('e', edges)).toBeUndefined()
  })
})
