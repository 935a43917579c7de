import { ForetellError } from '../../shared/errors.js'
import { CONFIDENCE, type Interval } from '../metrics/interval.js'
import { requireLength } from '../metrics/numbers.js'
import { studentDistribution, studentQuantile } from '../metrics/student.js'
import type { CrossValidation } from './cross-validate.js'

/** A model to be compared: all entries of a leaderboard are judged by one metric on the same splits. */
export interface Entry {
  readonly name: string
  readonly validation: CrossValidation
  /** How hard it is to understand or to run: leaves, columns, or any rank. Lower is simpler; default 0. */
  readonly complexity?: number
}

export interface LeaderboardRow {
  readonly name: string
  /** From 1; equal means share a rank. */
  readonly rank: number
  /** Mean over the folds, with its interval. */
  readonly score: Interval
  /** Deviation of the folds' scores over the square root of their number. */
  readonly standardError: number
  /** How much worse than the best, fold by fold, in the metric's unit: 0 for the best, above 0 for the others. */
  readonly behind: PairedDifference
  readonly complexity: number
  /** Whether the mean lies within one standard error of the best. */
  readonly withinOneError: boolean
  /** The simplest of those within one standard error: the one to take. */
  readonly chosen: boolean
  /** Mean cost of fitting a fold, NaN without a clock. */
  readonly fitSeconds: number
  /** Cost of scoring a row, NaN without a clock. */
  readonly scoreMicroseconds: number
}

export interface PairedDifference extends Interval {
  /** Two-sided, of no difference. */
  readonly pValue: number
}

/**
 * Compares models over the same folds. Intervals are Student's with the variance of Nadeau and Bengio (2003): folds
 * share training rows, so the plain 1 / folds is too sure, and 1 / folds + test rows / training rows takes its
 * place. The one-standard-error rule (Breiman et al. 1984) is `oneStandardError`.
 * @param entries judged by one metric on the same splits
 * @param confidence in (0, 1)
 * @returns the best first, those that failed (NaN) last; intervals are NaN for a single fold
 * @throws ForetellError `PARAMETER_INVALID` for entries of different metrics; `LENGTHS_DIFFER` of different splits
 */
export function leaderboard(entries: readonly Entry[], confidence = CONFIDENCE): LeaderboardRow[] {
  requireComparable(entries)
  const ordered = entries.toSorted((a, b) => byLoss(a.validation, b.validation))
  const simplest = oneStandardError(entries)
  return ordered.map((entry) => {
    const { validation, complexity = 0 } = entry
    const best = ordered[0].validation
    return {
      name: entry.name,
      rank: 1 + ordered.findIndex((other) => byLoss(other.validation, validation) === 0),
      score: overFolds(validation, scoresOf(validation), confidence),
      standardError: validation.standardError,
      behind: behindBest(validation, best, confidence),
      complexity,
      withinOneError: isWithinOneError(validation, best),
      chosen: entry === simplest,
      ...costs(validation),
    }
  })
}

/**
 * The simplest model whose mean is within one standard error of the best (Breiman et al. 1984): what is gained
 * beyond that is mostly chance. Of equally simple ones the better.
 * @returns undefined without entries, or when all failed
 */
export function oneStandardError(entries: readonly Entry[]): Entry | undefined {
  requireComparable(entries)
  const succeeded = entries
    .filter(({ validation }) => !Number.isNaN(validation.mean))
    .toSorted((a, b) => byLoss(a.validation, b.validation))
  return succeeded
    .filter(({ validation }) => isWithinOneError(validation, succeeded[0].validation))
    .toSorted((a, b) => (a.complexity ?? 0) - (b.complexity ?? 0))
    .at(0)
}

function requireComparable(entries: readonly Entry[]): void {
  for (const { name, validation } of entries) {
    const first = entries[0].validation
    requireLength(`the folds of "${name}"`, validation.folds, first.folds.length)
    if (validation.metric === first.metric) continue
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: `metric of "${name}"`, expected: first.metric, got: validation.metric },
    })
  }
}

/** Lower is better. */
function lossOf({ mean, better }: CrossValidation): number {
  return better === 'higher' ? -mean : mean
}

function byLoss(a: CrossValidation, b: CrossValidation): number {
  const failed = Number(Number.isNaN(a.mean)) - Number(Number.isNaN(b.mean))
  return failed !== 0 || Number.isNaN(a.mean) ? failed : lossOf(a) - lossOf(b)
}

function isWithinOneError(validation: CrossValidation, best: CrossValidation): boolean {
  const margin = Number.isNaN(best.standardError) ? 0 : best.standardError
  return lossOf(validation) <= lossOf(best) + margin
}

function behindBest(
  validation: CrossValidation,
  best: CrossValidation,
  confidence: number,
): PairedDifference {
  const sign = best.better === 'higher' ? -1 : 1
  const differences = validation.folds.map(({ score }, fold) => sign * (score - best.folds[fold].score))
  const interval = overFolds(validation, differences, confidence)
  const error = correctedError(validation, differences)
  const pValue =
    interval.value === 0 && !(error > 0)
      ? 1
      : 2 * studentDistribution(-Math.abs(interval.value) / error, differences.length - 1)
  return { ...interval, pValue }
}

function overFolds(validation: CrossValidation, values: readonly number[], confidence: number): Interval {
  const value = meanOf(values)
  const half = studentQuantile((1 + confidence) / 2, values.length - 1) * correctedError(validation, values)
  return { value, low: value - half, high: value + half }
}

/** Nadeau and Bengio's standard error of a mean over folds. */
function correctedError({ folds }: CrossValidation, values: readonly number[]): number {
  const mean = meanOf(values)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const overlap = meanOf(folds.map(({ testRows, trainRows }) => testRows / trainRows))
  return Math.sqrt(variance * (1 / values.length + overlap))
}

function scoresOf({ folds }: CrossValidation): number[] {
  return folds.map(({ score }) => score)
}

function costs({ folds }: CrossValidation): Pick<LeaderboardRow, 'fitSeconds' | 'scoreMicroseconds'> {
  return {
    fitSeconds: meanOf(folds.map(({ fitSeconds }) => fitSeconds)),
    scoreMicroseconds:
      (1e6 * meanOf(folds.map(({ scoreSeconds }) => scoreSeconds))) /
      meanOf(folds.map(({ testRows }) => testRows)),
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
