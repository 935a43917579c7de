import { type Observer, silentObserver } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'
import { ClickHouseWarehouse } from './client.js'
import { type Connection, embeddedConnection, serverConnection } from './connection.js'
import { explained } from './failure.js'
import { engineLocation } from './location.js'
import { migrate, readMigrations } from './migrations.js'
import type { Warehouse } from './warehouse.js'

export interface WarehouseOptions {
  /** Folder of the project, absolute. */
  readonly root: string
  /** Folder of the embedded warehouse, relative to `root` or absolute. */
  readonly path: string
  /** Address of a ClickHouse server; undefined for the embedded engine. */
  readonly url: string | undefined
  readonly clock: Clock
  readonly observer?: Observer
  readonly signal?: AbortSignal
  /** Milliseconds that an embedded engine stays after its last user has left. */
  readonly grace?: number
  /** Engine settings of every statement that does not say otherwise. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** Long enough that the next command of a script finds the engine still up. */
const defaultGrace = 1_000

/**
 * Opens the warehouse: connects to the server, or starts or joins the folder's engine host; then brings the
 * tables up to date.
 * @throws ForetellError `WAREHOUSE_*` when it cannot be reached, started or brought up to date
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const warehouse = new ClickHouseWarehouse(await connect(options), options.settings)
  try {
    await migrate(warehouse, options.clock, await readMigrations(), options)
  } catch (error) {
    await warehouse.close()
    throw error
  }
  return warehouse
}

async function connect(options: WarehouseOptions): Promise<Connection> {
  if (options.url !== undefined) {
    const warehouse = hostOf(options.url)
    return serverConnection(options.url).catch((error: unknown) => {
      throw explained(error, { warehouse, signal: options.signal })
    })
  }
  return embeddedConnection(engineLocation(options.root, options.path), {
    description: `embedded at ${options.path}`,
    observer: options.observer ?? silentObserver,
    grace: options.grace ?? defaultGrace,
    signal: options.signal,
  })
}

/** Without the user and the password. */
function hostOf(url: string): string {
  return new URL(url).host
}
