import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { loadPlan } from '../../src/config/load.js'
import type { PredictionPlan } from '../../src/config/plan.js'
import { featureMatrix } from '../../src/features/matrix.js'
import type { Column, Frame } from '../../src/ml/frame.js'
import { writeLightgbm } from '../../src/ml/interchange/write-lightgbm.js'
import { loadModel } from '../../src/ml/load.js'
import type { TreeModel } from '../../src/ml/trees/tree-model.js'
import type { Link } from '../../src/ml/trees/link.js'
import type { Artifact } from '../../src/predictions/artifact.js'
import { readSource } from '../../src/predictions/gather-table.js'
import { predictionNamed } from '../../src/predictions/prediction-named.js'
import { loadModelVersion } from '../../src/predictions/registry.js'
import { keepLevels } from '../../src/predictions/rare-levels.js'
import { takeRows } from '../../src/predictions/rows.js'
import { scoringAnchor } from '../../src/predictions/pieces.js'
import { openScorer } from '../../src/predictions/scorer.js'
import { scoringFrame } from '../../src/predictions/table/scoring-frame.js'
import { silentObserver } from '../../src/shared/observer.js'
import { systemClock } from '../../src/shared/time.js'
import { openWarehouse } from '../../src/warehouse/open.js'
import type { Project } from '../../src/warehouse/project.js'
import { type BenchProject, customerId } from './projects.js'

/** The same trees for others, and customers as they are described to them. */
export interface Exported {
  /** Holds `model.txt` and `inputs.json` for `bench/peers/serve/main.py`. */
  readonly folder: string
  readonly trees: number
  readonly inputs: number
  readonly described: readonly Described[]
}

/** A customer by features, with what the model says. */
export interface Described {
  readonly features: Readonly<Record<string, number | string | null>>
  /** Before calibration: what every server of the same trees must answer. */
  readonly raw: number
  /** What Foretell must answer. */
  readonly calibrated: number
}

/**
 * Writes the champion of `churn` as LightGBM's text, and describes some customers by their features of now.
 * @throws Error when the champion is not a model of trees
 */
export async function exportChampion({ folder, customers }: BenchProject): Promise<Exported> {
  const plan = await loadPlan({ root: folder, file: undefined, environment: process.env })
  const warehouse = await openWarehouse({
    root: folder,
    path: plan.warehouse.path,
    url: plan.warehouse.url,
    clock: systemClock,
    observer: silentObserver,
  })
  try {
    const project = { plan, warehouse, clock: systemClock, observer: silentObserver }
    const prediction = predictionNamed(plan, 'churn')
    const { card, artifact } = await loadModelVersion(project, 'churn', undefined)
    const model = loadModel(artifact.model) as TreeModel & { readonly link?: Link }
    if (!('ensemble' in model))
      throw new Error(`the champion is ${card.model.title}, which LightGBM cannot read`)
    const { codings, trees } = model.ensemble
    const to = join(folder, 'exported')
    await mkdir(to, { recursive: true })
    await writeFile(join(to, 'model.txt'), writeLightgbm(model))
    const inputs = codings.map((coding) => ({
      name: coding.name,
      levels: coding.kind === 'category' ? coding.levels : null,
    }))
    await writeFile(join(to, 'inputs.json'), JSON.stringify(inputs))

    const frame = await someRows(project, prediction, artifact, customers)
    const prepared = keepLevels(frame, artifact.keptLevels)
    const raw = model.predict(prepared)
    const calibrated = openScorer(artifact, card.version).predict(frame)
    const described = Array.from({ length: frame.rows }, (_, row) => ({
      features: featuresOf(frame, row),
      raw: raw[row],
      calibrated: calibrated[row],
    }))
    return { folder: to, trees: trees.length, inputs: inputs.length, described }
  } finally {
    await warehouse.close()
  }
}

/** Customers that are described. */
const most = 500

async function someRows(
  project: Project,
  prediction: PredictionPlan,
  artifact: Artifact,
  customers: number,
): Promise<Frame> {
  const step = Math.max(1, Math.floor(customers / most))
  if (prediction.kind === 'table') {
    const all = scoringFrame(await readSource(project, prediction), artifact.features)
    return takeRows(
      all,
      Array.from({ length: most }, (_, index) => index * step),
    )
  }
  const { frame } = await featureMatrix(project, prediction, await scoringAnchor(project, prediction), {
    entityIds: Array.from({ length: most }, (_, index) => customerId(index * step)),
    features: { features: artifact.features, kinds: artifact.kinds, notes: [] },
  })
  return frame
}

function featuresOf({ columns }: Frame, row: number): Described['features'] {
  return Object.fromEntries(columns.map((column) => [column.name, valueOf(column, row)]))
}

function valueOf(column: Column, row: number): number | string | null {
  if (column.kind === 'category') return column.codes[row] < 0 ? null : column.levels[column.codes[row]]
  const value = column.values[row]
  return Number.isFinite(value) ? value : null
}
