import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openTestWarehouse, removeWarehouse } from '../../src/warehouse/warehouse.testing.js'
import { foretell, temporaryFolder } from './foretell.js'
import { said, type Serving, serving, slowRequest } from './serving.js'

let folder: string
let dispose: () => Promise<void>

const configuration = `
events:
  login: {}
  purchase: { amount: number }
sources:
  app: { file: events.csv, events: [login, purchase] }
predictions:
  churn:
    population: { count: login, last: 30d, atLeast: 1 }
    label: { count: login, next: 30d, is: 0 }
`

beforeAll(async () => {
  ;({ folder, dispose } = await temporaryFolder())
  await writeFile(join(folder, 'foretell.config.yaml'), configuration)
  await writeFile(join(folder, 'events.csv'), 'customer_id,event,time,amount\n')
})
afterAll(async () => {
  await removeWarehouse(folder)
  await dispose()
})

/** A batch as Segment's clients send it, of messages that nobody else sends. */
function segmentBatch(
  name: string,
  messages: number,
): { readonly ids: readonly string[]; readonly body: string } {
  const ids = Array.from({ length: messages }, (_, index) => `${name}-${index}`)
  const batch = ids.map((messageId) => ({
    type: 'track',
    event: 'login',
    userId: messageId,
    messageId,
    timestamp: '2026-01-01T00:00:00Z',
  }))
  return { ids, body: JSON.stringify({ batch, sentAt: '2026-01-01T00:00:00Z' }) }
}

/** Sends batches one after the other until the server takes no more. @param acknowledged gets the ids that were taken */
async function sendUntilTold({ address }: Serving, sender: string, acknowledged: string[]): Promise<void> {
  for (let round = 0; ; round++) {
    const { ids, body } = segmentBatch(`${sender}-${round}`, 5)
    const answer = await fetch(`${address}/v1/batch`, { method: 'POST', body }).catch(() => undefined)
    if (answer === undefined || answer.status === 503) return
    expect(await answer.json()).toEqual({ success: true })
    acknowledged.push(...ids)
  }
}

/** How often each of the customers has an event in the warehouse. */
async function eventCounts(): Promise<ReadonlyMap<string, number>> {
  const warehouse = await openTestWarehouse(folder)
  try {
    const rows = await warehouse.rows<{ id: string; events: string }>(
      'SELECT entity_id AS id, toString(count()) AS events FROM events FINAL GROUP BY id',
    )
    return new Map(rows.map(({ id, events }) => [id, Number(events)]))
  } finally {
    await warehouse.close()
  }
}

describe('foretell serve', () => {
  it('answers, and ends well when it is told to', async () => {
    const server = await serving(folder)
    const health = await fetch(`${server.address}/health`)
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { status: 'ok', warehouse: { answers: true } },
    ])
    const page = await fetch(`${server.address}/docs`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Foretell API')])
    const metrics = await fetch(`${server.address}/metrics`)
    expect([metrics.status, await metrics.text()]).toEqual([200, expect.stringContaining('# HELP foretell_')])
    server.kill('SIGTERM')
    const { code, stderr } = await server.finished
    expect([code, stderr]).toEqual([0, expect.stringContaining('stopping')])
  })

  it('says that another program listens on the port', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { code, stderr } = await foretell(folder, 'serve', '--port', String(port))
    expect(code).toBe(1)
    expect(stderr).toContain(`127.0.0.1 port ${port}`)
    expect(stderr).toContain('--port')
    other.close()
  })

  it('told to stop under load, answers what it has taken and keeps what it has acknowledged', async () => {
    const server = await serving(folder)
    const upload = slowRequest(server.address, '/events')
    await upload.write('{"event":"login","user_id":"slow-1","message_id":"slow-1"}\n')
    const acknowledged: string[] = []
    const senders = ['a', 'b', 'c', 'd'].map((sender) => sendUntilTold(server, sender, acknowledged))
    while (acknowledged.length < 100) await pause(10)
    server.kill('SIGTERM')
    await said(server, 'stopping')
    await upload.write('{"event":"login","user_id":"slow-2","message_id":"slow-2"}\n')
    const { status, text } = await upload.end()
    expect([status, JSON.parse(text)]).toMatchObject([200, { events: 2, stored: 2 }])
    await Promise.all(senders)
    expect((await server.finished).code).toBe(0)

    const stored = await eventCounts()
    const missing = [...acknowledged, 'slow-1', 'slow-2'].filter((id) => stored.get(id) !== 1)
    expect(missing).toEqual([])
  })

  it('told to stop twice, waits for nobody', async () => {
    const server = await serving(folder)
    const upload = slowRequest(server.address, '/events')
    await upload.write('{"event":"login","user_id":"never","message_id":"never"}\n')
    // What is answered came in after it, so the server has it too.
    await fetch(`${server.address}/health/live`)
    server.kill('SIGTERM')
    await said(server, 'stopping')
    server.kill('SIGTERM')
    expect((await server.finished).code).toBe(130)
    await expect(upload.end()).rejects.toThrow()
  })
})
