import { randomUUID } from 'node:crypto'

import { describe } from 'vitest'

import { systemClock } from '../../src/shared/time.js'
import { openWarehouse } from '../../src/warehouse/open.js'
import { temporaryWarehouse } from '../../src/warehouse/warehouse.testing.js'
import { type OpenedWarehouse, warehouseCases } from './warehouse-cases.js'

warehouseCases('the embedded engine', temporaryWarehouse)

const server = process.env['CLICKHOUSE_URL']

describe.skipIf(server === undefined)('CLICKHOUSE_URL', () => {
  warehouseCases('a server', () => serverWarehouse(server ?? ''))
})

/** A database of its own on the server, dropped in the end. */
async function serverWarehouse(address: string): Promise<OpenedWarehouse> {
  const url = new URL(address)
  const database = `foretell_test_${randomUUID().replaceAll('-', '')}`
  url.pathname = `/${database}`
  const warehouse = await openWarehouse({ root: '/', path: '', url: url.href, clock: systemClock })
  return {
    warehouse,
    async dispose() {
      await warehouse.execute(`DROP DATABASE ${database}`)
      await warehouse.close()
    },
  }
}
