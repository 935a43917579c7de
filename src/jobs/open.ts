import { loadPlan } from '../config/load.js'
import type { Plan } from '../config/plan.js'
import { resolve } from '../config/resolve.js'
import type { Project } from '../warehouse/project.js'
import { openWarehouse } from '../warehouse/open.js'
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

/** The same for work on a file that no configuration names: everything by its defaults, in the same place. */
export async function withoutConfig<Value>(
  request: Request,
  work: (project: Project) => Promise<Value>,
): Promise<Value> {
  const { folder, environment } = request
  return withPlan(request, resolve({ sources: {}, predictions: {} }, { root: folder, environment }), work)
}

/** The checked configuration of a project, with the request's seed in place of its own. */
export async function configuredPlan({ folder, configFile, seed, environment }: Request): Promise<Plan> {
  const plan = await loadPlan({ root: folder, file: configFile, environment })
  if (seed === undefined) return plan
  const predictions = Object.entries(plan.predictions).map(
    ([name, prediction]) => [name, { ...prediction, seed }] as const,
  )
  return { ...plan, predictions: Object.fromEntries(predictions) }
}

async function withPlan<Value>(
  { clock, observer, signal }: Request,
  plan: Plan,
  work: (project: Project) => Promise<Value>,
): Promise<Value> {
  const { url, path } = plan.warehouse
  const warehouse = await openWarehouse({ root: plan.root, path, url, clock, observer, signal })
  try {
    return await work({ plan, warehouse, clock, observer, signal })
  } finally {
    await warehouse.close()
  }
}
