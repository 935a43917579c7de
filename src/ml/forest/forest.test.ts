import { beforeAll, describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { customers, takeRows } from '../boosting/dataset.testing.js'
import type { Dataset } from '../frame.js'
import { loadModel } from '../load.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { rSquared } from '../metrics/regression.js'
import { extraTrees, randomForest } from './forest.js'
import type { ForestModel } from './forest-model.js'

const train = customers(1500, 1)
const test = customers(1500, 2)

/** Three classes by the true log odds. */
function classesOf({ frame, score }: ReturnType<typeof customers>): Dataset {
  return { frame, target: score.map((value) => (value < -0.5 ? 0 : value < 0.8 ? 1 : 2)) }
}

describe('a random forest', () => {
  let model: ForestModel
  beforeAll(async () => {
    model = await randomForest({ numTrees: 60 }).fit(train, { seed: 3 })
  })

  it('judges itself on rows that its trees have not seen', () => {
    const held = areaUnderRoc(test.target, model.predict(test.frame))
    const seen = areaUnderRoc(train.target, model.predict(train.frame))
    expect(model.outOfBag?.metric).toBe('auc')
    // The estimate of 1,500 rows has a standard error of about .01; on rows it has seen it is far too good.
    expect(Math.abs((model.outOfBag?.score ?? NaN) - held)).toBeLessThan(0.03)
    expect(seen).toBeGreaterThan(held + 0.05)
  })

  it('predicts each row out of bag by the trees that have not drawn it', () => {
    const predictions = model.outOfBag?.predictions ?? new Float64Array(0)
    expect(predictions).toHaveLength(train.frame.rows)
    // A row is left out by a tree with probability 1/e: by none of 60 practically never.
    expect(predictions.every((p) => p >= 0 && p <= 1)).toBe(true)
    expect(areaUnderRoc(train.target, predictions)).toBe(model.outOfBag?.score)
  })

  it('has leaves of the size asked for, whose values are means', () => {
    for (const { column, left, right, value, cover } of model.ensemble.trees) {
      column.forEach((asked, node) => {
        expect(value[node]).toBeGreaterThanOrEqual(0)
        expect(value[node]).toBeLessThanOrEqual(1)
        if (asked < 0) return
        const [a, b] = [left[node], right[node]]
        expect(cover[a] + cover[b]).toBe(cover[node])
        expect((value[a] * cover[a] + value[b] * cover[b]) / cover[node]).toBeCloseTo(value[node], 12)
      })
      expect(cover[0]).toBe(train.frame.rows)
    }
  })

  it('sees which columns matter', () => {
    const gains = new Map(model.importance().map(({ name, gain }) => [name, gain]))
    for (const name of ['visits', 'amount', 'plan']) {
      // Deep trees part noise too, so no more than this holds.
      expect(gains.get(name)).toBeGreaterThan(gains.get('noise') ?? NaN)
    }
  })

  it('forgets out-of-bag estimates when it is stored', () => {
    expect((loadModel(JSON.parse(JSON.stringify(model))) as ForestModel).outOfBag).toBeUndefined()
  })

  it('is the same on any number of threads', async () => {
    const big = customers(6000, 4)
    const fits = [1, 3].map((threads) => randomForest({ numTrees: 5 }).fit(big, { seed: 1, threads }))
    const [one, three] = await Promise.all(fits)
    expect(JSON.stringify(three)).toBe(JSON.stringify(one))
    expect(three.outOfBag).toEqual(one.outOfBag)
  })

  it('is another with another seed, and better with more trees', async () => {
    const few = await randomForest({ numTrees: 2 }).fit(train, { seed: 3 })
    const other = await randomForest({ numTrees: 2 }).fit(train, { seed: 4 })
    expect(other.predict(test.frame)).not.toEqual(few.predict(test.frame))
    const auc = (forest: ForestModel): number => areaUnderRoc(test.target, forest.predict(test.frame))
    expect(auc(model)).toBeGreaterThan(auc(few) + 0.02)
  })

  it('tries for each node only some of the columns', async () => {
    // One column at a time: each root asks for what was drawn, not for the best.
    const narrow = await randomForest({ numTrees: 40, featureFractionByNode: 0.25 }).fit(train)
    const wide = await randomForest({ numTrees: 40, featureFractionByNode: 1 }).fit(train)
    const noise = 3
    const roots = (forest: ForestModel): number[] => forest.ensemble.trees.map(({ column }) => column[0])
    expect(new Set(roots(narrow)).size).toBe(4)
    expect(roots(wide)).not.toContain(noise)
  })

  it('draws a share of the rows', async () => {
    const forest = await randomForest({ numTrees: 3, baggingFraction: 0.1 }).fit(train)
    expect(forest.ensemble.trees.map(({ cover }) => cover[0])).toEqual([150, 150, 150])
  })

  it('keeps to its limits', async () => {
    const shallow = await randomForest({ numTrees: 3, maxDepth: 2 }).fit(train)
    for (const { column } of shallow.ensemble.trees) expect(column.length).toBeLessThanOrEqual(7)
    const small = await randomForest({ numTrees: 3, numLeaves: 5 }).fit(train)
    for (const { column } of small.ensemble.trees) expect(column).toHaveLength(9)
  })

  it('refuses parameters that it does not have', () => {
    expect(() => randomForest({ numTrees: 0 })).toThrowError('numTrees')
    expect(() => randomForest({ num_trees: 5 } as object)).toThrowError('num_trees')
  })
})

describe('extra trees', () => {
  it('grow on all rows, with boundaries by chance', async () => {
    const model = await extraTrees({ numTrees: 30, featureFractionByNode: 1 }).fit(train)
    expect(model.outOfBag).toBeUndefined()
    // The best boundary of the best column would be the same in every tree.
    const roots = new Set(model.ensemble.trees.map(({ column, cut }) => `${column[0]} ${cut[0]}`))
    expect(roots.size).toBeGreaterThan(5)
    expect(areaUnderRoc(test.target, model.predict(test.frame))).toBeGreaterThan(0.75)
  })

  it('judge themselves where rows are drawn', async () => {
    const model = await extraTrees({ numTrees: 30, sampling: 'bootstrap' }).fit(train)
    expect(model.outOfBag?.score).toBeGreaterThan(0.7)
  })
})

describe('a forest of several classes', () => {
  it('predicts shares of classes that sum to 1, as contributions do', async () => {
    const model = await randomForest({ task: 'multiclass', numTrees: 30 }).fit(classesOf(train))
    expect(model.outputs).toBe(3)
    expect(model.treeCount).toBe(30)
    expect(model.outOfBag?.metric).toBe('accuracy')
    const held = classesOf(test)
    const predicted = model.predict(held.frame)
    const right = held.target.filter((own, row) => {
      const shares = predicted.subarray(3 * row, 3 * row + 3)
      return shares.indexOf(Math.max(...shares)) === own
    })
    // The most frequent class is .45 of the rows.
    expect(right.length / held.target.length).toBeGreaterThan(0.75)
    const rows = takeRows(held.frame, [0, 1, 2])
    const sums = [0, 1, 2].map((output) => model.contributions(rows, output).values.reduce((a, b) => a + b))
    expect(sums.reduce((a, b) => a + b)).toBeCloseTo(0, 9)
  })
})

describe('a forest of numbers', () => {
  it('predicts means, however large', async () => {
    const random = new Random(5)
    const scale = 1e200
    const x = Float64Array.from({ length: 600 }, () => random.uniform())
    const target = x.map((value) => scale * (1000 + Math.sin(6 * value)))
    const frame = { rows: 600, columns: [{ kind: 'numeric', name: 'x', values: x }] } as const
    const model = await randomForest({ task: 'regression' }).fit({ frame, target })
    const predicted = model.predict(frame)
    const unit = (values: Float64Array): Float64Array => values.map((value) => value / scale - 1000)
    expect(rSquared(unit(target), unit(predicted))).toBeGreaterThan(0.99)
    expect(model.outOfBag?.metric).toBe('r2')
  })

  it('counts rows by their weight', async () => {
    const frame = takeRows(
      train.frame,
      Array.from({ length: 200 }, (_, row) => row),
    )
    const target = Float64Array.from({ length: 200 }, (_, row) => row % 2)
    const weights = target.map((value) => 1 + 8 * value)
    const model = await randomForest({ task: 'regression', numTrees: 20 }).fit({ frame, target, weights })
    const mean = model.predict(frame).reduce((sum, value) => sum + value / 200, 0)
    expect(mean).toBeGreaterThan(0.8)
  })
})
