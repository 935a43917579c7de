import { afterAll, beforeAll, expect, it } from 'vitest'

import { type Clock, DAY } from '../../shared/time.js'
import { testProject, type TestProject, tickingClock } from '../../sources/project.testing.js'
import { ingestSource } from '../ingest.js'
import { listQuarantine } from '../quarantine.js'
import { eventPlans, sourcePlan } from '../source.testing.js'
import { Merges } from './merges.js'
import { present } from './moved.js'
import { suppress, unsuppress } from './suppress.js'

const clock: Clock = tickingClock()
let project: TestProject

beforeAll(async () => {
  project = await testProject({ events: eventPlans({ login: {} }) }, clock)
})
afterAll(() => project.dispose())

async function importText(entity: string, name: string, lines: readonly string[]) {
  const path = await project.file(name, ['user_id,time,event,event_id', ...lines, ''].join('\n'))
  return ingestSource(project, sourcePlan({ path, events: ['login'], entity, name: `source of ${entity}` }))
}

async function ids(entity: string): Promise<readonly string[]> {
  const rows = await project.warehouse.rows<{ id: string }>(
    `SELECT entity_id AS id FROM events FINAL WHERE entity = {entity:String} AND ${present} ORDER BY id`,
    { parameters: { entity } },
  )
  return rows.map(({ id }) => id)
}

it('an import leaves the rows of suppressed people out, until they may be taken in', async () => {
  const lines = ['u1,2026-01-01,login,m1', "o'hara \u00fc,2026-01-01,login,m2", 'u3,2026-01-01,login,m3']
  const refused = ['u1', "o'hara \u00fc", 'never seen']
  await suppress(project, { entity: 'kind', regulationId: 'r', ids: new Map(refused.map((id) => [id, id])) })
  await suppress(project, { entity: 'other kind', regulationId: 'r', ids: new Map([['u3', 'u3']]) })

  const summary = await importText('kind', 'people.csv', lines)
  expect(summary).toMatchObject({ rows: 3, stored: 1, skipped: 2, quarantined: {} })
  expect(summary.files[0].suppressed).toBe(2)
  expect(await ids('kind')).toEqual(['u3'])
  expect(await listQuarantine(project)).toEqual([])
  expect(project.warnings).toContainEqual(expect.stringContaining('2 rows of people who are suppressed'))
  // A longer file brings nobody back.
  const longer = await importText('kind', 'longer.csv', [...lines, 'u4,2026-01-01,login,m4'])
  expect(longer).toMatchObject({ stored: 1, alreadyStored: 1, skipped: 2 })

  await unsuppress(project, { entity: 'kind', regulationId: 'r2', ids: refused })
  expect(await importText('kind', 'people.csv', lines)).toMatchObject({ stored: 2, skipped: 0 })
  expect(await ids('kind')).toEqual(["o'hara \u00fc", 'u1', 'u3', 'u4'])
})

it('an import brings events of merged ids to whom they belong, and finds there what it stored before', async () => {
  const lines = ['a-1,2026-01-01,login,n1', 'a-1,2026-01-02,login,n2', 'u1,2026-01-03,login,n3']
  await importText('merged', 'a.csv', lines)
  const merges = await Merges.open(project, { sweepEvery: 0 })
  const now = clock.now()
  await merges.record([
    {
      ...{ entity: 'merged', from: 'a-1', to: 'u1', source: 'live', how: 'identify' },
      ...{ occurredAt: now - DAY, receivedAt: now - DAY },
    },
  ])
  await merges.sweep()
  await merges.close()
  expect(await ids('merged')).toEqual(['u1', 'u1', 'u1'])
  const summary = await importText('merged', 'b.csv', [...lines, 'a-1,2026-01-04,login,n4'])
  expect(summary).toMatchObject({ stored: 1, alreadyStored: 3, quarantined: {}, entities: 1 })
  expect(await ids('merged')).toEqual(['u1', 'u1', 'u1', 'u1'])
})
