import { type Cache, subjectOf } from '../../cache/cache.js'
import type { PredictionPlan } from '../../config/plan.js'
import { ForetellError } from '../../shared/errors.js'
import type { Frame } from '../../ml/frame.js'
import type { Instant } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import type { Explain } from '../explain.js'
import { predictRows } from '../predict-rows.js'
import type { Prediction } from '../prediction.js'
import type { KnownRow } from './known-row.js'
import { LiveModels } from './live-models.js'
import type {
  DescribedOptions,
  FeatureValues,
  LiveModel,
  Predictor,
  PredictorOptions,
  ServedPrediction,
} from './predictor.js'
import { PredictionLog } from './prediction-log.js'
import type { ReadyModel } from './ready-model.js'
import { SharedWork } from './shared-work.js'

export interface PredictorServices {
  readonly cache: Cache
  /** Says why; `explainRows` of `explanations/`. */
  readonly explain: Explain
  /** Milliseconds between two looks for new champions and runs. Default 2000. */
  readonly interval?: number
  /** Told how many answers will not be logged, since the warehouse did not keep up. */
  readonly unlogged?: (answers: number) => void
}

/** Opens what answers for a project; the models of all predictions that have one are ready when it resolves. */
export async function openPredictor(project: Project, services: PredictorServices): Promise<LivePredictor> {
  const predictor = new LivePredictor(project, services)
  await predictor.refresh()
  return predictor
}

export class LivePredictor implements Predictor {
  readonly names: readonly string[]
  readonly #project: Project
  readonly #cache: Cache
  readonly #explain: Explain
  readonly #models: LiveModels
  readonly #log: PredictionLog
  readonly #fresh = new SharedWork<ServedPrediction>()
  readonly #timer: NodeJS.Timeout
  #looking = false
  /** The last look failed; said once, until one succeeds. */
  #failing = false

  constructor(project: Project, { cache, explain, interval = 2000, unlogged }: PredictorServices) {
    this.names = Object.keys(project.plan.predictions)
    this.#project = project
    this.#cache = cache
    this.#explain = explain
    this.#models = new LiveModels(project, { explain, changed: () => void cache.clear() })
    this.#log = new PredictionLog(project.warehouse, unlogged ?? (() => undefined))
    this.#timer = setInterval(() => void this.#look(), interval).unref()
  }

  async predict(name: string, id: string, options: PredictorOptions): Promise<ServedPrediction> {
    const ready = this.#modelFor(name, options)
    // Without a wait where none is needed.
    const model = ready instanceof Promise ? await ready : ready
    const subject = subjectOf(model.known.entity, id)
    const key = `${name}/${model.card.version}/${options.explain ? 'with reasons' : 'without'}`
    const found = await this.#cache.read(subject, key)
    if (found.hit) return JSON.parse(found.text) as ServedPrediction
    return this.#fresh.do(`${subject}\0${key}\0${found.ticket}`, async () => {
      const answer = await this.#ofKnown(model, id, options)
      // As it is given from then on.
      void this.#cache.write(subject, key, JSON.stringify({ ...answer, cached: true }), found.ticket)
      return answer
    })
  }

  async predictFeatures(
    name: string,
    features: FeatureValues,
    options: DescribedOptions,
  ): Promise<ServedPrediction> {
    const ready = this.#modelFor(name, options)
    const model = ready instanceof Promise ? await ready : ready
    const frame = model.described.frame(features)
    const anchor = model.plan.kind === 'events' ? this.#project.clock.now() : null
    const row = { entityId: '', frame, inPopulation: true, anchor }
    return this.#served(model, row, options, options.featuresText ?? JSON.stringify(features))
  }

  async predictFrame(name: string, frame: Frame, version?: string): Promise<Float64Array> {
    const { scorer } = await this.#models.get(name, version)
    return scorer.predict(frame)
  }

  model(name: string, version?: string): Promise<LiveModel> {
    return this.#models.get(name, version)
  }

  present(name: string): Instant | null {
    const plan = this.#project.plan.predictions[name] as PredictionPlan | undefined
    return plan?.kind === 'events' ? (this.#models.presents.of(plan.entity).now() ?? null) : null
  }

  stored(entity: string, receivedAt: Instant): void {
    this.#models.presents.of(entity).reached(receivedAt)
  }

  refresh(): Promise<void> {
    return this.#models.refresh()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#log.close()
  }

  #modelFor(name: string, { version }: PredictorOptions): ReadyModel | Promise<ReadyModel> {
    return (
      (version === undefined ? this.#models.champion(name) : undefined) ?? this.#models.get(name, version)
    )
  }

  async #ofKnown(model: ReadyModel, id: string, options: PredictorOptions): Promise<ServedPrediction> {
    const row = await model.known.read(id)
    if (row === undefined) throw model.known.unknown(id)
    return this.#served(model, row, options, null)
  }

  #served(
    model: ReadyModel,
    row: KnownRow,
    { explain }: PredictorOptions,
    /** What was said of one who was described; null of one who is known. */
    features: string | null,
  ): ServedPrediction {
    const answer = this.#answer(model, row, explain)
    const now = this.#project.clock.now()
    const outcome = answer.probability ?? answer.value ?? 0
    const percentile = this.#models.percentiles(answer.prediction, answer.version)?.of(outcome)
    this.#log.add({
      at: now,
      prediction: answer.prediction,
      version: answer.version,
      entity: features === null ? model.known.entity : '',
      entityId: answer.entityId,
      anchor: features === null ? row.anchor : null,
      outcome,
      level: answer.level,
      inPopulation: answer.inPopulation,
      features: features ?? '',
    })
    // Spread into another object it would take twenty times as long.
    return Object.assign(answer, {
      percentile: percentile ?? answer.percentile,
      cached: false,
      madeAt: new Date(now).toISOString(),
    })
  }

  #answer(model: ReadyModel, row: KnownRow, explain: boolean): Prediction {
    const { plan, card, scorer } = model
    const rows = {
      entityIds: [row.entityId],
      frame: row.frame,
      inPopulation: [row.inPopulation ? 1 : 0],
    }
    const [answer] = predictRows(scorer, rows, {
      prediction: plan.name,
      version: card.version,
      anchor: row.anchor,
      horizon: plan.kind === 'events' ? plan.horizon : null,
      explain: explain ? this.#explain : model.withoutReasons,
    })
    return answer
  }

  /** In the background; a look that takes longer than the interval is not hurried by another. */
  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      await this.refresh()
      this.#failing = false
    } catch (error) {
      if (!this.#failing) {
        const reason = error instanceof ForetellError ? error.message : String(error)
        this.#project.observer.warn(`Looking for new models failed; those that are ready go on: ${reason}`)
      }
      this.#failing = true
    } finally {
      this.#looking = false
    }
  }
}
