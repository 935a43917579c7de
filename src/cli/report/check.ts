import { relative } from 'node:path'

import type { Check, GateAnswer, PredictionCheck, SourceStatus } from '../../jobs/check.js'
import type { LabelCounts } from '../../labels/counts.js'
import { dayText } from '../../shared/time.js'
import { counted, percent, short, whole } from './figures.js'
import type { Paint } from './paint.js'
import { section } from './sections.js'
import { pairs, textTable } from './table.js'

/** A configuration in words, with what the data says to it. */
export function checkReport(check: Check, paint: Paint): string {
  const parts = [
    pairs([
      ['Project', check.root],
      ['Warehouse', check.warehouse],
    ]),
    section('Sources', sourceTable(check, paint), paint),
  ]
  if (check.store.count > 0) parts.push(section('Events', eventTable(check), paint))
  if (check.remarks.length > 0) {
    const lines = check.remarks.map((remark) => `  ${paint.yellow('!')} ${remark}`)
    parts.push(section('To look at', lines.join('\n'), paint))
  }
  parts.push(...check.predictions.map((prediction) => predictionSection(prediction, paint)))
  return [...parts, `Next: ${paint.cyan(nextCommand(check))}`].join('\n\n')
}

function sourceTable({ sources, root }: Check, paint: Paint): string {
  const files = ({ problem, files: found }: SourceStatus): string =>
    problem === null ? counted(found.length, 'file') : paint.red('no file')
  return textTable(
    [
      { title: 'Source' },
      { title: 'Kind' },
      { title: 'Path' },
      { title: 'There' },
      { title: 'Rows stored', align: 'right' },
      { title: 'Set aside', align: 'right' },
    ],
    sources.map((source) => [
      source.name,
      source.kind,
      relative(root, source.path),
      files(source),
      source.rows === 0 ? paint.dim('not imported') : whole(source.rows),
      whole(source.quarantined),
    ]),
  )
}

function eventTable({ store }: Check): string {
  return textTable(
    [
      { title: 'Event' },
      { title: 'Count', align: 'right' },
      { title: 'By', align: 'right' },
      { title: 'From' },
      { title: 'To' },
      { title: 'Properties' },
    ],
    store.events.map(({ name, count, entities, first, last, properties }) => [
      name,
      whole(count),
      whole(entities),
      dayText(first),
      dayText(last),
      properties.map((property) => property.name).join(', '),
    ]),
  )
}

function predictionSection({ name, task, description, counts, gate }: PredictionCheck, paint: Paint): string {
  const lines = [`${paint.bold(name)}  ${paint.dim(task)}`, `  ${description.sentence}`]
  if (counts !== null && counts.anchors.length > 0) {
    lines.push(`  ${description.learning}`, anchorTable(counts))
    if (counts.open !== undefined) {
      lines.push(`  To be predicted now: ${whole(counts.open.population)}, as of ${dayText(counts.open.at)}.`)
    }
  }
  lines.push(gateLine(gate, paint), ...gate.warnings.map((warning) => `  ${paint.yellow('!')} ${warning}`))
  return lines.join('\n')
}

/** Anchors, the newest first, with what became of the population at each. */
function anchorTable({ anchors }: LabelCounts): string {
  const known = anchors.some(({ positives }) => positives !== null)
  return textTable(
    [
      { title: 'Anchor' },
      { title: 'Population', align: 'right' },
      ...(known
        ? [
            { title: 'With outcome', align: 'right' as const },
            { title: 'Without', align: 'right' as const },
            { title: 'Share', align: 'right' as const },
          ]
        : [{ title: 'Mean', align: 'right' as const }]),
    ],
    anchors.map(({ at, population, rows, positives, mean }) => [
      dayText(at),
      whole(population),
      ...(positives === null
        ? [short(mean ?? Number.NaN)]
        : [whole(positives), whole(rows - positives), percent(positives / rows)]),
    ]),
  )
}

function gateLine({ state, reason, remedy }: GateAnswer, paint: Paint): string {
  const mark = {
    open: paint.green('enough data'),
    refused: paint.red('refused'),
    waiting: paint.dim('waiting'),
  }
  return `  ${mark[state]}  ${reason}${remedy === null ? '' : ` ${remedy}`}`
}

function nextCommand({ predictions, sources }: Check): string {
  if (predictions.length === 0) return 'declare a prediction in the configuration'
  const imported = sources.every(({ rows }) => rows > 0)
  if (!imported) return 'foretell ingest'
  const ready = predictions.find(({ gate }) => gate.state === 'open')
  return ready === undefined ? 'more data, see above' : `foretell train ${ready.name}`
}
