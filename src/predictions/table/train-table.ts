import { basename } from 'node:path'

import { closest } from 'fastest-levenshtein'

import { levelOptions, profitOptions, tablePredictionOptions } from '../../config/options.js'
import { averagePrecision } from '../../ml/metrics/average-precision.js'
import { brier } from '../../ml/metrics/brier.js'
import { logLoss } from '../../ml/metrics/log-loss.js'
import { meanAbsoluteError, rSquared } from '../../ml/metrics/regression.js'
import { ForetellError } from '../../shared/errors.js'
import { observed } from '../../shared/observer.js'
import { readTable } from '../../sources/table.js'
import type { Project } from '../../warehouse/project.js'
import type { Levels } from '../../config/define.js'
import type { ProfitPlan } from '../../config/plan.js'
import type { Artifact } from '../artifact.js'
import type {
  Alarm,
  BaselineComparison,
  CardModel,
  CardSplit,
  Driver,
  Evaluation,
  Interval,
  LeaderboardEntry,
} from '../card.js'
import type { Measured } from '../evaluate-classification.js'
import { positivesOf } from '../labelled-rows.js'
import { learnTable, type TableLearned } from './learn-table.js'
import { splitTable, type TableSplit } from './table-split.js'
import { type TableRows, tableRows } from './table-rows.js'
import { columnNamed, readTarget } from './target-expression.js'

export interface TrainTableOptions {
  /** A column, or a condition such as `Recency > 90`. */
  readonly target: string
  /** The column that names the row. */
  readonly id?: string | undefined
  /** The column that orders the rows in time: the newest then measure. */
  readonly time?: string | undefined
  readonly exclude?: readonly string[] | undefined
  /** The value of the target that counts as yes. */
  readonly positive?: string | undefined
  /** Cross-validation with so many folds instead of one holdout; at least 2. */
  readonly folds?: number | undefined
  /** Default 1. */
  readonly seed?: number | undefined
  /** Default 200,000. */
  readonly maximumRows?: number | undefined
}

/** What `foretell train FILE --target COLUMN --json` prints. Measured on rows the models never saw. */
export interface TableReport {
  readonly file: string
  /** Rows with a known target that were learned from or measured on. */
  readonly rows: number
  /** Columns learned from. */
  readonly features: number
  /** Null for amounts. */
  readonly positives: number | null
  readonly task: 'classification' | 'regression'
  readonly target: { readonly description: string; readonly positive: string | null }
  readonly metrics: ClassificationMetrics | RegressionMetrics
  /** By name: `base_rate`, `single_feature`, `logistic` or `linear`. */
  readonly baseline: Readonly<Record<string, BaselineMetrics>>
  /** The best first. */
  readonly leaderboard: readonly LeaderboardEntry[]
  /** Sentences: suspects first, then what was left out and assumed. */
  readonly warnings: readonly string[]
  readonly model: CardModel
  readonly alarms: readonly Alarm[]
  readonly drivers: readonly Driver[]
  readonly dropped: readonly { readonly name: string; readonly reason: string }[]
  readonly split: CardSplit
  readonly evaluation: Evaluation
  readonly seed: number
  readonly seconds: number
}

export interface ClassificationMetrics {
  readonly auc: Interval
  readonly averagePrecision: number
  readonly logLoss: number
  readonly brier: number
  readonly calibrationError: number
}

export interface RegressionMetrics {
  readonly rmse: number
  readonly mae: number
  readonly r2: number
  readonly spearman: number
  readonly normalisedGini: number
}

export type BaselineMetrics = {
  readonly title: string
  /** The model less the baseline: in AUC, or in root mean squared error. */
  readonly difference: Interval
} & (Omit<ClassificationMetrics, 'calibrationError'> | Pick<RegressionMetrics, 'rmse' | 'mae' | 'r2'>)

/** The report for people and programs, and the model itself where there is one. */
export interface TrainedTable {
  readonly report: TableReport
  readonly artifact: Artifact | null
}

/**
 * Learns from a file and nothing else: finds out what its columns are, leaves out ids, compares models with
 * baselines and looks for leaks. Nothing is stored.
 * @param project its plan's root is what a relative `file` is relative to
 * @throws ForetellError `FILE_...`, `TARGET_...`, `TOO_FEW_ROWS`, `NO_FEATURES`, `COLUMN_NOT_FOUND`,
 *   `FOLDS_INVALID`, `TIME_COLUMN_UNREADABLE`, `CANCELLED`
 */
export async function trainTable(
  project: Project,
  file: string,
  options: TrainTableOptions,
): Promise<TrainedTable> {
  const { clock, observer, signal } = project
  const {
    seed = tablePredictionOptions.seed.default,
    maximumRows = tablePredictionOptions.maximumRows.default,
  } = options
  const started = clock.now()
  const data = await observed(
    observer,
    `Reading ${basename(file)}`,
    () => readTable(project, file, { key: options.id }),
    ({ rows, columns }) => `${rows.toLocaleString('en-US')} rows, ${columns.length} columns`,
  )
  const names = data.columns.map(({ name }) => name)
  const gathered = tableRows(data, {
    target: readTarget(options.target, names),
    positive: options.positive,
    id: options.id,
    time: options.time === undefined ? undefined : spelled(options.time, names),
    exclude: (options.exclude ?? []).map((name) => spelled(name, names)),
    maximumRows,
    seed,
  })
  const { task, rows } = gathered
  const split = splitTable({ task, target: rows.target, times: gathered.times, folds: options.folds, seed })
  const learned = await learnTable(rows, split, {
    task,
    seed,
    clock,
    observer,
    signal,
    levels: assumedLevels,
    profit: assumedProfit,
  })
  const report = reportOf(file, gathered, split, learned, seed)
  return {
    report: { ...report, seconds: (clock.now() - started) / 1000 },
    artifact: learned.artifact,
  }
}

