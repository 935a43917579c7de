import type { ScoredPrediction } from '../../jobs/score.js'
import type { Level, Prediction } from '../../predictions/prediction.js'
import { counted, percent, short, whole } from './figures.js'
import type { Paint } from './paint.js'
import { levelText } from './prediction.js'
import { pairs, textTable } from './table.js'

/** A scored population: how many at each level, and the highest with their first reasons. */
export function scoreReport({ run, levels, top, file }: ScoredPrediction, paint: Paint): string {
  const when = run.anchor === null ? '' : ` as of ${run.anchor.slice(0, 16).replace('T', ' ')} UTC`
  return [
    `${paint.bold(`${run.prediction}: ${whole(run.rows)} scored`)}${when}  ${paint.dim(run.version)}`,
    ...(levels === null ? [] : ['', levelLines(levels, run.rows, paint)]),
    ...(top.length === 0 ? [] : ['', highestScores(top, paint)]),
    '',
    `  All of them: ${file}`,
  ].join('\n')
}

function levelLines(levels: Readonly<Record<Level, number>>, rows: number, paint: Paint): string {
  const order = ['critical', 'high', 'medium', 'low'] as const
  return pairs(
    order.map((level) => [
      levelText(level, paint),
      `${whole(levels[level]).padStart(whole(rows).length)}  ${percent(levels[level] / rows)}`,
    ]),
  )
}

/** One customer a block: the score, then the reasons that say the most. */
function highestScores(top: readonly Prediction[], paint: Paint): string {
  const classification = top.some(({ probability }) => probability !== null)
  const table = textTable(
    [
      { title: `The ${counted(top.length, 'highest', 'highest')}` },
      { title: classification ? 'Probability' : 'Value', align: 'right' },
      ...(classification ? [{ title: 'Level' }, { title: 'Expected' }] : []),
      { title: 'Why' },
    ],
    top.flatMap((prediction) => {
      const [first, ...more] = reasonsOf(prediction)
      const blank = classification ? ['', '', '', ''] : ['', '']
      return [
        [...scoreCells(prediction, classification, paint), first ?? ''],
        ...more.map((reason) => [...blank, reason]),
      ]
    }),
  )
  return table
}

function scoreCells(
  { entityId, probability, value, level, expectedDate }: Prediction,
  classification: boolean,
  paint: Paint,
): string[] {
  if (!classification) return [paint.bold(entityId), short(value ?? Number.NaN)]
  return [
    paint.bold(entityId),
    percent(probability ?? Number.NaN),
    level === null ? '' : levelText(level, paint),
    expectedDate?.slice(0, 10) ?? '',
  ]
}

/** The two reasons that push in the direction of the score the most. */
function reasonsOf({ factors }: Prediction): string[] {
  const raising = factors.filter(({ direction }) => direction === 'raises')
  return (raising.length === 0 ? factors : raising).slice(0, 2).map(({ sentence }) => sentence)
}
