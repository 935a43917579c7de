import type { TableReport } from '../../predictions/table/train-table.js'
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

/** How many drivers are shown. */
const MOST_DRIVERS = 10

/** What learning from a file came to. */
export function tableReport(report: TableReport, paint: Paint): string {
  const { evaluation, alarms, split } = report
  const told = new Set(alarms.map(({ message }) => message))
  const notes = report.warnings.filter((warning) => !told.has(warning))
  const parts = [
    heading(report, paint),
    ...alarmSection(alarms, paint),
    section('Leaderboard', leaderboardTable(report.leaderboard, paint), paint),
    section('Quality', qualityLines(evaluation, split, paint), paint),
    section('Against simpler answers', baselineTable(evaluation.baselines), paint),
    ...(evaluation.task === 'classification'
      ? classificationSections(evaluation, paint).slice(0, 1)
      : [section('Predicted and real, by tenths', decileTable(evaluation), paint)]),
    section('What drives it', driverList(report.drivers.slice(0, MOST_DRIVERS)), paint),
  ]
  if (notes.length > 0) parts.push(section('Notes', notes.map((note) => `  - ${note}`).join('\n'), paint))
  parts.push(
    paint.dim('Nothing was stored. `foretell init --from FILE` makes it a prediction that can be asked.'),
  )
  return parts.join('\n\n')
}

function heading(
  { file, target, rows, positives, features, split, seconds, model }: TableReport,
  paint: Paint,
): string {
  const share =
    positives === null ? '' : `, ${whole(positives)} with the outcome (${percent(positives / rows)})`
  return `${paint.bold(file)}\n${pairs([
    ['What', target.description],
    ['Rows', `${whole(rows)}${share}`],
    ['Features', counted(features, 'column')],
    ['Split', split.description],
    ['Model', `${model.title}. ${model.whyChosen}`],
    ['Time', elapsed(seconds * 1000)],
  ])}`
}
