import { expect, it } from 'vitest'

import { warehouseIdentity } from './identity.js'
import { openTestWarehouse, temporaryWarehouse } from './warehouse.testing.js'

it('is one for each warehouse, and stays', async () => {
  const [one, two] = await Promise.all([temporaryWarehouse(), temporaryWarehouse()])
  const first = await warehouseIdentity(one.warehouse)
  expect(first).toMatch(/^[0-9a-f]{12}$/)
  expect(await warehouseIdentity(two.warehouse)).not.toBe(first)
  await one.warehouse.close()
  const again = await openTestWarehouse(one.root)
  expect(await warehouseIdentity(again)).toBe(first)
  await again.close()
  await Promise.all([one.dispose(), two.dispose()])
})
