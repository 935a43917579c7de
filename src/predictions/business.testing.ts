import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Config } from '../config/define.js'
import { resolve } from '../config/resolve.js'
import { ingestSource } from '../events/ingest.js'
import { silentObserver } from '../shared/observer.js'
import { Random } from '../shared/random.js'
import { DAY, fixedClock, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { temporaryWarehouse } from '../warehouse/warehouse.testing.js'

/** When the generated history ends; the clock of the project stands there too. */
export const today = Date.parse('2026-06-01T00:00:00Z')
/** Days of history. */
const history = 300

export interface TestBusiness {
  readonly project: Project
  readonly root: string
  dispose(): Promise<void>
}

/**
 * Logins and purchases of customers who leave at a rate that depends on how seldom they log in, in a warehouse of
 * their own.
 */
export async function testBusiness(
  config: (paths: { readonly events: string; readonly table: string }) => Config,
  customers = 500,
): Promise<TestBusiness> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'foretell-business-')))
  const paths = { events: join(folder, 'events.csv'), table: join(folder, 'customers.csv') }
  await writeFile(paths.events, eventsCsv(customers))
  await writeFile(paths.table, tableCsv(customers))
  const store = await temporaryWarehouse()
  const { warehouse, root } = store
  const plan = resolve(config(paths), { root })
  const project: Project = { plan, warehouse, clock: fixedClock(today), observer: silentObserver }
  for (const source of plan.sources) if (source.kind === 'events') await ingestSource(project, source)
  return {
    project,
    root,
    async dispose() {
      await store.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function eventsCsv(customers: number): string {
  const random = new Random(11)
  const lines = ['customer_id,event,time,amount']
  for (let customer = 0; customer < customers; customer++) {
    const pace = 0.05 + 0.6 * random.uniform()
    const joined = today - random.below(history) * DAY
    const stays = (40 + 400 * pace) * random.exponential() * DAY
    for (
      let at: Instant = joined;
      at < Math.min(today, joined + stays);
      at += (random.exponential() / pace) * DAY
    ) {
      const time = new Date(at).toISOString()
      lines.push(`c${customer},login,${time},`)
      if (random.uniform() < 0.2)
        lines.push(`c${customer},purchase,${time},${(5 + 50 * random.exponential()).toFixed(2)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function tableCsv(customers: number): string {
  const random = new Random(12)
  const lines = ['id,visits,plan,left']
  for (let customer = 0; customer < customers; customer++) {
    const visits = random.poisson(5)
    const plan = ['basic', 'pro'][random.below(2)]
    const leaves = random.uniform() < 1 / (1 + Math.exp(visits - 4 + (plan === 'pro' ? 1 : 0)))
    lines.push(`c${customer},${visits},${plan},${leaves ? 'yes' : 'no'}`)
  }
  return `${lines.join('\n')}\n`
}
