import type { RunSummary } from '../../jobs/run.js'
import type { TrainingOutcome } from '../../predictions/train.js'
import { cardSummary } from './card.js'
import { elapsed } from './figures.js'
import { ingestReport } from './ingest.js'
import type { Paint } from './paint.js'
import { passedOverSection } from './passed-over.js'
import { scoreReport } from './score.js'
import { section } from './sections.js'
import { pairs } from './table.js'

/** The main job in the order a person asks: what data, how good, who, where, what next. */
export function runReport(summary: RunSummary, paint: Paint): string {
  const { sources, trained, refused, scored, notScored } = summary
  return [
    section('Data found', ingestReport(sources, paint), paint),
    ...trained.map((outcome) => `${cardSummary(outcome.card, paint)}\n\n${championLine(outcome, paint)}`),
    ...passedOverSection('Not trained: too little data', refused, paint),
    ...scored.map((each) => scoreReport(each, paint)),
    ...passedOverSection('Not scored', notScored, paint),
    section('Where it is', places(summary), paint),
    section('Next', nextCommands(summary), paint),
  ].join('\n\n\n')
}

function championLine({ champion, reason }: TrainingOutcome, paint: Paint): string {
  return champion
    ? `  ${paint.green('Champion')}: it answers from now on. ${reason}`
    : `  ${paint.yellow('Challenger')}: the present champion stays. ${reason}`
}

function places({ root, warehouse, scored, cards, seconds }: RunSummary): string {
  return pairs([
    ['Project', root],
    ['Warehouse', warehouse],
    ...scored.map(({ run, file }) => [`Scores of ${run.prediction}`, file] as const),
    ...cards.map((file) => ['Model card', file] as const),
    [
      'Took',
      `import ${elapsed(seconds.ingest * 1000)}, training ${elapsed(seconds.train * 1000)}, scoring ${elapsed(seconds.score * 1000)}`,
    ],
  ])
}

function nextCommands({ scored, root }: RunSummary): string {
  const [first] = scored
  const name = first?.run.prediction ?? 'churn'
  const id = first?.top[0]?.entityId
  const project = `--project ${root}`
  return pairs([
    [
      `npx foretell predict ${name} ${id === undefined ? '--random' : `--id ${id}`} ${project}`,
      'one customer',
    ],
    [`npx foretell evaluate ${name} ${project}`, 'the whole model card'],
    [`npx foretell quarantine ${project}`, 'the rows that were set aside'],
  ])
}
