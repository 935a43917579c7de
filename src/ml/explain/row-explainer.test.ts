import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { ImportedModel } from '../interchange/imported-model.js'
import {
  type EnsembleShape,
  randomCodings,
  randomEnsemble,
  randomFrame,
} from '../trees/random-ensemble.testing.js'
import { rowScorer } from '../trees/row-scorer.js'
import { chainTree } from './random-tree.testing.js'
import { RowExplainer } from './row-explainer.js'
import { treeContributions } from './tree-contributions.js'

const shapes: Record<string, EnsembleShape> = {
  'a leaf': { depth: 0, trees: 3 },
  'small trees': { depth: 3, trees: 6 },
  'trees of many groups': { depth: 7, trees: 4 },
  'deep trees': { depth: 10, trees: 3 },
  'several outputs': { depth: 5, trees: 2, outputs: 3 },
  averages: { depth: 5, trees: 4, average: true },
  'single precision': { depth: 6, trees: 5, single: true },
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

function modelOf(ensemble: ImportedModel['ensemble']): ImportedModel {
  return new ImportedModel({
    program: 'LightGBM',
    objective: 'regression',
    task: ensemble.outputs > 1 ? 'multiclass' : 'regression',
    link: { name: 'identity', slope: 1 },
    ensemble,
  })
}

describe('a row', () => {
  it.each(Object.entries(shapes))('is explained as among others: %s', (_, shape) => {
    const random = new Random(4)
    const codings = randomCodings(random)
    const ensemble = randomEnsemble(random, codings, shape)
    const frame = randomFrame(random, codings, 120)
    const output = (shape.outputs ?? 1) - 1
    const { baseline, values } = treeContributions(ensemble, output).of(frame)
    const explainer = RowExplainer.of(ensemble, output)
    expect(explainer?.baseline).toBe(baseline)
    const model = modelOf(ensemble)
    for (let row = 0; row < frame.rows; row++) {
      explainer?.explain(valuesOf(model, frame, row))
      const expected = values.subarray(row * codings.length, (row + 1) * codings.length)
      // Leaf values are about 1 and sums of a few; only the order of the additions differs.
      explainer?.contributions.forEach((value, input) => expect(value).toBeCloseTo(expected[input], 12))
    }
  })

  it.each([9, 40])('is explained by trees that are looked up in part: paths of %i columns', (length) => {
    const random = new Random(length)
    const { chain, columns } = chainTree(length)
    const ensemble = {
      codings: columns,
      outputs: 1,
      trees: [chain],
      initialScores: [0.5],
      average: false,
      single: false,
    }
    const frame = randomFrame(random, columns, 20)
    const { values } = treeContributions(ensemble, 0).of(frame)
    const explainer = RowExplainer.of(ensemble, 0)
    const model = modelOf(ensemble)
    for (let row = 0; row < frame.rows; row++) {
      explainer?.explain(valuesOf(model, frame, row))
      const expected = values.subarray(row * columns.length, (row + 1) * columns.length)
      explainer?.contributions.forEach((value, input) => expect(value).toBeCloseTo(expected[input], 12))
    }
  })

  it('is left to others where trees are too deep', () => {
    const { chain, columns } = chainTree(420)
    const ensemble = {
      codings: columns,
      outputs: 1,
      trees: [chain],
      initialScores: [0.5],
      average: false,
      single: false,
    }
    expect(RowExplainer.of(ensemble, 0)).toBeUndefined()
  })
})
