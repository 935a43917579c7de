import { join } from 'node:path'

import { Random } from '../../src/shared/random.js'
import { DAY, HOUR, type Instant } from '../../src/shared/time.js'
import { dayFactor } from '../generator/calendar.js'
import { cell, emptyFolder, LineFile, QuarterlyFiles, timestamp } from '../generator/files.js'
import type { Generated, GenerateOptions } from '../generator/generate.js'
import { Customer, type CustomerEvent } from './customer.js'

const productHeader =
  'message_id,account_id,time,received_at,event,session_id,feature,minutes,device,topic,hours_to_resolve'
const accountsHeader = 'account_id,time,event,plan,country,seats'

/**
 * Writes the history of a business: quarterly product exports, billing as NDJSON and a list of accounts. Like real
 * exports they hold some rows that are late, doubled or broken. The same options give the same bytes.
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  const { folder, days, end, seed } = options
  await emptyFolder(folder)
  const random = new Random(seed)
  const customers = signUps(options, random.fork(1))
  const noise = random.fork(2)
  const product = new QuarterlyFiles(folder, 'product', '.csv.gz', productHeader)
  const billing = await LineFile.create(join(folder, 'billing.ndjson'))
  const accounts = await LineFile.create(join(folder, 'accounts.csv'))
  accounts.add(accountsHeader)

  let badRows = 0
  let messages = 0
  let doubled = 0
  for (let day = end - days * DAY; day < end; day += DAY) {
    const today = customers
      .flatMap((customer) => customer.liveThrough(day).map((event) => ({ customer, event })))
      .filter(({ event }) => event.at < end)
      .sort((a, b) => a.event.at - b.event.at)
    const productFile = await product.at(day)
    for (const { customer, event } of today) {
      if (event.name === 'payment' || event.name === 'payment_failed')
        billing.add(billingLine(customer, event))
      else if (event.name === 'signup' || event.name === 'plan_change')
        accounts.add(accountLine(customer, event))
      else {
        const line = productLine(`m${(++messages).toString(36)}`, customer, event, noise)
        productFile.add(line)
        // Queues deliver twice now and then: the same row comes again.
        if (noise.uniform() < 0.0008) {
          productFile.add(line)
          doubled++
        }
      }
    }
    for (const line of brokenLines(day, noise)) {
      productFile.add(line)
      badRows++
    }
    await Promise.all([productFile.flush(), billing.flush(), accounts.flush()])
  }
  await Promise.all([product.close(), billing.close(), accounts.close()])
  return {
    customers: customers.length,
    rows: product.lines + billing.lines + accounts.lines - 1,
    badRows,
    doubled,
    files: [...product.paths, billing.path, accounts.path],
  }
}

/** A business that grows: each month brings a few percent more sign-ups than the one before. */
function signUps({ customers, days, end }: GenerateOptions, random: Random): Customer[] {
  const start = end - days * DAY
  const weights = Array.from({ length: days }, (_, index) => {
    const day = start + index * DAY
    // A third of all is there from the beginning, spread over the first weeks.
    const founding = index < 45 ? days / 90 : 0
    return (founding + Math.exp((0.9 * index) / days)) * dayFactor(day, 0.4)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const list: Customer[] = []
  let owed = 0
  weights.forEach((weight, index) => {
    owed += (weight / total) * customers
    for (; list.length < Math.round(owed);) {
      const id = `A${String(list.length + 1).padStart(5, '0')}`
      const signedUp = start + index * DAY + Math.round((7 + 12 * random.uniform()) * HOUR)
      list.push(new Customer(id, signedUp, random.fork(list.length)))
    }
  })
  return list
}

type ProductEvent = Exclude<CustomerEvent, { name: 'payment' | 'payment_failed' | 'signup' | 'plan_change' }>

function productLine(message: string, { id }: Customer, event: ProductEvent, noise: Random): string {
  // Phones send what happened offline when they are back.
  const delay = noise.uniform() < 0.015 ? noise.exponential() * 20 * HOUR : noise.uniform() * 4000
  const cells = [
    message,
    id,
    timestamp(event.at),
    timestamp(event.at + Math.round(delay)),
    event.name,
    'session' in event ? event.session : '',
    event.name === 'feature_use' ? event.feature : '',
    event.name === 'feature_use' ? event.minutes : '',
    event.name === 'login' ? event.device : '',
    event.name === 'support_ticket' ? event.topic : '',
    event.name === 'support_ticket' ? event.hours : '',
  ]
  return cells.map(cell).join(',')
}

function billingLine(
  { id, plan }: Customer,
  event: Extract<CustomerEvent, { name: 'payment' | 'payment_failed' }>,
): string {
  const { at, name, ...properties } = event
  return JSON.stringify({ account_id: id, time: timestamp(at), event: name, plan, ...properties })
}

function accountLine({ id, plan, country, seats }: Customer, { at, name }: CustomerEvent): string {
  return [id, timestamp(at), name, plan, country, seats].map(cell).join(',')
}

/** What a real export has in it: rows without a customer, with impossible times, with text for a number. */
function brokenLines(day: Instant, noise: Random): string[] {
  if (noise.uniform() >= 0.3) return []
  const now = timestamp(day + 23 * HOUR)
  const message = `b${(day / DAY).toString(36)}`
  const id = `A${String(1 + noise.below(500)).padStart(5, '0')}`
  const kinds = [
    `${message},,${now},${now},login,,,,desktop,,`,
    `${message},${id},yesterday,${now},login,,,,desktop,,`,
    `${message},${id},2099-01-01T00:00:00.000Z,${now},login,,,,desktop,,`,
    `${message},${id},1970-01-01T00:00:00.000Z,${now},feature_use,,report,2.5,,,`,
    `${message},${id},${now},${now},feature_use,,report,2 min,,,`,
    `${message},${id},${now},${now},,,,,,,`,
  ]
  return [kinds[noise.below(kinds.length)] ?? '']
}
