import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { Pace } from '../boosting/pace.js'
import { drawBackground } from '../explain/background.js'
import { checkClasses, checkDataset, checkOutcomes } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { smoothedRate } from '../linear/base-rate.js'
import { classRates } from '../linear/class-rates.js'
import type { FitOptions, Learner } from '../model.js'
import { datasetRows } from '../split/rows.js'
import { NeighboursModel, type NeighboursTask } from './neighbours-model.js'
import { fitPointEncoding, type PointEncoding, pointsOf } from './points.js'

export interface NeighboursOptions {
  readonly task: NeighboursTask
  /** How many rows are asked, at least 1; all where there are fewer. Default 15. */
  readonly neighbours?: number
  /**
   * Rows kept at most, at least 1: of more, so many are drawn by the seed. A prediction reads all of them, and the
   * stored model holds them. Default 20,000.
   */
  readonly rows?: number
}

export interface NeighboursLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<NeighboursModel>
}

/**
 * What the most similar training rows did: a baseline without assumptions, to see whether a model has found more
 * than likeness. Numbers are prepared as for linear models and compared by their distance; a missing one stands at
 * the median, and one that is missing where the other is not adds 1 to the squared distance, as does a name that
 * differs. Rows equally far as the last neighbour share its place.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function nearestNeighbours(options: NeighboursOptions): NeighboursLearner {
  const { task, neighbours = 15, rows = 20_000 } = options
  requireCount('neighbours', neighbours)
  requireCount('rows', rows)
  return {
    kind: 'neighbours',
    fit: (data, fitOptions = {}) => fitNeighbours(data, { task, neighbours, rows }, fitOptions),
  }
}

/** @throws ForetellError `DATASET_INVALID`, `CANCELLED` */
async function fitNeighbours(
  data: Dataset,
  { task, neighbours, rows }: Required<NeighboursOptions>,
  options: FitOptions,
): Promise<NeighboursModel> {
  const { seed = 0 } = options
  const pace = new Pace('the nearest neighbours', options)
  pace.check()
  checkDataset(data)
  const rates = ratesOf(data, task)
  const kept = datasetRows(data, keptRows(data.frame.rows, rows, seed))
  const encodings: PointEncoding[] = []
  for (const column of kept.frame.columns) {
    encodings.push(fitPointEncoding(column, kept.weights))
    await pace.spend(10 * kept.frame.rows, encodings.length / kept.frame.columns.length)
  }
  pace.finish()
  return new NeighboursModel({
    task,
    neighbours: Math.min(neighbours, kept.frame.rows),
    encodings,
    points: pointsOf(kept.frame, encodings),
    target: kept.target,
    weights: kept.weights ?? new Float64Array(kept.frame.rows).fill(1),
    rates,
    background: drawBackground(kept.frame, seed),
  })
}

function ratesOf({ target, weights }: Dataset, task: NeighboursTask): number[] {
  if (task === 'regression') return []
  if (task === 'multiclass') return Array.from(classRates(target, checkClasses(target), weights))
  checkOutcomes(target)
  return [smoothedRate(target, weights)]
}

function keptRows(available: number, most: number, seed: number): Uint32Array {
  const rows = new Uint32Array(available).map((_, row) => row)
  return available <= most ? rows : new Random(seed).shuffle(rows).slice(0, most).sort()
}

function requireCount(name: string, got: number): void {
  if (Number.isInteger(got) && got >= 1) return
  throw new ForetellError('PARAMETER_INVALID', { values: { name, expected: 'a whole number from 1', got } })
}
