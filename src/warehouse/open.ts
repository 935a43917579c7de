import { ClickHouseWarehouse, hostClient } from './client.js'
import { joinHost } from './embedded.js'
import { engineLocation } from './location.js'
import { migrate, readMigrations } from './migrations.js'
import type { Observer } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'
import type { Warehouse } from './warehouse.js'

export interface WarehouseOptions {
  /** Folder of the project. */
  readonly root: string
  /** Folder of the embedded warehouse, relative to `root` or absolute. */
  readonly path: string
  /** Address of a ClickHouse server; undefined for the embedded engine. */
  readonly url: string | undefined
  readonly clock: Clock
  readonly observer?: Observer
  readonly signal?: AbortSignal
  /** Milliseconds that an embedded engine stays after its last user has left; 1000 where not said. */
  readonly grace?: number
}

/** Opens the warehouse: starts or joins the engine host, and brings the tables up to date. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const location = engineLocation(options.root, options.path)
  const lease = await joinHost(location, { grace: options.grace ?? 1000 })
  const warehouse = new ClickHouseWarehouse({
    description: `embedded at ${options.path}`,
    embedded: true,
    client: hostClient(location.socket),
    onClose: () => {
      lease.release()
      return Promise.resolve()
    },
  })
  await migrate(warehouse, options.clock, await readMigrations())
  return warehouse
}
