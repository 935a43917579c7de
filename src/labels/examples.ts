import type { EventPredictionPlan } from '../config/plan.js'
import { historySettings } from '../features/compile.js'
import {
  type FeatureMatrix,
  featureMatrix,
  featureSet,
  type MatrixOptions,
  pastRequest,
} from '../features/matrix.js'
import type { Column } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { ResultColumn } from '../warehouse/warehouse.js'
import { compileOutcome } from './outcome.js'

/** X and y at one anchor. */
export interface Examples extends FeatureMatrix {
  /** One a row, never missing: 1 or 0, the quantity, or the days until the event. */
  readonly target: Float64Array
  /** One a row: 0 for a time until something that had not happened by the end of the window. */
  readonly observed: Uint8Array
  /** Entities left out because their outcome is missing. */
  readonly missing: number
}

export type ExampleOptions = Pick<MatrixOptions, 'features' | 'sample'>

/** The features of the population at an anchor, and what happened to each afterwards. */
export async function examples(
  project: Project,
  prediction: EventPredictionPlan,
  anchor: Instant,
  options: ExampleOptions = {},
): Promise<Examples> {
  const features = options.features ?? (await featureSet(project, prediction))
  const matrix = await featureMatrix(project, prediction, anchor, { ...options, features })
  const { sql, parameters } = compileOutcome({
    ...(await pastRequest(project, prediction, anchor, features)),
    ...(options.sample === undefined ? {} : { sample: options.sample }),
    label: prediction.label,
    horizon: prediction.horizon,
  })
  const { rows, columns } = await project.warehouse.columns(sql, {
    parameters,
    settings: historySettings,
    signal: project.signal,
  })
  return joined(matrix, outcomesById(columns, rows))
}

interface Outcome {
  readonly target: number
  readonly observed: number
}

function outcomesById([ids, target, observed]: readonly ResultColumn[], rows: number): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  if (ids?.kind !== 'text' || target?.kind !== 'number' || observed?.kind !== 'number') return outcomes
  for (let row = 0; row < rows; row++) {
    outcomes.set(ids.levels[ids.codes[row]], { target: target.values[row], observed: observed.values[row] })
  }
  return outcomes
}

/**
 * Rows with an outcome, by id: the two statements read the same population, but events that come in between them
 * may have changed it.
 */
function joined(matrix: FeatureMatrix, outcomes: ReadonlyMap<string, Outcome>): Examples {
  const { entityIds } = matrix
  const found = entityIds.map((id) => outcomes.get(id))
  const kept = entityIds.flatMap((_, row) => (Number.isNaN(found[row]?.target ?? NaN) ? [] : [row]))
  const whole = kept.length === entityIds.length
  return {
    ...matrix,
    entityIds: whole ? entityIds : kept.map((row) => entityIds[row]),
    inPopulation: new Uint8Array(kept.length).fill(1),
    frame: whole
      ? matrix.frame
      : { rows: kept.length, columns: matrix.frame.columns.map((column) => taken(column, kept)) },
    target: Float64Array.from(kept, (row) => found[row]?.target ?? NaN),
    observed: Uint8Array.from(kept, (row) => found[row]?.observed ?? 0),
    missing: entityIds.length - kept.length,
  }
}

function taken(column: Column, rows: readonly number[]): Column {
  return column.kind === 'numeric'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
    : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) }
}
