import { ForetellError } from '../../shared/errors.js'
import type { Dataset } from '../frame.js'
import type { FitOptions, Learner, Model, Task } from '../model.js'
import { foldSplits, randomFolds, type Split, stratifiedFolds } from '../split/folds.js'
import { outOfFold, partOf } from './out-of-fold.js'
import { rawOf } from './raw-scale.js'

/** What both kinds of ensembles are made of. */
export interface EnsembleOptions {
  readonly task: Task
  /** What learns, by a name of your own; at least one. */
  readonly learners: Readonly<Record<string, Learner>>
  /**
   * How rows are held out to see what each learner makes of rows it has not seen; rows that no split tests take no
   * part in that. Default random folds, with the same mix of classes each.
   */
  readonly splits?: (data: Dataset, seed: number) => readonly Split[]
  /** Folds where there is no `splits`, at least 2. Default 5; fewer where there are fewer rows. */
  readonly folds?: number
}

/** What the learners said of rows they had not seen, before the link. */
export interface HeldOutScores {
  readonly names: readonly string[]
  readonly outputs: number
  /** The rows that were tested, ascending. */
  readonly rows: Uint32Array
  /** For each learner: tested rows x outputs. */
  readonly raw: readonly Float64Array[]
}

/** @throws ForetellError `PARAMETER_INVALID` */
export function checkEnsembleOptions({ learners, folds = 5 }: EnsembleOptions): void {
  if (Object.keys(learners).length === 0) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'learners', expected: 'at least one learner', got: 'none' },
    })
  }
  if (Number.isInteger(folds) && folds >= 2) return
  throw new ForetellError('PARAMETER_INVALID', {
    values: { name: 'folds', expected: 'a whole number from 2', got: folds },
  })
}

/**
 * Fits every learner on the training rows of every split and asks it about the others.
 * @returns undefined for a single row, which cannot be held out
 */
export async function heldOutScores(
  data: Dataset,
  options: EnsembleOptions,
  fitOptions: FitOptions,
): Promise<HeldOutScores | undefined> {
  if (data.frame.rows < 2) return undefined
  const splits = splitsOf(data, options, fitOptions.seed ?? 0)
  const names = Object.keys(options.learners)
  const results = []
  for (const [index, name] of names.entries()) {
    const part = partOf(fitOptions, index, names.length)
    results.push(await outOfFold(options.learners[name], data, splits, part))
  }
  const [{ outputs, tested: rows }] = results
  if (rows.length === 0) return undefined
  return {
    names,
    outputs,
    rows,
    raw: results.map(({ predictions }) => {
      const own = new Float64Array(rows.length * outputs)
      rows.forEach((row, at) => {
        own.set(predictions.subarray(row * outputs, (row + 1) * outputs), at * outputs)
      })
      return rawOf(options.task, own)
    }),
  }
}

/** Fits learners on all rows. */
export async function fitAll(
  data: Dataset,
  learners: readonly Learner[],
  fitOptions: FitOptions,
): Promise<Model[]> {
  const models: Model[] = []
  for (const [index, learner] of learners.entries()) {
    models.push(await learner.fit(data, partOf(fitOptions, index, learners.length)))
  }
  return models
}

function splitsOf(
  data: Dataset,
  { task, splits, folds = 5 }: EnsembleOptions,
  seed: number,
): readonly Split[] {
  if (splits !== undefined) return splits(data, seed)
  const { rows } = data.frame
  const count = Math.min(folds, rows)
  const ofClasses = task === 'classification' || task === 'multiclass'
  return foldSplits(ofClasses ? stratifiedFolds(data.target, count, seed) : randomFolds(rows, count, seed))
}
