import type { Factor, Level, Prediction } from '../../predictions/prediction.js'
import { bar } from './chart.js'
import { percent, points, short } from './figures.js'
import type { Paint } from './paint.js'
import { pairs, textTable } from './table.js'

/** What is known of one customer, to be read by someone who has to decide something about them. */
export function predictionReport(prediction: Prediction, paint: Paint): string {
  const { anchor, entityId, version } = prediction
  const when = anchor === null ? '' : ` as of ${anchor.slice(0, 16).replace('T', ' ')} UTC`
  const kind = prediction.probability === null ? 'an expectation' : 'a risk'
  return [
    `${paint.bold(`${prediction.prediction} of ${entityId}`)}${when}`,
    '',
    prediction.probability === null ? amount(prediction) : risk(prediction, prediction.probability, paint),
    '',
    paint.bold('Why'),
    ...reasons(prediction, paint),
    '',
    paint.dim(
      `Model ${version}. This is ${kind}, not an effect: that acting on a factor would change it is not measured.`,
    ),
  ].join('\n')
}

function risk(prediction: Prediction, probability: number, paint: Paint): string {
  const { interval, level, percentile, expectedDate, base } = prediction
  const certainty =
    interval === null
      ? ''
      : `  (${percent(interval.level, 0)} interval ${percent(interval.low)} to ${percent(interval.high)})`
  const entries: [string, string][] = [
    ['Probability', `${paint.bold(percent(probability))}${certainty}`],
    ['', paint.cyan(bar(probability, 40))],
  ]
  if (level !== null) entries.push(['Level', levelText(level, paint)])
  if (percentile !== null) entries.push(['Percentile', `higher than ${percent(percentile / 100, 0)} of all`])
  if (expectedDate !== null)
    entries.push(['Expected', `about ${expectedDate.slice(0, 10)}, if nothing changes`])
  entries.push(['Starting from', `${percent(base)}, knowing nothing of them`])
  return withPopulation(entries, prediction)
}

function amount(prediction: Prediction): string {
  const { value, interval, percentile, base } = prediction
  const certainty =
    interval === null
      ? ''
      : `  (${percent(interval.level, 0)} interval ${short(interval.low)} to ${short(interval.high)})`
  const entries: [string, string][] = [['Value', `${short(value ?? Number.NaN)}${certainty}`]]
  if (percentile !== null) entries.push(['Percentile', `higher than ${percent(percentile / 100, 0)} of all`])
  entries.push(['Starting from', `${short(base)}, knowing nothing of them`])
  return withPopulation(entries, prediction)
}

function withPopulation(entries: [string, string][], { inPopulation }: Prediction): string {
  if (!inPopulation) {
    entries.push(['Note', "not in the prediction's population: the model never saw anyone like this"])
  }
  return pairs(entries)
}

/** The level in the colour it has everywhere. */
export function levelText(level: Level, paint: Paint): string {
  const colours = { low: paint.green, medium: paint.yellow, high: paint.red, critical: paint.magenta }
  return colours[level](level)
}

function reasons({ factors, probability }: Prediction, paint: Paint): string[] {
  if (factors.length === 0) return ['  Nothing sets them apart from the others.']
  const impactText = ({ impact }: Factor): string => {
    const shown =
      probability === null ? `${impact >= 0 ? '+' : '-'}${short(Math.abs(impact))}` : points(impact)
    return impact >= 0 ? paint.red(shown) : paint.green(shown)
  }
  const table = textTable(
    [
      { title: 'Factor' },
      { title: 'Impact', align: 'right' },
      { title: 'Now', align: 'right' },
      { title: 'Typical', align: 'right' },
      { title: 'Turns' },
    ],
    factors.map((factor) => [
      factor.title,
      impactText(factor),
      factor.valueText,
      factor.typicalText,
      factor.threshold?.text ?? '',
    ]),
  )
  return [table, '', ...factors.map(({ sentence }) => `  - ${sentence}`)]
}
