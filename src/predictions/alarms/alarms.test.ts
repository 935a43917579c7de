import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Alarm } from '../card.js'
import { inParts, labelledRows, logisticRows } from '../generated.testing.js'
import type { LabelledRows } from '../labelled-rows.js'
import { takeLabelled } from '../labelled-rows.js'
import { leakAlarms } from './alarms.js'
import { featurePowers } from './evidence.js'
import { identifierAlarms } from './identifier.js'
import { stabilityIndex } from './shift.js'

/** The alarms of rows to which columns were added, for a model of that AUC or R2. */
function alarmsOf(
  columns: Readonly<Record<string, Float64Array | readonly string[]>>,
  rows: LabelledRows,
  modelScore = 0.8,
  task: 'classification' | 'regression' = 'classification',
): Alarm[] {
  const added = labelledRows(columns, rows.target)
  const { training, holdout } = inParts({
    ...rows,
    frame: { rows: rows.frame.rows, columns: [...rows.frame.columns, ...added.frame.columns] },
    features: [...rows.features, ...added.features],
  })
  return leakAlarms({ task, training, holdout, modelScore, powers: featurePowers(task, training, holdout) })
}

const codes = (alarms: readonly Alarm[]): string[] => alarms.map(({ code }) => code)
const honest = logisticRows(4000, 1)

describe('leakAlarms', () => {
  it('is silent on honest data', () => {
    expect(alarmsOf({}, honest)).toEqual([])
  })

  it('hears of a model that is too good', () => {
    expect(codes(alarmsOf({}, honest, 0.975))).toEqual(['TOO_GOOD'])
  })

  it('names the one column that explains everything, however it is bent', () => {
    const random = new Random(2)
    const bent = honest.target.map((y) => (y === 1 ? 5 : random.uniform() < 0.5 ? 0 : 10) + random.normal())
    const [alarm] = alarmsOf({ bent }, honest, 0.99)
    expect(alarm).toMatchObject({ code: 'SINGLE_FEATURE', severity: 'alarm', features: ['bent'] })
    expect(alarm.message).toContain('One column explains it: "bent"')
  })

  it('names a column that stands far above all others', () => {
    const random = new Random(3)
    const strong = honest.target.map((y) => 1.9 * y + random.normal())
    const found = alarmsOf({ strong }, honest, 0.94).find(({ code }) => code === 'SINGLE_FEATURE')
    expect(found).toMatchObject({ severity: 'warning', features: ['strong'] })
  })

  it('sees the target under another name', () => {
    const state = Array.from(honest.target, (y) => (y === 1 ? 'closed' : 'open'))
    expect(alarmsOf({ state }, honest)[0]).toMatchObject({ code: 'TARGET_COPY', features: ['state'] })
    const random = new Random(4)
    const dollars = Float64Array.from({ length: 1000 }, () => Math.round(1e4 * random.uniform()) / 100)
    const other = Float64Array.from({ length: 1000 }, () => random.normal())
    const rows = labelledRows({ other }, dollars)
    const cents = dollars.map((value) => -100 * value)
    expect(alarmsOf({ cents }, rows, 0.5, 'regression')[0]).toMatchObject({
      code: 'TARGET_COPY',
      features: ['cents'],
    })
  })

  it('sees a column that was filled in after the outcome', () => {
    const random = new Random(5)
    const reason = honest.target.map((y) => (y === 1 && random.uniform() < 0.9 ? random.normal() : NaN))
    expect(codes(alarmsOf({ reason }, honest))).toContain('MISSINGNESS')
  })

  it('sees rows that stand on both sides, and not those that merely look alike', () => {
    const training = takeLabelled(
      honest,
      Array.from({ length: 2400 }, (_, row) => row),
    )
    const twice = takeLabelled(
      training,
      Array.from({ length: 800 }, (_, row) => row),
    )
    const evidence = { task: 'classification', training, modelScore: 0.8 } as const
    expect(codes(leakAlarms({ ...evidence, holdout: twice, powers: [] }))).toContain('DUPLICATE_ROWS')

    const coarse = labelledRows(
      { yes: Array.from(honest.target, (_, row) => String(row % 2)) },
      honest.target,
    )
    const parts = inParts(coarse)
    expect(leakAlarms({ ...evidence, training: parts.training, holdout: parts.holdout, powers: [] })).toEqual(
      [],
    )
  })

  it('sees a column that moved between the training rows and the holdout', () => {
    const random = new Random(6)
    const moved = honest.target.map((_, row) => random.normal() + (row < 3000 ? 0 : 2))
    expect(alarmsOf({ moved }, honest).find(({ code }) => code === 'SHIFT')).toMatchObject({
      features: ['moved'],
    })
  })
})

describe('stabilityIndex', () => {
  it('is near nothing for small samples of the same thing', () => {
    const random = new Random(7)
    const draw = (): Float64Array => Float64Array.from({ length: 200 }, () => random.normal())
    const indices = Array.from({ length: 200 }, () =>
      stabilityIndex(
        { kind: 'numeric', name: 'a', values: draw() },
        { kind: 'numeric', name: 'a', values: draw() },
      ),
    )
    // Without taking the chance part off, the mean is 0.09 and a third of the draws lie above 0.1.
    expect(indices.reduce((sum, index) => sum + index, 0) / 200).toBeLessThan(0.03)
    expect(indices.filter((index) => index > 0.1).length).toBeLessThan(20)
  })
})

describe('identifierAlarms', () => {
  const target = Float64Array.from({ length: 400 }, (_, row) => (row < 150 ? 1 : 0))
  const id = { kind: 'numeric', name: 'id', values: target.map((_, row) => row) } as const

  it('hears of a file that was sorted by outcome', () => {
    expect(identifierAlarms('classification', [id], target)[0]).toMatchObject({
      code: 'IDENTIFIER',
      features: ['id'],
    })
  })

  it('is silent where the order says nothing', () => {
    expect(identifierAlarms('classification', [id], new Random(1).shuffle(target.slice()))).toEqual([])
  })
})