const assumedLevels: Levels = {
  medium: levelOptions.medium.default,
  high: levelOptions.high.default,
  critical: levelOptions.critical.default,
}

const assumedProfit: ProfitPlan = {
  customerValue: profitOptions.customerValue.default,
  offerCost: profitOptions.offerCost.default,
  contactCost: profitOptions.contactCost.default,
  acceptance: profitOptions.acceptance.default,
  assumed: true,
}

/**
 * The column's own spelling.
 * @throws ForetellError `COLUMN_NOT_FOUND`
 */
function spelled(name: string, columns: readonly string[]): string {
  const column = columnNamed(name, columns)
  if (column !== undefined) return column
  throw new ForetellError('COLUMN_NOT_FOUND', {
    values: { column: name, nearest: closest(name, columns), columns: columns.join(', ') },
  })
}

function reportOf(
  file: string,
  gathered: TableRows,
  split: TableSplit,
  learned: TableLearned,
  seed: number,
): Omit<TableReport, 'seconds'> {
  const { task, rows, target, dropped } = gathered
  const { evaluation, measured, leaderboard, drivers, model } = learned
  const alarms = [...learned.alarms, ...gathered.alarms]
  const [{ training, validation, holdout }] = split.parts
  return {
    file,
    rows: rows.frame.rows,
    features: rows.features.length,
    positives: task === 'classification' ? positivesOf(rows.target) : null,
    task,
    target: { description: target.description, positive: target.positive },
    metrics:
      evaluation.task === 'classification'
        ? classificationMetrics(evaluation)
        : regressionMetrics(evaluation),
    baseline: baselinesOf(evaluation, measured),
    leaderboard,
    warnings: warningsOf(gathered, alarms),
    model,
    alarms,
    drivers,
    dropped,
    split: {
      kind: split.kind,
      description: split.description,
      training: training.length,
      validation: validation.length,
      holdout: split.parts.length === 1 ? holdout.length : evaluation.rows,
    },
    evaluation,
    seed,
  }
}

function classificationMetrics(
  evaluation: Extract<Evaluation, { task: 'classification' }>,
): ClassificationMetrics {
  return {
    auc: evaluation.auc,
    averagePrecision: evaluation.averagePrecision.value,
    logLoss: evaluation.logLoss.value,
    brier: evaluation.brier.value,
    calibrationError: evaluation.calibrationError,
  }
}

function regressionMetrics(evaluation: Extract<Evaluation, { task: 'regression' }>): RegressionMetrics {
  return {
    rmse: evaluation.rmse.value,
    mae: evaluation.mae.value,
    r2: evaluation.r2.value,
    spearman: evaluation.spearman.value,
    normalisedGini: evaluation.normalisedGini.value,
  }
}

/** The simple answers, whichever of them took part: no model, one column, a linear model. */
const baselineNames = ['base_rate', 'single_feature', 'recency', 'logistic', 'linear']

function baselinesOf(evaluation: Evaluation, measured: Measured): Readonly<Record<string, BaselineMetrics>> {
  const compared = new Map(evaluation.baselines.map((baseline) => [baseline.name, baseline]))
  const entries = measured.others
    .filter(({ name }) => baselineNames.includes(name))
    .map(({ name, title, predicted }) => {
      // The chosen model may itself be one of them: it is then no better than itself.
      const difference = compared.get(name)?.difference ?? { value: 0, low: 0, high: 0 }
      return [
        name,
        {
          title,
          difference,
          ...baselineMetrics(evaluation, measured, predicted, compared.get(name)),
        },
      ] as const
    })
  return Object.fromEntries(entries)
}

function baselineMetrics(
  evaluation: Evaluation,
  { target }: Measured,
  predicted: Float64Array,
  compared: BaselineComparison | undefined,
): Omit<ClassificationMetrics, 'calibrationError'> | Pick<RegressionMetrics, 'rmse' | 'mae' | 'r2'> {
  return evaluation.task === 'classification'
    ? {
        auc: compared?.value ?? evaluation.auc,
        averagePrecision: averagePrecision(target, predicted),
        logLoss: logLoss(target, predicted),
        brier: brier(target, predicted),
      }
    : {
        rmse: (compared?.value ?? evaluation.rmse).value,
        mae: meanAbsoluteError(target, predicted),
        r2: rSquared(target, predicted),
      }
}

function warningsOf(gathered: TableRows, alarms: readonly Alarm[]): string[] {
  const { available, missing, rows, notes, dropped, target } = gathered
  const learnedFrom = rows.frame.rows
  const left = dropped.filter(({ reason }) => reason !== 'excluded' && reason !== 'the target is made of it')
  return [
    ...alarms.map(({ message }) => message),
    ...(missing > 0
      ? [`${missing} rows are left out because "${target.description}" is not known of them.`]
      : []),
    ...(available - missing > learnedFrom
      ? [`${learnedFrom} of ${available - missing} rows were drawn evenly; --maximum-rows takes more.`]
      : []),
    ...left.map(({ name, reason }) => `"${name}" is left out: ${reason}.`),
    ...notes,
  ]
}
