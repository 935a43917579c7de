import { afterAll, beforeAll, expect, test } from 'vitest'

import { type TemporaryWarehouse, temporaryWarehouse } from './warehouse.testing.js'

let it: TemporaryWarehouse
beforeAll(async () => {
  it = await temporaryWarehouse()
})
afterAll(() => it.dispose())

test('opens migrated', async () => {
  expect(
    await it.warehouse.rows(
      'SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name',
    ),
  ).toContainEqual({
    name: 'events',
  })
})
