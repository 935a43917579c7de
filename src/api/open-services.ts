import { subjectOf } from '../cache/cache.js'
import { openCache } from '../cache/open.js'
import { openReceiver } from '../events/live/live-receiver.js'
import type { EntityKey } from '../events/live/receiver.js'
import { Merges } from '../events/people/merges.js'
import { Suppressions } from '../events/people/suppressions.js'
import { explainRows } from '../explanations/explain-rows.js'
import { JobCallbacks } from '../jobs/job-callbacks.js'
import { openJobBoard } from '../jobs/queue/open-board.js'
import { RegulationDesk } from '../jobs/regulation-desk.js'
import { openPredictor } from '../predictions/serving/live-predictor.js'
import { softwareVersion } from '../predictions/software.js'
import { Segmentations } from '../segments/segmentations.js'
import { noTracing, type Tracing } from '../shared/tracing/open-tracing.js'
import { warehouseIdentity } from '../warehouse/identity.js'
import type { Project } from '../warehouse/project.js'
import { KeyRing } from './access/key-ring.js'
import { KeyStore } from './access/key-store.js'
import { serverLog } from './log.js'
import { Metrics } from './metrics/metrics.js'
import { observedCache } from './metrics/observed-cache.js'
import { observedPredictor } from './metrics/observed-predictor.js'
import { observedReceiver } from './metrics/observed-receiver.js'
import type { Services } from './services.js'
import { tracedPredictor } from './tracing/traced-predictor.js'

export interface OpenServices extends Services {
  /** Stores what was taken and lets go of everything, in the order in which that loses nothing. */
  close(): Promise<void>
}

/**
 * Opens what the routes of a project work with.
 * @param tracing closed by who opened it
 */
export async function openServices(project: Project, tracing: Tracing = noTracing): Promise<OpenServices> {
  const { plan, warehouse, clock, observer } = project
  const warn = (message: string): void => observer.warn(message)
  const keyStore = new KeyStore(project)
  const keys = await KeyRing.open({ store: keyStore, clock, adminKey: plan.server.adminKey, warn })
  const metrics = new Metrics(softwareVersion())
  const options = { namespace: await warehouseIdentity(warehouse), clock, warn }
  const cache = observedCache(await openCache(plan.server, options), metrics)
  const live = await openPredictor(project, {
    cache,
    explain: explainRows,
    unlogged: (answers) => metrics.unlogged.inc(answers),
  })
  const predictor = observedPredictor(tracing.enabled ? tracedPredictor(live) : live, metrics)
  const forget = (keys: readonly EntityKey[]): Promise<void> =>
    cache.forget(keys.map(({ entity, id }) => subjectOf(entity, id)))
  const learn = (keys: readonly EntityKey[]): Promise<void> => {
    for (const entity of new Set(keys.map((key) => key.entity))) predictor.stored(entity, clock.now())
    return forget(keys)
  }
  const suppressions = await Suppressions.open(project)
  const merges = await Merges.open(project, { moved: forget })
  const regulations = new RegulationDesk(project, {
    suppressions,
    erased: async () => {
      merges.forget()
      await cache.clear()
    },
  })
  const receiver = observedReceiver(
    await openReceiver(project, { suppressed: suppressions, merges, onStored: learn }),
    metrics,
  )
  const jobs = await openJobBoard(project, serverLog(plan.server.log))
  const callbacks = new JobCallbacks({ jobs, secret: plan.server.webhookSecret, clock, warn })
  await callbacks.resume()
  return {
    project,
    version: softwareVersion(),
    cache,
    receiver,
    keyStore,
    keys,
    segmentations: new Segmentations(project),
    predictor,
    regulations,
    jobs,
    callbacks,
    metrics,
    tracing,
    async close() {
      await receiver.close()
      await callbacks.close()
      await jobs.close()
      await regulations.close()
      await merges.close()
      suppressions.close()
      await predictor.close()
      await keys.close()
      await cache.close()
    },
  }
}
