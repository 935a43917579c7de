import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { rowCoder } from '../trees/coding.js'
import { divisorOf, treesOf } from '../trees/ensemble.js'
import { plainScores } from '../trees/random-ensemble.testing.js'
import {
  type Explained,
  explainedChain,
  explainedOf,
  explainedShapes,
} from './explained-ensembles.testing.js'
import { treeContributions } from './tree-contributions.js'
import { TreeShap } from './tree-shap.js'

/** Leaf by leaf, without kernels. */
function plainContributions({ ensemble, output, frame }: Explained): Float64Array {
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

describe('contributions', () => {
  // Few rows are walked, many are looked up.
  it.each(Object.entries(explainedShapes))('are those computed leaf by leaf: %s', (_, shape) => {
    for (const [seed, rows] of [1, 67, 1100].entries()) {
      const explained = explainedOf(new Random(seed), shape, rows)
      const { ensemble, output, frame } = explained
      const { baseline, values } = treeContributions(ensemble, output).of(frame)
      // Leaf values are about 1 and sums of a few; only the order of the additions differs.
      expect(largestDifference(values, plainContributions(explained))).toBeLessThan(1e-12)
      if (shape.single) continue
      const scores = plainScores(ensemble, frame)
      const inputs = ensemble.codings.length
      for (let row = 0; row < rows; row++) {
        const sum = values
          .subarray(row * inputs, (row + 1) * inputs)
          .reduce((total, value) => total + value, baseline)
        expect(Math.abs(sum - scores[row * ensemble.outputs + output])).toBeLessThan(1e-12)
      }
    }
  })
  // Leaves near the root are looked up, those with more columns than a mask has bits are walked to.
  it.each([9, 40])('are those computed leaf by leaf over paths of %i columns', (columns) => {
    for (const rows of [3, 400]) {
      const explained = explainedChain(new Random(columns), columns, rows)
      const { values } = treeContributions(explained.ensemble, 0).of(explained.frame)
      expect(largestDifference(values, plainContributions(explained))).toBeLessThan(1e-12)
    }
  })
  it('add up over paths that are too long for kernels', () => {
    const { ensemble, frame } = explainedChain(new Random(1), 420, 2)
    const { baseline, values } = treeContributions(ensemble, 0).of(frame)
    plainScores(ensemble, frame).forEach((score, row) => {
      const own = values.subarray(row * 420, (row + 1) * 420)
      expect(own.reduce((sum, value) => sum + value, baseline)).toBeCloseTo(score, 12)
    })
  })
})
