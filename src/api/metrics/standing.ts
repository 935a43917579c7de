import type { Predictor } from '../../predictions/serving/predictor.js'
import type { Receiver } from '../../events/live/receiver.js'
import type { JobBoard } from '../../jobs/queue/job-board.js'
import type { Project } from '../../warehouse/project.js'
import type { Metrics } from './metrics.js'

/** What is looked at when the metrics are asked for. */
export interface Observed {
  readonly project: Project
  readonly predictor: Predictor
  readonly receiver: Receiver
  readonly jobs: JobBoard
}

/** Milliseconds after which a warehouse that says nothing is taken to be down. */
const patience = 5000

/**
 * Reads how things stand into the metrics: what waits, how old scores and models are, whether the warehouse answers.
 * What cannot be read is not told, and stops nothing else from being told.
 */
export async function readStanding(metrics: Metrics, observed: Observed): Promise<void> {
  readIngest(metrics, observed.receiver)
  await Promise.all([
    readWarehouse(metrics, observed.project),
    readJobs(metrics, observed.jobs),
    readModels(metrics, observed),
  ])
}

function readIngest({ ingestLag, ingestPending }: Metrics, receiver: Receiver): void {
  const { pending, lag } = receiver.load()
  ingestPending.set(pending)
  ingestLag.set(lag / 1000)
}

async function readJobs({ jobs }: Metrics, board: JobBoard): Promise<void> {
  try {
    const { queued, running } = await board.depth()
    jobs.set({ state: 'queued' }, queued)
    jobs.set({ state: 'running' }, running)
  } catch {
    jobs.reset()
  }
}

async function readModels({ modelAge, modelAuc }: Metrics, { project, predictor }: Observed): Promise<void> {
  const models = await Promise.allSettled(predictor.names.map((name) => predictor.model(name)))
  // A champion that was followed by another is told no more.
  modelAge.reset()
  modelAuc.reset()
  for (const model of models) {
    if (model.status === 'rejected') continue
    const { prediction, version, createdAt, evaluation } = model.value.card
    modelAge.set({ model: prediction, version }, (project.clock.now() - Date.parse(createdAt)) / 1000)
    if (evaluation.task === 'classification')
      modelAuc.set({ model: prediction, version, source: 'holdout' }, evaluation.auc.value)
  }
}

async function readWarehouse(metrics: Metrics, { warehouse, clock, plan }: Project): Promise<void> {
  const { scoresAge, scoredCustomers, warehouseUp, warehouseQuery } = metrics
  const started = performance.now()
  try {
    const runs = await warehouse.rows<{ prediction: string; scored: number; customers: number }>(
      `SELECT toString(prediction) AS prediction, toUnixTimestamp64Milli(max(scored_at)) AS scored,
         argMax(rows, (scored_at, run_id)) AS customers
       FROM score_runs GROUP BY prediction`,
      { signal: AbortSignal.timeout(patience) },
    )
    warehouseUp.set(1)
    warehouseQuery.set((performance.now() - started) / 1000)
    for (const { prediction, scored, customers } of runs) {
      if (!Object.hasOwn(plan.predictions, prediction)) continue
      scoresAge.set({ model: prediction }, (clock.now() - scored) / 1000)
      scoredCustomers.set({ model: prediction }, customers)
    }
  } catch {
    warehouseUp.set(0)
    for (const gauge of [warehouseQuery, scoresAge, scoredCustomers]) gauge.reset()
  }
}
