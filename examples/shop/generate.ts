import { join } from 'node:path'

import { Random } from '../../src/shared/random.js'
import { DAY } from '../../src/shared/time.js'
import { cell, emptyFolder, LineFile, timestamp } from '../generator/files.js'
import type { Generated, GenerateOptions } from '../generator/generate.js'
import { type ShopEvent, Shopper } from './shopper.js'

/** Writes a shop's history: visits and carts as NDJSON from the web, orders and returns as CSV from the till. */
export async function generate({ folder, customers, days, end, seed }: GenerateOptions): Promise<Generated> {
  await emptyFolder(folder)
  const random = new Random(seed)
  const start = end - days * DAY
  const shoppers = Array.from({ length: customers }, (_, index) => {
    const firstDay = start + Math.floor(days * random.uniform() ** 1.2) * DAY
    return new Shopper(`S${String(index + 1).padStart(5, '0')}`, firstDay, random.fork(index))
  })
  const web = await LineFile.create(join(folder, 'web.ndjson.gz'))
  const orders = await LineFile.create(join(folder, 'orders.csv'))
  orders.add('order_id,customer_id,date,kind,category,amount,items,coupon')

  let badRows = 0
  for (let day = start; day < end; day += DAY) {
    const today = shoppers
      .flatMap((shopper) => shopper.liveThrough(day).map((event) => ({ id: shopper.id, event })))
      .filter(({ event }) => event.at < end)
      .sort((a, b) => a.event.at - b.event.at)
    for (const { id, event } of today) {
      if (event.name === 'order' || event.name === 'return') {
        // The till writes some orders down without saying whose they are.
        const known = random.uniform() >= 0.01
        if (!known) badRows++
        orders.add(orderLine(orders.lines, known ? id : '', event))
      } else {
        const { name, at, ...properties } = event
        web.add(JSON.stringify({ customer_id: id, timestamp: timestamp(at), event: name, ...properties }))
      }
    }
    await Promise.all([web.flush(), orders.flush()])
  }
  await Promise.all([web.close(), orders.close()])
  const rows = web.lines + orders.lines - 1
  return { customers, rows, badRows, doubled: 0, files: [web.path, orders.path] }
}

function orderLine(
  number: number,
  id: string,
  event: Extract<ShopEvent, { name: 'order' | 'return' }>,
): string {
  const cells =
    event.name === 'order'
      ? [event.category, event.amount, event.items, event.coupon]
      : ['', event.amount, '', '']
  return [`O${number}`, id, timestamp(event.at), event.name, ...cells.map(String)].map(cell).join(',')
}
