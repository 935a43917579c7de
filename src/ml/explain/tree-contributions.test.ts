import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { rowCoder } from '../trees/coding.js'
import { divisorOf, type TreeEnsemble, treesOf } from '../trees/ensemble.js'
import type { Frame } from '../frame.js'
import {
  type EnsembleShape,
  plainScores,
  randomCodings,
  randomEnsemble,
  randomFrame,
} from '../trees/random-ensemble.testing.js'
import { treeContributions } from './tree-contributions.js'
import { TreeShap } from './tree-shap.js'
import { chainTree } from './random-tree.testing.js'

/** Leaf by leaf, without kernels. */
function plainContributions(ensemble: TreeEnsemble, output: number, frame: Frame): Float64Array {
  const { codings, single } = ensemble
  const coded = rowCoder(codings, frame, frame.rows, { single }).read(0, frame.rows)
  const columns = codings.map(() => new Float64Array(frame.rows))
  new TreeShap(treesOf(ensemble, output), codings).add(coded, columns)
  return Float64Array.from(
    { length: frame.rows * codings.length },
    (_, i) => columns[i % codings.length][Math.floor(i / codings.length)] / divisorOf(ensemble),
  )
}

function largestDifference(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0)
}

const shapes: Record<string, EnsembleShape> = {
  'a leaf': { depth: 0, trees: 3 },
  'small trees': { depth: 3, trees: 6 },
  'trees of many groups': { depth: 7, trees: 4 },
  'deep trees': { depth: 10, trees: 3 },
  'several outputs': { depth: 5, trees: 2, outputs: 3 },
  averages: { depth: 5, trees: 4, average: true },
  'single precision': { depth: 6, trees: 5, single: true },
}

describe('contributions', () => {
  // Few rows are walked, many are looked up.
  it.each(Object.entries(shapes))('are those computed leaf by leaf: %s', (_, shape) => {
    for (const [seed, rows] of [1, 67, 1100].entries()) {
      const random = new Random(seed)
      const codings = randomCodings(random)
      const ensemble = randomEnsemble(random, codings, shape)
      const frame = randomFrame(random, codings, rows)
      const output = (shape.outputs ?? 1) - 1
      const { baseline, values } = treeContributions(ensemble, output).of(frame)
      // Leaf values are about 1 and sums of a few; only the order of the additions differs.
      expect(largestDifference(values, plainContributions(ensemble, output, frame))).toBeLessThan(1e-12)
      if (shape.single) continue
      const scores = plainScores(ensemble, frame)
      const outputs = shape.outputs ?? 1
      for (let row = 0; row < rows; row++) {
        const sum = values
          .subarray(row * codings.length, (row + 1) * codings.length)
          .reduce((total, value) => total + value, baseline)
        expect(Math.abs(sum - scores[row * outputs + output])).toBeLessThan(1e-12)
      }
    }
  })
  // Leaves near the root are looked up, those with more columns than a mask has bits are walked to.
  it.each([9, 40])('are those computed leaf by leaf over paths of %i columns', (length) => {
    const random = new Random(length)
    const { chain, columns } = chainTree(length)
    const ensemble: TreeEnsemble = {
      codings: columns,
      outputs: 1,
      trees: [chain],
      initialScores: [0.5],
      average: false,
      single: false,
    }
    for (const rows of [3, 400]) {
      const frame = randomFrame(random, columns, rows)
      const { values } = treeContributions(ensemble, 0).of(frame)
      expect(largestDifference(values, plainContributions(ensemble, 0, frame))).toBeLessThan(1e-12)
    }
  })
  it('add up over paths that are too long for kernels', () => {
    const { chain, columns } = chainTree(420)
    const frame = randomFrame(new Random(1), columns, 2)
    const ensemble: TreeEnsemble = {
      codings: columns,
      outputs: 1,
      trees: [chain],
      initialScores: [0.5],
      average: false,
      single: false,
    }
    const { baseline, values } = treeContributions(ensemble, 0).of(frame)
    plainScores(ensemble, frame).forEach((score, row) => {
      const own = values.subarray(row * columns.length, (row + 1) * columns.length)
      expect(own.reduce((sum, value) => sum + value, baseline)).toBeCloseTo(score, 12)
    })
  })
})
