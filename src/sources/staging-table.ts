import { randomUUID } from 'node:crypto'

import { DAY } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'

/** Every staging table's name starts so; the process that made it follows, for finding those nobody needs. */
const prefix = 'staging_'

/** A new name, never used before. It names no data that is kept, so it need not come from a seed. */
export function stagingName(): string {
  return `${prefix}${process.pid}_${randomUUID().replaceAll('-', '')}`
}

export async function dropStaging(project: Project, table: string): Promise<void> {
  // Without the signal: what was cancelled is cleaned up all the same.
  await project.warehouse.execute(`DROP TABLE IF EXISTS ${table} SYNC`)
}

/**
 * Drops the staging tables of imports that died: of processes that are no more, on this machine, and whatever
 * is older than a day.
 */
export async function dropDeadStaging(project: Project): Promise<void> {
  const { warehouse, clock } = project
  const tables = await warehouse.rows<{ name: string; made: number }>(
    `SELECT name, toUnixTimestamp(metadata_modification_time) AS made FROM system.tables
     WHERE database = currentDatabase() AND startsWith(name, '${prefix}')`,
  )
  for (const { name, made } of tables) {
    const owner = Number(/^staging_(\d+)_/.exec(name)?.[1])
    const dead = warehouse.embedded && !isRunning(owner)
    if (dead || made * 1000 < clock.now() - DAY) await dropStaging(project, name)
  }
}

function isRunning(processId: number): boolean {
  try {
    // Signal 0 asks only whether there is such a process.
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
