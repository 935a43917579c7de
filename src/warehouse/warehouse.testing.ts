import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { systemClock } from '../shared/time.js'
import { engineLocation } from './location.js'
import { openWarehouse } from './open.js'
import { readOwner } from './owner.js'
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
  const warehouse = await openWarehouse({
    root,
    path: '.foretell',
    url: undefined,
    clock: systemClock,
    grace: 0,
  })
  return {
    warehouse,
    root,
    async dispose() {
      await warehouse.close()
      await hostLeft(root)
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Waits until no host holds the folder's engine. */
export async function hostLeft(root: string): Promise<void> {
  const { owner } = engineLocation(root, '.foretell')
  for (let waited = 0; waited < 10_000; waited += 10) {
    if ((await readOwner(owner)) === undefined) return
    await pause(10)
  }
  throw new Error(`the host of ${root} did not leave`)
}
