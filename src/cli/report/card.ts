import type { ModelCard } from '../../predictions/card.js'
import { counted, elapsed, percent, whole } from './figures.js'
import type { Paint } from './paint.js'
import {
  alarmSection,
  baselineTable,
  classificationSections,
  decileTable,
  driverList,
  leaderboardTable,
  qualityLines,
  section,
} from './sections.js'
import { pairs } from './table.js'

/** A model card in full: what was asked, of which data, how well it went, and what not to use it for. */
export function cardReport(card: ModelCard, paint: Paint): string {
  const { evaluation } = card
  const sections = [
    heading(card, paint),
    ...alarmSection(card.alarms, paint),
    section('Quality', qualityLines(evaluation, card.split, paint), paint),
    section('Against simpler answers', baselineTable(evaluation.baselines), paint),
    section('Leaderboard', leaderboardTable(card.leaderboard, paint), paint),
    ...(evaluation.task === 'classification'
      ? classificationSections(evaluation, paint)
      : [section('Predicted and real, by tenths', decileTable(evaluation), paint)]),
    section('What drives it', driverList(card.drivers), paint),
    section('Limits', card.limits.map((limit) => `  - ${limit}`).join('\n'), paint),
  ]
  return sections.join('\n\n')
}

/** The card of a model that has just been trained: enough to see whether it is any good. */
export function cardSummary(card: ModelCard, paint: Paint): string {
  const { evaluation } = card
  return [
    heading(card, paint),
    ...alarmSection(card.alarms, paint),
    section('Quality', qualityLines(evaluation, card.split, paint), paint),
    section('Against simpler answers', baselineTable(evaluation.baselines), paint),
    section('What drives it', driverList(card.drivers.slice(0, 8)), paint),
  ].join('\n\n')
}

function heading(card: ModelCard, paint: Paint): string {
  const { data, definition, split } = card
  const positives =
    data.positives === null
      ? ''
      : `, ${whole(data.positives)} with the outcome (${percent(data.positives / data.rows)})`
  const anchors = data.anchors.length === 0 ? '' : ` at ${counted(data.anchors.length, 'anchor time')}`
  const sampled = data.available > data.rows ? ` of ${whole(data.available)}` : ''
  const censored = data.censored > 0 ? `; ${whole(data.censored)} not known yet` : ''
  return `${paint.bold(card.prediction)}  ${paint.dim(card.version)}\n${pairs([
    ['Who', definition.population],
    ['What', definition.outcome],
    ['Rows', `${whole(data.rows)}${sampled}${anchors}${positives}${censored}`],
    ['Features', whole(data.features)],
    ['Split', split.description],
    ['Model', `${card.model.title}. ${card.model.whyChosen}`],
    [
      'Trained',
      `${card.createdAt.slice(0, 16).replace('T', ' ')} UTC in ${elapsed(card.trainingSeconds * 1000)}`,
    ],
  ])}`
}
