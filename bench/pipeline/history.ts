import { createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { silentObserver } from '../../src/shared/observer.js'
import { systemClock } from '../../src/shared/time.js'
import { openWarehouse } from '../../src/warehouse/open.js'

/** Events of one customer over the whole history, on average. */
const eventsEach = 150
const days = 540

/**
 * Has the engine make up a history of so many events, and writes it to `events.csv` of the folder. Each customer
 * has a first day, a pace and a last day, so that there is something to learn; the same number gives the same
 * file.
 * @returns the file's size in bytes
 */
export async function writeHistory(folder: string, events: number): Promise<number> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'events.csv')
  const warehouse = await openWarehouse({
    root: folder,
    path: '.generator',
    url: undefined,
    clock: systemClock,
    observer: silentObserver,
  })
  try {
    await pipeline(await warehouse.export(historySql(events), 'CSVWithNames'), createWriteStream(file))
  } finally {
    await warehouse.close()
  }
  return (await stat(file)).size
}

function historySql(events: number): string {
  const customers = Math.max(1, Math.round(events / eventsEach))
  // A uniform draw in [0, 1) from the customer's or the row's number; `salt` keeps draws apart.
  const draw = (of: string, salt: number): string => `(intHash64(${of} * 8 + ${salt}) % 1000003) / 1000003`
  return `
    WITH
      -- The power makes some customers far busier than others.
      toUInt64(pow(${draw('number', 1)}, 1.3) * ${customers}) AS customer,
      ${draw('customer', 2)} * ${days - 60} AS first_day,
      greatest(5, -log(1 - ${draw('customer', 3)}) * 160) AS life,
      first_day + least(life, ${days} - first_day) * ${draw('number', 4)} AS day,
      ${draw('number', 5)} AS kind
    SELECT
      concat('C', toString(customer)) AS customer_id,
      toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalMillisecond(toInt64(day * 86400000)) AS timestamp,
      multiIf(kind < 0.55, 'feature_use', kind < 0.9, 'login', 'payment') AS event,
      if(kind < 0.55, ['dashboard', 'report', 'export', 'api'][1 + customer % 4], '') AS feature,
      if(kind >= 0.9, toString(10 + customer % 90), '') AS amount
    FROM numbers(${events})`
}

/** The configuration that goes with it. */
export const configuration = `import { count, csv, defineConfig, entity, event, last, next, number, predict, string } from 'foretell'
const login = event('login', {})
const featureUse = event('feature_use', { feature: string() })
const payment = event('payment', { amount: number({ unit: 'USD' }) })
const activity = [login, featureUse, payment]
const churn = predict({
  entity: entity('customer'),
  anchors: '30d',
  population: count(activity, last('30d')).atLeast(1),
  label: count(activity, next('30d')).is(0),
})
export default defineConfig({
  sources: { app: csv('events.csv', { events: activity }) },
  predictions: { churn },
})
`
