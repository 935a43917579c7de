import { stat } from 'node:fs/promises'

import type { TablePredictionPlan } from '../../config/plan.js'
import type { Frame } from '../../ml/frame.js'
import type { ForetellError } from '../../shared/errors.js'
import type { Project } from '../../warehouse/project.js'
import type { Artifact } from '../artifact.js'
import { readSource, sourceOf } from '../gather-table.js'
import { takeRows } from '../rows.js'
import { scoringFrame } from '../table/scoring-frame.js'
import { entityId } from '../table/table-rows.js'
import { unknownEntity } from '../unknown-entity.js'
import type { KnownRow, KnownRows } from './known-row.js'

interface ReadTable {
  /** Size and time of change of the file that was read. */
  readonly state: string
  readonly frame: Frame
  readonly places: ReadonlyMap<string, number>
}

/** Rows of a table's file, which is read once and again when it has changed. */
export class KnownTable implements KnownRows {
  readonly entity: string
  readonly #project: Project
  readonly #prediction: TablePredictionPlan
  readonly #artifact: Artifact
  #table: Promise<ReadTable> | undefined

  constructor(project: Project, prediction: TablePredictionPlan, artifact: Artifact) {
    this.entity = prediction.source
    this.#project = project
    this.#prediction = prediction
    this.#artifact = artifact
  }

  async read(id: string): Promise<KnownRow | undefined> {
    const { frame, places } = await this.#current()
    const place = places.get(id)
    if (place === undefined) return undefined
    return { entityId: id, frame: takeRows(frame, [place]), inPopulation: true, anchor: null }
  }

  unknown(id: string): ForetellError {
    return unknownEntity(`row of ${this.#prediction.source}`, id)
  }

  /** Looks whether the file has changed. @returns true when what was read of it is no longer so */
  async refresh(): Promise<boolean> {
    const read = await this.#table?.catch(() => undefined)
    if (read === undefined || read.state === (await this.#state())) return false
    this.#table = undefined
    return true
  }

  #current(): Promise<ReadTable> {
    this.#table ??= this.#readAll().catch((error: unknown) => {
      this.#table = undefined
      throw error
    })
    return this.#table
  }

  async #readAll(): Promise<ReadTable> {
    const state = await this.#state()
    const data = await readSource(this.#project, this.#prediction)
    const { key } = sourceOf(this.#project.plan, this.#prediction)
    const ids = data.columns.find(({ name }) => name === key)?.column
    const places = new Map<string, number>()
    for (let row = 0; row < data.rows; row++) {
      const id = entityId(ids, row)
      if (!places.has(id)) places.set(id, row)
    }
    return { state, frame: scoringFrame(data, this.#artifact.features), places }
  }

  async #state(): Promise<string> {
    const { path } = sourceOf(this.#project.plan, this.#prediction)
    // A file that cannot be looked at is told of by who reads it.
    return stat(path).then(
      ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
      () => '',
    )
  }
}
