import { describe, expect, it } from 'vitest'

import type { Frame } from '../frame.js'
import { sides } from '../trees/tree.js'
import type { BoostedModel } from './boosted-model.js'
import { boosting } from './boosting.js'
import { customers } from './dataset.testing.js'

const { frame, score } = customers(2000, 1)
const data = { frame, target: score }
const quick = { objective: 'squared', numIterations: 15, numLeaves: 15 } as const

/** The frame with one number everywhere in a column. */
function withValue(name: string, value: number): Frame {
  const columns = frame.columns.map((column) =>
    column.name === name && column.kind === 'numeric'
      ? { ...column, values: new Float64Array(frame.rows).fill(value) }
      : column,
  )
  return { rows: frame.rows, columns }
}

describe('monotone constraints', () => {
  it.each([1, -1])('keep the effect of a column to one sign: %i', async (sign) => {
    // Without them visits lower the target, and amounts raise it.
    const model = await boosting({
      ...quick,
      monotoneConstraints: { visits: sign, amount: sign },
      minDataInLeaf: 2,
    }).fit(data)
    for (const name of ['visits', 'amount']) {
      let before = model.predict(withValue(name, -3))
      for (let value = -2.5; value < 9; value += 0.5) {
        const after = model.predict(withValue(name, value))
        expect(after.every((prediction, row) => sign * (prediction - before[row]) >= 0)).toBe(true)
        before = after
      }
    }
    expect(model.treeCount).toBe(15)
  })

  it.each([
    ['a column that is not there', { income: 1 }, '"income"'],
    ['levels', { plan: 1 }, '"plan", which has levels'],
  ])('are refused for %s', async (_, monotoneConstraints, message) => {
    await expect(boosting({ ...quick, monotoneConstraints }).fit(data)).rejects.toThrow(message)
  })
})

describe('interaction constraints', () => {
  /** The sets of columns on the paths of a model. */
  function pathsOf({ ensemble }: BoostedModel): Set<string> {
    const paths = new Set<string>()
    for (const tree of ensemble.trees) {
      const walk = (node: number, path: readonly string[]): void => {
        if (tree.column[node] < 0) {
          paths.add([...new Set(path)].sort().join(' '))
          return
        }
        const name = ensemble.codings[tree.column[node]].name
        walk(tree.left[node], [...path, name])
        walk(tree.right[node], [...path, name])
      }
      walk(0, [])
    }
    return paths
  }

  it('keep columns of different sets off one path', async () => {
    const interactionConstraints = [['visits', 'plan'], ['amount']]
    const paths = pathsOf(await boosting({ ...quick, interactionConstraints }).fit(data))
    expect([...paths].sort()).toEqual(['amount', 'plan visits'])
    expect([...pathsOf(await boosting(quick).fit(data))]).toContain('amount plan visits')
  })

  it('are refused for a column that is not there', async () => {
    const training = boosting({ ...quick, interactionConstraints: [['visits', 'income']] }).fit(data)
    await expect(training).rejects.toThrow('"income"')
  })
})

describe('limits of steps', () => {
  const values = (model: BoostedModel): number[] =>
    model.ensemble.trees.flatMap(({ value, column }) => [...value].filter((_, node) => column[node] < 0))

  it('bound what a leaf predicts', async () => {
    const model = await boosting({ ...quick, learningRate: 0.5, maxDeltaStep: 0.2 }).fit(data)
    expect(Math.max(...values(model).map(Math.abs))).toBeCloseTo(0.1, 12)
  })

  it('draw a leaf to its parent', async () => {
    const spread = async (pathSmooth: number): Promise<number> => {
      const model = await boosting({ ...quick, numIterations: 1, numLeaves: 31, pathSmooth }).fit(data)
      return Math.max(...values(model)) - Math.min(...values(model))
    }
    expect(await spread(2000)).toBeLessThan(0.7 * (await spread(0)))
  })

  it('choose boundaries by chance, another for another seed', async () => {
    const cuts = async (seed: number, extraTrees: boolean): Promise<string> => {
      const model = await boosting({ ...quick, numIterations: 3, extraTrees }).fit(data, { seed })
      const { trees, codings } = model.ensemble
      return JSON.stringify(
        trees.map((tree) =>
          [...tree.column].map((column, node) => (column < 0 ? [] : [...sides(tree, node, codings[column])])),
        ),
      )
    }
    expect(await cuts(1, true)).not.toBe(await cuts(2, true))
    expect(await cuts(1, false)).toBe(await cuts(2, false))
  })
})
