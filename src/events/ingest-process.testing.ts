import { dirname } from 'node:path'

import { silentObserver } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import { openWarehouse } from '../warehouse/open.js'
import { ingestSource } from './ingest.js'
import { eventPlans, sourcePlan } from './source.testing.js'

/** Imports the file that is its argument, as a process of its own that a test can kill. */
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
  root,
  warehouse: { url: undefined, path: '.foretell' },
  sources: [],
  events: eventPlans({ login: {} }),
  entities: {},
  predictions: {},
}
const source = sourcePlan({ path, events: ['login'] })
process.stdout.write('importing')
await ingestSource({ plan, warehouse, clock: systemClock, observer: silentObserver }, source)
await warehouse.close()
