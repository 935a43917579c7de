import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { Plan } from '../config/plan.js'
import { resolve } from '../config/resolve.js'
import { type Observer, silentObserver, type Step } from '../shared/observer.js'
import { type Clock, fixedClock, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { temporaryWarehouse } from '../warehouse/warehouse.testing.js'

/** A project on a warehouse of its own, which remembers its warnings and writes files for itself. */
export interface TestProject extends Project {
  readonly root: string
  readonly warnings: string[]
  /** Writes a file into the project; `.gz` is packed. @returns its absolute path */
  file(name: string, content: string | Buffer): Promise<string>
  /** Names of the staging tables that are there. */
  leftovers(): Promise<readonly string[]>
  dispose(): Promise<void>
}

/** Now, in tests that do not say otherwise: later than any of their events. */
const testNow = '2026-11-21T00:00:00Z'

export async function testProject(
  plan: Partial<Plan> = {},
  clock: Clock = fixedClock(testNow),
): Promise<TestProject> {
  const temporary = await temporaryWarehouse()
  const { warehouse, root } = temporary
  const warnings: string[] = []
  return {
    plan: {
      ...resolve({ sources: {}, predictions: {} }, { root }),
      warehouse: { url: undefined, path: '.foretell' },
      ...plan,
    },
    warehouse,
    root,
    clock,
    observer: warningObserver(warnings),
    warnings,
    async file(name, content) {
      const path = join(root, name)
      await writeFile(path, name.endsWith('.gz') ? gzipSync(content) : content)
      return path
    },
    async leftovers() {
      const tables = await warehouse.rows<{ name: string }>(
        `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'staging_')`,
      )
      return tables.map(({ name }) => name)
    },
    dispose: () => temporary.dispose(),
  }
}

function warningObserver(warnings: string[]): Observer {
  const warn = (message: string): void => void warnings.push(message)
  const step: Step = { ...silentObserver.step(''), step: () => step, warn }
  return step
}

/** A clock that is one second later at each look, from `testNow` on. */
export function tickingClock(): Clock {
  let now: Instant = Date.parse(testNow)
  return { now: () => (now += 1000) }
}
