import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { boosting } from '../boosting/boosting.js'
import { type CodedRows, codeCount, missingCodes } from '../trees/coding.js'
import { customers } from '../boosting/dataset.testing.js'
import { leafOf, sides, type Tree } from '../trees/tree.js'
import { Random } from '../../shared/random.js'
import { chainTree, codings, randomTree } from './random-tree.testing.js'
import { TreeShap } from './tree-shap.js'

/** Mean of a tree when only the columns in the set are known (Lundberg et al. 2020, Algorithm 1). */
function expectation(tree: Tree, codes: readonly number[], known: number, node = 0): number {
  const column = tree.column[node]
  if (column < 0) return tree.value[node]
  const [left, right] = [tree.left[node], tree.right[node]]
  if ((known >> column) & 1) {
    const goesLeft = sides(tree, node, codings[column])[codes[column]] === 1
    return expectation(tree, codes, known, goesLeft ? left : right)
  }
  return (
    (expectation(tree, codes, known, left) * tree.cover[left] +
      expectation(tree, codes, known, right) * tree.cover[right]) /
    tree.cover[node]
  )
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}

/** Shapley values by their definition: the mean over all orders in which columns become known. */
function shapley(trees: readonly Tree[], codes: readonly number[]): number[] {
  const count = codings.length
  const of = (known: number): number => trees.reduce((sum, tree) => sum + expectation(tree, codes, known), 0)
  return codings.map((_, column) => {
    let value = 0
    for (let known = 0; known < 2 ** count; known++) {
      if ((known >> column) & 1) continue
      const size = [...Array(count).keys()].filter((other) => (known >> other) & 1).length
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count)
      value += weight * (of(known | (1 << column)) - of(known))
    }
    return value
  })
}

function randomRows(random: Random, rows: number): CodedRows {
  return {
    rows,
    columns: codings.map((coding) =>
      Uint8Array.from({ length: rows }, () => random.below(codeCount(coding))),
    ),
    missing: missingCodes(codings),
  }
}

describe('TreeSHAP', () => {
  // Blocks of one row are computed row by row, blocks of 40 through tables: both must be right.
  it.each([1, 40])('gives the Shapley values of small trees by definition, %i rows at a time', (rows) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, depth) => {
        const random = new Random(seed)
        const trees = [randomTree(random, depth), randomTree(random, depth)]
        const coded = randomRows(random, rows)
        const shap = new TreeShap(trees, codings)
        const into = codings.map(() => new Float64Array(rows))
        shap.add(coded, into)
        for (let row = 0; row < Math.min(rows, 5); row++) {
          const codes = coded.columns.map((column) => column[row])
          shapley(trees, codes).forEach((value, column) => expect(into[column][row]).toBeCloseTo(value, 10))
        }
        const mean = trees.reduce((sum, tree) => sum + expectation(tree, [], 0), 0)
        expect(shap.baseline).toBeCloseTo(mean, 10)
      }),
      { numRuns: rows === 1 ? 100 : 40 },
    )
  })

  it('adds up to the prediction however deep the trees are', () => {
    const random = new Random(4)
    const trees = Array.from({ length: 5 }, () => randomTree(random, 12))
    const coded = randomRows(random, 200)
    const into = codings.map(() => new Float64Array(200))
    const shap = new TreeShap(trees, codings)
    shap.add(coded, into)
    for (let row = 0; row < 200; row++) {
      const predicted = trees.reduce((sum, tree) => sum + tree.value[leafOf(tree, coded, row)], 0)
      expect(into.reduce((sum, column) => sum + column[row], shap.baseline)).toBeCloseTo(predicted, 10)
    }
  })

  it('adds up over paths of more columns than tables are kept for', () => {
    const { chain, columns } = chainTree(30)
    const random = new Random(8)
    const coded: CodedRows = {
      rows: 50,
      columns: columns.map(() => Uint8Array.from({ length: 50 }, () => random.below(3))),
      missing: missingCodes(columns),
    }
    const shap = new TreeShap([chain], columns)
    const into = columns.map(() => new Float64Array(50))
    shap.add(coded, into)
    for (let row = 0; row < 50; row++) {
      const sum = into.reduce((total, column) => total + column[row], shap.baseline)
      expect(sum).toBeCloseTo(chain.value[leafOf(chain, coded, row)], 10)
    }
  })

  it('explains a trained model block by block, to 1e-6 and better', async () => {
    const data = customers(5000, 1)
    const model = await boosting({ numIterations: 60 }).fit(data)
    const { baseline, values } = model.contributions(data.frame)
    const raw = model.predictRaw(data.frame)
    const width = model.inputs.length
    let worst = 0
    for (let row = 0; row < data.frame.rows; row++) {
      const sum = values
        .subarray(row * width, (row + 1) * width)
        .reduce((total, value) => total + value, baseline)
      worst = Math.max(worst, Math.abs(sum - raw[row]))
    }
    expect(worst).toBeLessThan(1e-9)
  })

  it('gives nothing to a column that no tree asks for', async () => {
    const data = customers(500, 1)
    const model = await boosting({ numIterations: 3, numLeaves: 2 }).fit(data)
    const unused = model.importance().findIndex(({ splits }) => splits === 0)
    const { values } = model.contributions(data.frame)
    expect(unused).toBeGreaterThanOrEqual(0)
    expect(values.filter((_, i) => i % model.inputs.length === unused).every((value) => value === 0)).toBe(
      true,
    )
  })
})
