import type { Warehouse } from './warehouse.js'

/**
 * What tells this warehouse from every other, for names in places that several projects share, such as a Redis.
 * The same for all processes and machines that use the warehouse, and after a restart.
 * @returns 12 hexadecimal digits
 */
export async function warehouseIdentity(warehouse: Warehouse): Promise<string> {
  const [{ id }] = await warehouse.rows<{ id: string }>(
    `SELECT lower(hex(sipHash64(uuid, database))) AS id FROM system.tables
     WHERE database = currentDatabase() AND name = 'migrations'`,
  )
  return id.padStart(16, '0').slice(0, 12)
}
