import type {
  Alarm,
  BaselineComparison,
  CardSplit,
  ClassificationEvaluation,
  Driver,
  Evaluation,
  Interval,
  LeaderboardEntry,
  RegressionEvaluation,
} from '../../predictions/card.js'
import { bar, intervalLine } from './chart.js'
import { decimal, elapsed, percent, short, whole, withInterval } from './figures.js'
import type { Paint } from './paint.js'
import { pairs, textTable } from './table.js'

/** A part of a report under its title. */
export function section(title: string, body: string, paint: Paint): string {
  return `${paint.bold(title)}\n${body}`
}

/** What should be looked at before anyone trusts the numbers; nothing when there is nothing. */
export function alarmSection(alarms: readonly Alarm[], paint: Paint): string[] {
  if (alarms.length === 0) return []
  const line = ({ severity, message }: Alarm): string =>
    severity === 'alarm'
      ? `  ${paint.red('alarm')}    ${message}`
      : `  ${paint.yellow('warning')}  ${message}`
  return [section('Look at this first', alarms.map(line).join('\n'), paint)]
}

/** The metrics with their intervals, under a verdict in one word. */
export function qualityLines(evaluation: Evaluation, split: CardSplit, paint: Paint): string {
  const measured = split.kind === 'folds' ? 'cross-validated' : 'rows the model never saw'
  const verdict = `  ${paint.bold(evaluation.quality)}, measured on ${whole(evaluation.rows)} ${measured}; 95 % intervals in brackets`
  const entries: [string, string][] =
    evaluation.task === 'classification'
      ? [
          ['AUC', withInterval(evaluation.auc)],
          [
            'Average precision',
            `${withInterval(evaluation.averagePrecision)}; ${decimal(evaluation.baseRate)} by chance`,
          ],
          ['Log loss', withInterval(evaluation.logLoss, 4)],
          ['Brier score', withInterval(evaluation.brier, 4)],
          ['Calibration error', decimal(evaluation.calibrationError, 4)],
          ['Lift in the top tenth', `${withInterval(evaluation.liftAtTenth, 2)} times the average`],
        ]
      : [
          ['RMSE', shortInterval(evaluation.rmse)],
          ['MAE', shortInterval(evaluation.mae)],
          ['R2', withInterval(evaluation.r2)],
          ['Rank correlation', withInterval(evaluation.spearman)],
          ['Normalised Gini', withInterval(evaluation.normalisedGini)],
          ['90 % interval holds', `${percent(evaluation.coverage ?? Number.NaN)} of the outcomes`],
        ]
  return `${verdict}\n${pairs(entries)}`
}

function shortInterval({ value, low, high }: Interval): string {
  return Number.isFinite(low) ? `${short(value)} (${short(low)} to ${short(high)})` : short(value)
}

function metricTitle(metric: 'auc' | 'rmse'): string {
  return metric === 'auc' ? 'AUC' : 'RMSE'
}

/** The metric's own precision: AUC in thousandths, amounts in four digits. */
function metricText(metric: 'auc' | 'rmse', interval: Interval): string {
  return metric === 'auc' ? withInterval(interval) : shortInterval(interval)
}

/** What simpler answers reach on the same rows. */
export function baselineTable(baselines: readonly BaselineComparison[]): string {
  const [first] = baselines
  if (first === undefined) return '  No baseline was fitted.'
  return textTable(
    [
      { title: 'Baseline' },
      { title: metricTitle(first.metric), align: 'right' },
      { title: 'The model less it', align: 'right' },
      { title: 'Method' },
    ],
    baselines.map(({ title, metric, value, difference, method }) => [
      title,
      metricText(metric, value),
      metricText(metric, difference),
      method,
    ]),
  )
}

/** All that was compared, the chosen one marked. */
export function leaderboardTable(entries: readonly LeaderboardEntry[], paint: Paint): string {
  const [first] = entries
  if (first === undefined) return '  Nothing was compared.'
  return textTable(
    [
      { title: '' },
      { title: 'Model' },
      { title: metricTitle(first.metric), align: 'right' },
      { title: 'Validation loss', align: 'right' },
      { title: 'Time', align: 'right' },
    ],
    entries.map(({ title, metric, value, validationLoss, seconds, chosen }) => [
      chosen ? paint.green('*') : ' ',
      title,
      metricText(metric, value),
      metric === 'auc' ? decimal(validationLoss, 4) : short(validationLoss),
      elapsed(seconds * 1000),
    ]),
  )
}

/** Calibration, gain and threshold. */
export function classificationSections(evaluation: ClassificationEvaluation, paint: Paint): string[] {
  const { threshold, gain } = evaluation
  const assumed = threshold.costs.assumed ? ' (assumed costs: declare `profit` for your own)' : ''
  return [
    section('Calibration: what was said and what came true', reliabilityTable(evaluation), paint),
    section(
      'Gain: contacting the highest scores first',
      textTable(
        [{ title: 'Contacted', align: 'right' }, { title: 'Caught', align: 'right' }, { title: '' }],
        gain.map(({ share, captured }) => [
          percent(share, 0),
          percent(captured),
          paint.cyan(bar(captured, 30)),
        ]),
      ),
      paint,
    ),
    section(
      `Threshold by profit${assumed}`,
      pairs([
        ['Contact from', percent(threshold.value)],
        ['That is', `${percent(threshold.share)} of all`],
        ['Precision', percent(threshold.precision)],
        ['Recall', percent(threshold.recall)],
      ]),
      paint,
    ),
  ]
}

/** `o` observed with its interval, `|` predicted, `O` where both are the same. */
function reliabilityTable({ reliability }: ClassificationEvaluation): string {
  const maximum = Math.max(...reliability.map(({ predicted, high }) => Math.max(predicted, high)))
  return textTable(
    [
      { title: 'Said', align: 'right' },
      { title: 'Came true', align: 'right' },
      { title: 'Rows', align: 'right' },
      { title: `0 % ... ${percent(maximum, 0)}   o came true, - its interval, | said` },
    ],
    reliability.map((bin) => [
      percent(bin.predicted),
      percent(bin.observed),
      whole(bin.rows),
      intervalLine({ ...bin, value: bin.observed, reference: bin.predicted }, maximum, 48),
    ]),
  )
}

/** Predicted and real amounts side by side. */
export function decileTable({ deciles }: RegressionEvaluation): string {
  const maximum = Math.max(...deciles.map(({ predicted, observed }) => Math.max(predicted, observed)))
  return textTable(
    [
      { title: 'Predicted', align: 'right' },
      { title: 'Real', align: 'right' },
      { title: 'Rows', align: 'right' },
      { title: '' },
    ],
    deciles.map(({ predicted, observed, rows }) => [
      short(predicted),
      short(observed),
      whole(rows),
      bar(observed / maximum, 30),
    ]),
  )
}

/** The most important first, with bars against the first. */
export function driverList(drivers: readonly Driver[]): string {
  const [first] = drivers
  if (first === undefined) return '  The model uses no feature.'
  return textTable(
    [{ title: 'Feature' }, { title: 'Share', align: 'right' }, { title: '' }, { title: 'A higher value' }],
    drivers.map(({ title, importance, direction }) => [
      title,
      percent(importance),
      bar(importance / first.importance, 20),
      direction === 'mixed' ? 'depends' : `${direction} it`,
    ]),
  )
}
