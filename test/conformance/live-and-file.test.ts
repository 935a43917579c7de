import { expect, it } from 'vitest'

import type { JsonValue } from '../../src/events/live/arriving-event.js'
import { openReceiver } from '../../src/events/live/live-receiver.js'
import { ingestSource } from '../../src/events/ingest.js'
import { eventPlans, sourcePlan } from '../../src/events/source.testing.js'
import { testProject } from '../../src/sources/project.testing.js'
import { propertySql } from '../../src/warehouse/property.js'

const events = eventPlans({
  purchase: {
    amount: { kind: 'number' },
    gift: { kind: 'boolean' },
    plan: { kind: 'string' },
    due: { kind: 'time' },
  },
})

const said: readonly Record<string, JsonValue>[] = [
  { amount: 7, gift: true, plan: 'pro', due: '2026-12-01T00:00:00Z' },
  { amount: 12.5, gift: false, plan: '2026-01-01', due: '2026-12-01 12:30' },
  { amount: '3', gift: 'yes', plan: 'x', due: '2026-12-01' },
  { amount: 'n/a', gift: '', plan: '', due: '' },
  { amount: null, gift: 'no' },
  { amount: 'much' },
  { gift: 'perhaps' },
  { due: 'soon' },
]

/** What features read of an event. */
const read = `entity, entity_id, toString(event) AS event, toString(occurred_at) AS at, session_id,
  ${propertySql('amount', 'number')} AS amount, ${propertySql('gift', 'boolean')} AS gift,
  ${propertySql('plan', 'string')} AS plan, ${propertySql('due', 'time')} AS due`

it('an event is the same to features, whether it comes in a file or live', async () => {
  const project = await testProject({ events })
  try {
    const lines = said.map((properties, number) => ({
      event: 'purchase',
      user_id: `u${number}`,
      timestamp: '2026-11-01T10:00:00.123Z',
      session_id: 's',
      ...properties,
    }))
    const path = await project.file('events.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))
    const summary = await ingestSource(
      project,
      sourcePlan({ path, format: 'ndjson', entity: 'customer', events: ['purchase'] }),
    )
    const inFile = await project.warehouse.rows(`SELECT ${read} FROM events FINAL ORDER BY entity_id`)
    await project.warehouse.execute('TRUNCATE TABLE events')

    const receiver = await openReceiver(project, {
      suppressed: { has: () => false },
      merges: { record: () => Promise.resolve([]), arrived: () => undefined },
    })
    const receipt = await receiver.receive({
      source: 'app',
      receivedAt: project.clock.now(),
      events: lines.map(({ event, user_id, timestamp, session_id }, number) => ({
        kind: 'track',
        name: event,
        userId: user_id,
        sessionId: session_id,
        happenedAt: timestamp,
        properties: said[number],
        raw: null,
      })),
    })
    await receiver.close()
    expect(receipt.quarantined).toEqual(summary.quarantined)
    expect(receipt.quarantined).toEqual({ wrong_type: 3 })
    expect(await project.warehouse.rows(`SELECT ${read} FROM events FINAL ORDER BY entity_id`)).toEqual(
      inFile,
    )
  } finally {
    await project.dispose()
  }
})
