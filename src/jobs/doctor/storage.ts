import { statfs } from 'node:fs/promises'

import { redisState } from '../../cache/redis-state.js'
import { withoutPassword } from '../../cache/redis-link.js'
import type { ServerPlan } from '../../config/plan.js'
import { engineLocation } from '../../warehouse/location.js'
import type { Project } from '../../warehouse/project.js'
import { type Finding, fail, ok, warn } from './finding.js'

/** Bytes of free disk below which there is reason to worry. */
const scarce = 2 * 1024 ** 3

export async function warehouseFinding({ warehouse }: Project): Promise<Finding> {
  const started = performance.now()
  const [{ version }] = await warehouse.rows<{ version: string }>('SELECT version() AS version')
  const took = (performance.now() - started).toFixed(1)
  return ok('Warehouse', `${warehouse.description}, ClickHouse ${version}, a query takes ${took} ms`)
}

export async function diskFinding(project: Project): Promise<Finding> {
  const free = await freeBytes(project)
  const found = `${(free / 1024 ** 3).toFixed(1)} GB free where the warehouse is`
  return free >= scarce
    ? ok('Disk', found)
    : warn('Disk', found, 'Free some space; merges need as much again as the largest table holds.')
}

async function freeBytes({ plan, warehouse }: Project): Promise<number> {
  if (warehouse.embedded) {
    const { bavail, bsize } = await statfs(engineLocation(plan.root, plan.warehouse.path).directory)
    return bavail * bsize
  }
  const [{ free }] = await warehouse.rows<{ free: number }>(
    'SELECT min(unreserved_space) AS free FROM system.disks',
  )
  return free
}

export async function redisFinding({ redis }: ServerPlan): Promise<Finding> {
  if (redis === undefined) return ok('Redis', 'none: cache, jobs and rate limits live in the server')
  const address = withoutPassword(redis)
  try {
    const { version, milliseconds, evictionPolicy } = await redisState(redis)
    const found = `${address}, version ${version}, a round trip takes ${milliseconds} ms`
    return evictionPolicy === 'noeviction'
      ? ok('Redis', found)
      : warn(
          'Redis',
          `${found}, drops keys when its memory is full (${evictionPolicy})`,
          'Set maxmemory-policy to noeviction: a queue must not lose keys.',
        )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail(
      'Redis',
      `${address}: ${reason}`,
      'Check that it runs and that REDIS_URL is right. Until then answers are not cached, jobs wait, and each ' +
        'server counts for itself what its callers may ask.',
    )
  }
}
