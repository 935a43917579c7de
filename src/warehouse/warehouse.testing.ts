import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { systemClock } from '../shared/time.js'
import { engineLocation } from './location.js'
import { openWarehouse } from './open.js'
import { isAlive, readOwner } from './owner.js'
import type { Warehouse } from './warehouse.js'

export interface TemporaryWarehouse {
  readonly warehouse: Warehouse
  /** Folder of the project; the warehouse is in its `.foretell`. */
  readonly root: string
  /** Closes, waits until the host has left, and deletes the folder. */
  dispose(): Promise<void>
}

/** An empty, migrated, embedded warehouse in a folder of its own. */
export async function temporaryWarehouse(): Promise<TemporaryWarehouse> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'foretell-test-')))
  const warehouse = await openTestWarehouse(root)
  return {
    warehouse,
    root,
    async dispose() {
      await warehouse.close()
      await removeWarehouse(root)
    },
  }
}

/** The warehouse of a folder, whose host leaves at once when nobody needs it. */
export function openTestWarehouse(root: string): Promise<Warehouse> {
  return openWarehouse({ root, path: '.foretell', url: undefined, clock: systemClock, grace: 0 })
}

/** The process that runs the folder's engine; undefined when there is none. */
export async function hostOf(root: string): Promise<number | undefined> {
  const owner = await readOwner(engineLocation(root, '.foretell').owner)
  return owner !== undefined && isAlive(owner.pid) ? owner.pid : undefined
}

/** Waits until a process is gone. */
export async function gone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 1_500; attempt++) {
    if (!isAlive(pid)) return
    await pause(10)
  }
  throw new Error(`process ${pid} did not leave`)
}

/** Waits until the folder's host has left, and deletes the folder. */
export async function removeWarehouse(root: string): Promise<void> {
  const host = await hostOf(root)
  if (host !== undefined) await gone(host)
  await rm(root, { recursive: true, force: true, maxRetries: 10 })
}

/** The methods of a warehouse as an object of their own, in which a test puts others in place of some. It is not closed. */
export function methodsOf(warehouse: Warehouse): Warehouse {
  return {
    description: warehouse.description,
    embedded: warehouse.embedded,
    rows: (sql, options) => warehouse.rows(sql, options),
    stream: (sql, options) => warehouse.stream(sql, options),
    columns: (sql, options) => warehouse.columns(sql, options),
    export: (sql, format, options) => warehouse.export(sql, format, options),
    execute: (sql, options) => warehouse.execute(sql, options),
    insert: (table, rows, options) => warehouse.insert(table, rows, options),
    insertStream: (target, bytes, format, options) => warehouse.insertStream(target, bytes, format, options),
    close: () => Promise.resolve(),
  }
}
