/**
 * Imports the file that is its argument, as a process of its own that a test can kill. It writes a line when a step
 * begins: the first word of its name. It is started many times, so it runs what was built.
 */
import { dirname } from 'node:path'

import { csv, defineConfig, event } from '../../dist/index.js'
import { resolve } from '../../dist/config/resolve.js'
import { ingestSource } from '../../dist/events/ingest.js'
import { silentObserver } from '../../dist/shared/observer.js'
import { systemClock } from '../../dist/shared/time.js'
import { openWarehouse } from '../../dist/warehouse/open.js'

const path = process.argv[2]
const root = dirname(path)
const warehouse = await openWarehouse({
  root,
  path: '.foretell',
  url: undefined,
  clock: systemClock,
  grace: 0,
})
const config = defineConfig({
  sources: { app: csv(path, { events: [event('login', {})] }) },
  predictions: {},
})
const plan = { ...resolve(config, { root }), warehouse: { url: undefined, path: '.foretell' } }
const quiet = { ...silentObserver.step(''), step: tell }
const observer = { ...silentObserver, step: tell }

function tell(name) {
  process.stdout.write(`${name.split(' ')[0]}\n`)
  return quiet
}

await ingestSource({ plan, warehouse, clock: systemClock, observer }, plan.sources[0])
await warehouse.close()
