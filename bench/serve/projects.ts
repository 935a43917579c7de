import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { silentObserver } from '../../src/shared/observer.js'
import { systemClock } from '../../src/shared/time.js'
import { openWarehouse } from '../../src/warehouse/open.js'
import { numericTable } from '../ml/generated-tables.js'
import { foretell } from './command.js'

/** A project with a trained model, as it lies on the disk. */
export interface BenchProject {
  readonly folder: string
  readonly customers: number
  readonly events: number
}

/** The project of a table of rows that are learned from; see `tableProject`. */
const tableRows = 9000

/**
 * A project with a table of 28 numbers a row and a trained champion of `churn`: what models that are asked by features
 * mostly are. Made once.
 */
export async function tableProject(root: string): Promise<BenchProject> {
  const folder = join(root, 'bench/.data/serve/table')
  const size = { folder, customers: tableRows, events: 0 }
  if (existsSync(folder)) return size
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await writeFile(join(partial, 'foretell.config.ts'), tableConfiguration)
  const { columns, target } = numericTable(tableRows, 0).train
  const lines = Array.from(target, (outcome, row) =>
    [`C${row}`, ...columns.map(({ values }) => values[row]), outcome === 1 ? 'yes' : 'no'].join(','),
  )
  const head = ['id', ...columns.map(({ name }) => name), 'churned'].join(',')
  await writeFile(join(partial, 'customers.csv'), `${[head, ...lines].join('\n')}\n`)
  console.error('training on a table, once')
  await foretell(root, partial, ['train', 'churn', '--json'])
  await engineLeft(partial)
  await rename(partial, folder)
  return size
}

const tableConfiguration = `import { column, defineConfig, predict, table } from 'foretell'
const customers = table('customers.csv', { key: 'id' })
const churn = predict({ table: customers, label: column(customers, 'churned').is('yes') })
export default defineConfig({ sources: { customers }, predictions: { churn } })
`

/** How long the histories are. */
const days = 540

/**
 * A project with a generated history that ends on the day it is made, and a trained champion of `churn`. Made once
 * (some minutes at ten million events) and kept in `bench/.data/serve`.
 * @param population how lately somebody must have been active to be in it
 */
export async function project(
  root: string,
  size: Omit<BenchProject, 'folder'>,
  population = '30d',
): Promise<BenchProject> {
  const folder = join(root, 'bench/.data/serve', `${size.events}-of-${size.customers}`)
  if (existsSync(folder)) return { folder, ...size }
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await writeFile(join(partial, 'foretell.config.ts'), configuration(population))
  console.error(`making ${size.events.toLocaleString('en-US')} events, once`)
  await writeHistory(partial, size)
  console.error('training on them, once')
  await foretell(root, partial, ['train', 'churn', '--json'])
  await engineLeft(partial)
  await rename(partial, folder)
  return { folder, ...size }
}

/** Waits until the engine of a project has put its files down. */
export async function engineLeft(folder: string): Promise<void> {
  while (existsSync(join(folder, '.foretell/engine.json'))) await pause(50)
}

/** The id of a customer of a project. @param index below the number of customers */
export function customerId(index: number): string {
  return `C${index}`
}

async function writeHistory(folder: string, size: Omit<BenchProject, 'folder'>): Promise<void> {
  const warehouse = await openWarehouse({
    root: folder,
    path: '.foretell',
    url: undefined,
    clock: systemClock,
    observer: silentObserver,
  })
  try {
    // A stretch of days at a time: rows come in the order of the table's partitions and make few parts.
    const stretch = 30
    for (let from = 0; from < days; from += stretch) {
      await warehouse.execute(historySql(size), { parameters: { from, to: from + stretch } })
    }
    await warehouse.execute('OPTIMIZE TABLE events FINAL')
  } finally {
    await warehouse.close()
  }
}

/**
 * Every customer begins on a day and then comes and goes in a rhythm of their own: active for a share of each round,
 * silent for the rest. Minutes of use say how far a round is, and say it the other way round on laptops, so that there
 * is something to learn that no straight line knows. The same size makes the same history, but for the day it ends on.
 */
function historySql({ customers, events }: Omit<BenchProject, 'folder'>): string {
  const each = Math.round(events / customers)
  // A uniform draw in [0, 1) from a number; `salt` keeps draws apart.
  const draw = (of: string, salt: number): string => `(intHash64(${of} * 16 + ${salt}) % 1000003) / 1000003`
  return `
    INSERT INTO events (entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties)
    WITH
      intDiv(number, ${each}) AS customer,
      ${draw('customer', 1)} * ${days / 2} AS first_day,
      50 + ${draw('customer', 2)} * 150 AS round,
      0.35 + ${draw('customer', 3)} * 0.65 AS active,
      ${draw('customer', 4)} * round AS turn,
      first_day + ${draw('number', 5)} * (${days} - first_day) AS drawn,
      (drawn + turn) / round - floor((drawn + turn) / round) AS phase,
      greatest(0, drawn - phase * round * (1 - active)) AS day,
      ['phone', 'laptop', 'tablet'][1 + customer % 3] AS device,
      if(device = 'laptop', phase, 1 - phase) AS eagerness,
      ${draw('number', 7)} AS kind,
      multiIf(kind < 0.55, 'feature_use', kind < 0.9, 'login', 'payment') AS happened,
      toDateTime64(today() - ${days}, 3, 'UTC') + toIntervalMillisecond(toInt64(day * 86400000)) AS at
    SELECT
      'customer', concat('C', toString(customer)), happened, at, at, 'app',
      reinterpretAsUInt128(sipHash128(number)), '',
      multiIf(
        happened = 'feature_use', concat('{"feature":"', ['dashboard', 'report', 'export', 'api'][1 + number % 4],
          '","minutes":', toString(1 + toUInt32(60 * eagerness + 40 * ${draw('number', 8)})), '}'),
        happened = 'login', concat('{"device":"', device, '"}'),
        concat('{"amount":', toString(10 + customer % 90), '}'))
    FROM numbers(${customers} * ${each})
    WHERE day >= {from:Float64} AND day < {to:Float64}`
}

/** The events have come in already: the file of the source is never read. */
const configuration = (
  population: string,
): string => `import { count, csv, daysSince, defineConfig, entity, event, last, next, number, predict, string } from 'foretell'
const login = event('login', { device: string() })
const featureUse = event('feature_use', { feature: string(), minutes: number({ unit: 'minutes' }) })
const payment = event('payment', { amount: number({ unit: 'USD' }) })
const activity = [login, featureUse, payment]
const churn = predict({
  entity: entity('customer'),
  anchors: '30d',
  population: count(activity, last('${population}')).atLeast(1),
  label: count(activity, next('30d')).is(0),
  features: { days_quiet: daysSince(activity) },
})
export default defineConfig({
  sources: { app: csv('events.csv', { events: activity }) },
  predictions: { churn },
})
`
