import { existsSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { loadPlan } from '../config/load.js'
import type { Plan } from '../config/plan.js'
import { resolve } from '../config/resolve.js'
import { engineLocation } from '../warehouse/location.js'
import { openWarehouse } from '../warehouse/open.js'
import type { Project } from '../warehouse/project.js'
import type { Request } from './request.js'

/**
 * Opens the project that a request names, works with it, and lets go of it however that ends.
 * @throws ForetellError whatever `loadPlan`, `openWarehouse` and the work throw
 */
export async function withProject<Value>(
  request: Request,
  work: (project: Project) => Promise<Value>,
): Promise<Value> {
  return withPlan(request, await configuredPlan(request), work)
}

/**
 * The same for work on a file that no configuration names: everything by its defaults, and a warehouse that is
 * gone afterwards, so that looking at a file leaves nothing beside it.
 */
export async function withoutConfig<Value>(
  request: Request,
  work: (project: Project) => Promise<Value>,
): Promise<Value> {
  const { folder, environment } = request
  const path = await realpath(await mkdtemp(join(tmpdir(), 'foretell-')))
  const plan = resolve({ sources: {}, predictions: {}, warehouse: { path } }, { root: folder, environment })
  try {
    return await withPlan(request, plan, work, 0)
  } finally {
    await engineLeft(folder, path)
    await rm(path, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The checked configuration of a project, with the request's seed in place of its own. */
async function configuredPlan({ folder, configFile, seed, environment }: Request): Promise<Plan> {
  const plan = await loadPlan({ root: folder, file: configFile, environment })
  if (seed === undefined) return plan
  const predictions = Object.entries(plan.predictions).map(
    ([name, prediction]) => [name, { ...prediction, seed }] as const,
  )
  return { ...plan, predictions: Object.fromEntries(predictions) }
}

/** @param grace how long the embedded engine waits for another user, milliseconds; its own default without */
async function withPlan<Value>(
  { clock, observer, signal }: Request,
  plan: Plan,
  work: (project: Project) => Promise<Value>,
  grace?: number,
): Promise<Value> {
  const { url, path } = plan.warehouse
  const warehouse = await openWarehouse({
    root: plan.root,
    path,
    url,
    clock,
    observer,
    signal,
    ...(grace === undefined ? {} : { grace }),
  })
  try {
    return await work({ plan, warehouse, clock, observer, signal })
  } finally {
    await warehouse.close()
  }
}

/** Waits until the engine has put its files down, at most some seconds. */
async function engineLeft(folder: string, path: string): Promise<void> {
  const { owner } = engineLocation(folder, path)
  for (let waited = 0; existsSync(owner) && waited < 5000; waited += 20) await pause(20)
}
