import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { ImportedModel } from '../interchange/imported-model.js'
import { rowScorer } from '../trees/row-scorer.js'
import {
  type Explained,
  explainedChain,
  explainedOf,
  explainedShapes,
} from './explained-ensembles.testing.js'
import { RowExplainer } from './row-explainer.js'
import { treeContributions } from './tree-contributions.js'

function modelOf(ensemble: ImportedModel['ensemble']): ImportedModel {
  return new ImportedModel({
    program: 'LightGBM',
    objective: 'regression',
    task: ensemble.outputs > 1 ? 'multiclass' : 'regression',
    link: { name: 'identity', slope: 1 },
    ensemble,
  })
}

/** Sets the values of a row by name, as a server does. */
function valuesOf(model: ImportedModel, frame: Frame, row: number): Float64Array {
  const scorer = rowScorer(model)
  for (const column of frame.columns) {
    if (column.kind === 'numeric') scorer.set(column.name, column.values[row])
    else scorer.set(column.name, column.codes[row] < 0 ? null : column.levels[column.codes[row]])
  }
  return scorer.values
}

function expectAsAmongOthers(
  explainer: RowExplainer | undefined,
  { ensemble, output, frame }: Explained,
): void {
  if (explainer === undefined) throw new Error('was left to others')
  const { baseline, values } = treeContributions(ensemble, output).of(frame)
  expect(explainer.baseline).toBe(baseline)
  const inputs = ensemble.codings.length
  const model = modelOf(ensemble)
  for (let row = 0; row < frame.rows; row++) {
    explainer.explain(valuesOf(model, frame, row))
    const expected = values.subarray(row * inputs, (row + 1) * inputs)
    // Leaf values are about 1 and sums of a few; only the order of the additions differs.
    explainer.contributions.forEach((value, input) => {
      expect(Math.abs(value - expected[input])).toBeLessThan(1e-12)
    })
  }
}

describe('a row', () => {
  it.each(Object.entries(explainedShapes))('is explained as among others: %s', (_, shape) => {
    const explained = explainedOf(new Random(4), shape, 120)
    expectAsAmongOthers(RowExplainer.of(explained.ensemble, explained.output), explained)
  })

  it.each(Object.entries(explainedShapes))('is explained with few tables, and with none: %s', (_, shape) => {
    const explained = explainedOf(new Random(5), shape, 12)
    for (const most of [20_000, 0]) {
      expectAsAmongOthers(RowExplainer.of(explained.ensemble, explained.output, most), explained)
    }
  })

  it.each([9, 40])('is explained by trees that are looked up in part: paths of %i columns', (columns) => {
    const explained = explainedChain(new Random(columns), columns, 20)
    expectAsAmongOthers(RowExplainer.of(explained.ensemble, 0), explained)
  })

  it.each([
    ['too deep', 420],
    ['too wide', 390],
  ])('is left to others where trees are %s', (_, columns) => {
    expect(RowExplainer.of(explainedChain(new Random(1), columns, 1).ensemble, 0)).toBeUndefined()
  })
})
