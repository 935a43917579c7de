import type { Project } from '../../warehouse/project.js'
import type { Explain } from '../explain.js'
import { predictionNamed } from '../prediction-named.js'
import { latestRun } from '../scores.js'
import { KnownTable } from './known-table.js'
import { Presents } from './present.js'
import { type ReadyModel, readyModel } from './ready-model.js'
import { RunPercentiles } from './run-percentiles.js'
import { SharedWork } from './shared-work.js'

/** Versions beside the champions that are kept ready, those asked for last. */
const mostOthers = 8

export interface LiveModelsOptions {
  readonly explain: Explain
  /** Another version answers, or a table's rows are others: what was answered before is not so any more. */
  readonly changed: () => void
}

/**
 * The models that answer, kept in memory. Champions are looked up in the background and a new one is made ready
 * before it takes over, in one step, so that no request waits for it and none is answered by two of them.
 */
export class LiveModels {
  readonly presents: Presents
  readonly #project: Project
  readonly #options: LiveModelsOptions
  readonly #champions = new Map<string, ReadyModel>()
  readonly #percentiles = new Map<string, RunPercentiles>()
  /** By prediction and version; the first was asked for longest ago. */
  readonly #others = new Map<string, ReadyModel>()
  readonly #loading = new SharedWork<ReadyModel>()
  #refreshed: Promise<void> = Promise.resolve()

  constructor(project: Project, options: LiveModelsOptions) {
    this.#project = project
    this.#options = options
    this.presents = new Presents(project)
    for (const plan of Object.values(project.plan.predictions)) {
      if (plan.kind === 'events') this.presents.of(plan.entity)
    }
  }

  /** The champion where it is ready; what a request needs no wait for. */
  champion(name: string): ReadyModel | undefined {
    return this.#champions.get(name)
  }

  /** @throws ForetellError `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `VERSION_UNKNOWN`, `ARTIFACT_UNREADABLE` */
  async get(name: string, version?: string): Promise<ReadyModel> {
    const champion = this.#champions.get(name)
    if (champion !== undefined && (version === undefined || version === champion.card.version))
      return champion
    const plan = predictionNamed(this.#project.plan, name)
    if (version !== undefined) return this.#other(plan.name, version)
    // The first was promoted a moment ago, or there is none.
    const found = await this.#loading.do(name, () => this.#load(name, undefined, true))
    if (!this.#champions.has(name)) this.#champions.set(name, found)
    return found
  }

  /** Where the latest run of the prediction is by that version, its scores in order. */
  percentiles(name: string, version: string): RunPercentiles | undefined {
    const found = this.#percentiles.get(name)
    return found?.version === version ? found : undefined
  }

  /**
   * Looks up champions, runs, tables and the present, one look after the other: what was changed before it was asked
   * for is seen when it resolves.
   */
  refresh(): Promise<void> {
    const look = this.#refreshed.catch(() => undefined).then(() => this.#lookAll())
    this.#refreshed = look
    return look
  }

  async #lookAll(): Promise<void> {
    await this.presents.refresh()
    await this.#refreshChampions()
    await this.#refreshTables()
    for (const name of this.#champions.keys()) await this.#refreshPercentiles(name)
  }

  async #refreshChampions(): Promise<void> {
    const rows = await this.#project.warehouse.rows<{ prediction: string; version: string }>(
      `SELECT prediction, argMax(version, (changed_at, version)) AS version FROM champions GROUP BY prediction`,
      { signal: this.#project.signal },
    )
    for (const { prediction, version } of rows) {
      if (!Object.hasOwn(this.#project.plan.predictions, prediction)) continue
      const before = this.#champions.get(prediction)
      if (before?.card.version === version) continue
      this.#champions.set(
        prediction,
        await this.#loading.do(`${prediction}\0${version}\0often`, () =>
          this.#load(prediction, version, true),
        ),
      )
      if (before !== undefined) this.#options.changed()
    }
  }

  async #refreshTables(): Promise<void> {
    for (const { known } of [...this.#champions.values(), ...this.#others.values()]) {
      if (known instanceof KnownTable && (await known.refresh())) this.#options.changed()
    }
  }

  async #refreshPercentiles(name: string): Promise<void> {
    const run = await latestRun(this.#project, name)
    if (run === undefined || run.runId === this.#percentiles.get(name)?.runId) return
    this.#percentiles.set(name, await RunPercentiles.read(this.#project, run))
  }

  async #other(name: string, version: string): Promise<ReadyModel> {
    const key = `${name}\0${version}`
    const found =
      this.#others.get(key) ?? (await this.#loading.do(key, () => this.#load(name, version, false)))
    this.#others.delete(key)
    this.#others.set(key, found)
    for (const oldest of this.#others.keys()) {
      if (this.#others.size <= mostOthers) break
      this.#others.delete(oldest)
    }
    return found
  }

  #load(name: string, version: string | undefined, often: boolean): Promise<ReadyModel> {
    const { explain } = this.#options
    const plan = predictionNamed(this.#project.plan, name)
    return readyModel(this.#project, plan, { explain, presents: this.presents, version, often })
  }
}
