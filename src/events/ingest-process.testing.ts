import { dirname } from 'node:path'

import { resolve } from '../config/resolve.js'
import { type Observer, silentObserver, type Step } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import { openWarehouse } from '../warehouse/open.js'
import { ingestSource } from './ingest.js'
import { eventPlans, sourcePlan } from './source.testing.js'

/**
 * Imports the file that is its argument, as a process of its own that a test can kill. It writes a line when a
 * step begins: the first word of its name.
 */
const path = process.argv[2]
const root = dirname(path)
const warehouse = await openWarehouse({
  root,
  path: '.foretell',
  url: undefined,
  clock: systemClock,
  grace: 0,
})
const plan = {
  ...resolve({ sources: {}, predictions: {} }, { root }),
  warehouse: { url: undefined, path: '.foretell' },
  events: eventPlans({ login: {} }),
}
const quiet: Step = { ...silentObserver.step(''), step: tell }
const observer: Observer = { ...silentObserver, step: tell }
function tell(name: string): Step {
  process.stdout.write(`${name.split(' ')[0]}\n`)
  return quiet
}
await ingestSource({ plan, warehouse, clock: systemClock, observer }, sourcePlan({ path, events: ['login'] }))
await warehouse.close()
