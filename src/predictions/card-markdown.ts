import type {
  ClassificationEvaluation,
  Evaluation,
  Interval,
  LeaderboardEntry,
  ModelCard,
  RegressionEvaluation,
} from './card.js'

/** A model card as Markdown, for people: the same content as its JSON, in the order in which one asks. */
export function cardMarkdown(card: ModelCard): string {
  const sections = [
    `# ${card.prediction}: ${card.version}`,
    `**${card.evaluation.quality}**, trained ${card.createdAt.slice(0, 16).replace('T', ' ')} UTC.`,
    ...section('Look at this first', alarmLines(card)),
    ...section('What it says', definitionLines(card)),
    ...section('Quality', evaluationLines(card.evaluation)),
    ...section('Against simpler answers', baselineTable(card.evaluation)),
    ...section('What was compared', leaderboardTable(card.leaderboard)),
    ...section('Calibration', calibrationTable(card.evaluation)),
    ...section('What drives it', driverLines(card)),
    ...section('Data', dataLines(card)),
    ...section(
      'Limits',
      card.limits.map((limit) => `- ${limit}`),
    ),
    ...section('How to repeat it', provenanceLines(card)),
  ]
  return `${sections.join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')]
}

function alarmLines({ alarms }: ModelCard): string[] {
  return alarms.map(({ severity, message }) => `- **${severity}**: ${message}`)
}

function definitionLines({ definition, task }: ModelCard): string[] {
  const { population, outcome, horizon, anchorInterval, lateness, positiveClass } = definition
  return [
    `- Who: ${population}`,
    `- What: ${outcome} (${task})`,
    ...(horizon === null
      ? []
      : [`- Horizon: (t, t + ${horizon}], an anchor t every ${anchorInterval ?? ''}`]),
    ...(lateness === null || lateness === '0d' ? [] : [`- Events may come in ${lateness} late`]),
    ...(positiveClass === null ? [] : [`- "${positiveClass}" counts as yes`]),
  ]
}

function evaluationLines(evaluation: Evaluation): string[] {
  const intro = `Measured on ${whole(evaluation.rows)} rows that nothing was learned or chosen on; 95 % intervals in brackets.`
  const rows =
    evaluation.task === 'classification' ? classificationRows(evaluation) : regressionRows(evaluation)
  return [intro, '', ...table(['Measure', 'Value'], rows)]
}

function classificationRows(evaluation: ClassificationEvaluation): string[][] {
  const { threshold, baseRate } = evaluation
  const assumed = threshold.costs.assumed ? ', assumed costs' : ''
  return [
    ['AUC', bracketed(evaluation.auc)],
    ['Average precision', `${bracketed(evaluation.averagePrecision)}; ${decimal(baseRate)} by chance`],
    ['Log loss', bracketed(evaluation.logLoss)],
    ['Brier score', bracketed(evaluation.brier)],
    ['Calibration error', decimal(evaluation.calibrationError)],
    ['Lift in the top tenth', bracketed(evaluation.liftAtTenth)],
    [
      `From ${decimal(threshold.value)} on contacting pays${assumed}`,
      `precision ${decimal(threshold.precision)}, recall ${decimal(threshold.recall)}, F1 ${decimal(threshold.f1)}, ` +
        `${percent(threshold.share)} of all`,
    ],
  ]
}

function regressionRows(evaluation: RegressionEvaluation): string[][] {
  const { coverage } = evaluation
  return [
    ['Root mean squared error', bracketed(evaluation.rmse)],
    ['Mean absolute error', bracketed(evaluation.mae)],
    ['R2', bracketed(evaluation.r2)],
    ['Rank correlation', bracketed(evaluation.spearman)],
    ['Normalised Gini', bracketed(evaluation.normalisedGini)],
    ['Outcomes in the 90 % interval', coverage === null ? 'too few rows to tell' : percent(coverage)],
    ['Mean outcome', decimal(evaluation.targetMean)],
  ]
}

function baselineTable({ baselines }: Evaluation): string[] {
  return table(
    ['Baseline', 'Its measure', 'The model less it', 'Method'],
    baselines.map(({ title, metric, value, difference, method }) => [
      title,
      `${metricName(metric)} ${bracketed(value)}`,
      bracketed(difference),
      method,
    ]),
  )
}

function leaderboardTable(entries: readonly LeaderboardEntry[]): string[] {
  return table(
    ['', 'Model', 'On the holdout', 'Loss on validation', 'Seconds'],
    entries.map(({ chosen, title, metric, value, validationLoss, seconds }) => [
      chosen ? 'chosen' : '',
      title,
      `${metricName(metric)} ${bracketed(value)}`,
      decimal(validationLoss),
      seconds.toFixed(1),
    ]),
  )
}

function calibrationTable(evaluation: Evaluation): string[] {
  return evaluation.task === 'classification'
    ? table(
        ['Rows', 'Predicted', 'Came true'],
        evaluation.reliability.map(({ rows, predicted, observed, low, high }) => [
          whole(rows),
          percent(predicted),
          `${percent(observed)} (${percent(low)} to ${percent(high)})`,
        ]),
      )
    : table(
        ['Rows', 'Predicted', 'Came true'],
        evaluation.deciles.map(({ rows, predicted, observed }) => [
          whole(rows),
          decimal(predicted),
          decimal(observed),
        ]),
      )
}

function driverLines({ drivers }: ModelCard): string[] {
  return table(
    ['Feature', 'Share of the effect', 'As it rises'],
    drivers.map(({ title, importance, direction }) => [title, percent(importance), directionText[direction]]),
  )
}

const directionText = { raises: 'raises', lowers: 'lowers', mixed: 'both' } as const

function dataLines({ data, split, model }: ModelCard): string[] {
  const anchors = data.anchors.map(({ at, rows, positives, part }) => [
    at.slice(0, 10),
    whole(rows),
    positives === null ? '' : whole(positives),
    part,
  ])
  return [
    `- ${whole(data.rows)} rows${data.available > data.rows ? ` of ${whole(data.available)}` : ''}, ${whole(data.features)} features`,
    ...(data.positives === null ? [] : [`- ${whole(data.positives)} rows with the outcome`]),
    ...(data.censored === 0 ? [] : [`- ${whole(data.censored)} left out: outcome not known`]),
    `- ${split.description}`,
    `- ${data.gate}`,
    `- Model: ${model.title}. ${model.whyChosen} Calibration: ${model.calibration}.`,
    ...data.notes.map((note) => `- ${note}`),
    ...(data.dropped.length === 0 ? [] : [`- Not learned from: ${droppedText(data.dropped)}`]),
    ...(anchors.length === 0 ? [] : ['', ...table(['Anchor', 'Rows', 'With the outcome', 'Part'], anchors)]),
  ]
}

function droppedText(dropped: readonly { readonly name: string; readonly reason: string }[]): string {
  const shown = dropped.slice(0, 20).map(({ name, reason }) => `${name} (${reason})`)
  const rest = dropped.length - shown.length
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function provenanceLines({ fingerprints, seed, software, trainingSeconds }: ModelCard): string[] {
  return [
    `- Data ${fingerprints.data}, configuration ${fingerprints.config}, model ${fingerprints.artifact}, seed ${seed}`,
    `- Foretell ${software.foretell}, Node ${software.node}, trained in ${trainingSeconds.toFixed(1)} s`,
  ]
}

/** A table of Markdown; nothing without rows. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)]
}

function metricName(metric: 'auc' | 'rmse'): string {
  return metric === 'auc' ? 'AUC' : 'RMSE'
}

function bracketed({ value, low, high }: Interval): string {
  return `${decimal(value)} (${decimal(low)} to ${decimal(high)})`
}

function decimal(value: number): string {
  if (!Number.isFinite(value)) return 'unknown'
  return Math.abs(value) >= 1000 ? whole(value) : String(Number(value.toPrecision(4)))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
