import { setMaxListeners } from 'node:events'
import { setPriority } from 'node:os'

import type { Plan } from '../config/plan.js'
import { softwareVersion } from '../predictions/software.js'
import { ForetellError } from '../shared/errors.js'
import { silentObserver } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import { openTracing } from '../shared/tracing/open-tracing.js'
import { openWarehouse } from '../warehouse/open.js'
import type { Project } from '../warehouse/project.js'
import { background } from './background.js'
import { perform } from './queue/perform.js'
import type { FromWorker, ToWorker } from './worker-messages.js'

/**
 * The program of a process that does jobs, one after the other, as it is told by the process that started it
 * (`queue/job-process.ts`): so that nothing a job does - busy threads, memory, a crash - is felt where requests are
 * answered. It gives up what it does and ends when it is told to, or when the one who started it has gone.
 */
const stop = new AbortController()
setMaxListeners(0, stop.signal)
process.on('SIGTERM', () => stop.abort())
process.on('disconnect', () => stop.abort())
// Ctrl-C is meant for the process in front, which says what is to be done.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}

async function open(plan: Plan, priority: number): Promise<Project> {
  const { url, path } = plan.warehouse
  const warehouse = await openWarehouse({
    root: plan.root,
    path,
    url,
    clock: systemClock,
    settings: background.settings,
    signal: stop.signal,
  })
  // Only now: an engine host that this process had to start would have the priority of this process.
  setPriority(priority)
  return { plan, warehouse, clock: systemClock, observer: silentObserver }
}

async function main(): Promise<void> {
  const tracing = openTracing({
    environment: process.env,
    version: softwareVersion(),
    warn: (message) => process.stderr.write(`${message}\n`),
  })
  let project: Project | undefined
  let worker = ''
  const messages = received()
  for (let next = await messages(); next !== undefined; next = await messages()) {
    if (next.kind === 'open') {
      worker = next.worker
      project = await open(next.plan, next.priority)
      tell({ kind: 'ready' })
    } else {
      if (project === undefined)
        throw new ForetellError('INTERNAL', { values: { what: 'a task before a plan' } })
      tell({ kind: 'outcome', outcome: await perform(project, next.task, { stop: stop.signal, worker }) })
    }
  }
  await project?.warehouse.close()
  await tracing.close()
  process.exit(0)
}

/** @returns a function that gives the next message; undefined once this process has to go */
function received(): () => Promise<ToWorker | undefined> {
  const waiting: ToWorker[] = []
  let wake: () => void = () => undefined
  process.on('message', (message: ToWorker) => {
    waiting.push(message)
    wake()
  })
  stop.signal.addEventListener('abort', () => wake())
  return async () => {
    while (waiting.length === 0 && !stop.signal.aborted)
      await new Promise<void>((resolve) => (wake = resolve))
    return stop.signal.aborted ? undefined : waiting.shift()
  }
}

await main()
