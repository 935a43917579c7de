/**
 * Ingests numbered events until it is killed, and notes in a file which are acknowledged. It is started many times, so
 * it runs what was built. `node kill-writer.mjs ROOT NOTES FIRST SEED`
 */
import { appendFileSync } from 'node:fs'

import { Random } from '../../dist/shared/random.js'
import { DAY, fixedClock, warehouseTime } from '../../dist/shared/time.js'
import { BatchWriter } from '../../dist/warehouse/batching.js'
import { openWarehouse } from '../../dist/warehouse/open.js'

const [root, notes, first, seed] = process.argv.slice(2)
const random = new Random(Number(seed))
const start = Date.parse('2026-01-01T00:00:00Z')

const warehouse = await openWarehouse({
  root,
  path: '.foretell',
  url: undefined,
  clock: fixedClock(start),
  grace: 0,
})
const writer = new BatchWriter(warehouse, { table: 'events', maximumRows: 2_000, maximumDelay: 20 })

let next = Number(first)
let stopping = false
process.once('SIGTERM', () => (stopping = true))
// The test holds the other end: when it is gone, however it went, so is this.
process.stdin.once('close', () => process.exit()).resume()

/** One of several that write at the same time, as requests of a server do. */
async function side() {
  while (!stopping) {
    const from = next
    next += 1 + random.below(200)
    const to = next
    await writer.write(Array.from({ length: to - from }, (_, index) => eventOf(from + index)))
    appendFileSync(notes, `${from} ${to}\n`)
  }
}

function eventOf(number) {
  // Over three years, so that an insert is several parts, and a kill can fall between them.
  const at = warehouseTime(start + (number % 3) * 366 * DAY)
  return {
    entity: 'customer',
    entity_id: String(number),
    event: 'login',
    occurred_at: at,
    received_at: at,
    source: 'kill-test',
    message_id: String(number),
    session_id: '',
    properties: { number },
  }
}

await Promise.all(Array.from({ length: 8 }, side))
await writer.close()
await warehouse.close()
process.exit()
