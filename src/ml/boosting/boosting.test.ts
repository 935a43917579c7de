import { describe, expect, it } from 'vitest'

import type { Dataset, Frame } from '../frame.js'
import { logLoss } from '../metrics/log-loss.js'
import { rootMeanSquaredError } from '../metrics/regression.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { boosting } from './boosting.js'
import { customers, takeRows } from './dataset.testing.js'

const train = customers(3000, 1)
const validation = customers(1500, 2)
const test = customers(1500, 3)
const quick = { numIterations: 20, numLeaves: 8 } as const

interface StoredTree {
  readonly column: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly cover: readonly number[]
}

/** The trees of a model, as it stores them. */
function treesOf(model: { toJSON(): object }): readonly StoredTree[] {
  return (model.toJSON() as { trees: readonly StoredTree[] }).trees
}

function depthOf({ column, left, right }: StoredTree, node = 0): number {
  if (column[node] < 0) return 0
  const tree = { column, left, right, cover: [] }
  return 1 + Math.max(depthOf(tree, left[node]), depthOf(tree, right[node]))
}

describe('boosting', () => {
  it('comes close to the truth on new rows', async () => {
    const model = await boosting({ learningRate: 0.05, numLeaves: 8 }).fit(train, { validation })
    const ceiling = areaUnderRoc(test.target, test.score)
    expect(areaUnderRoc(test.target, model.predict(test.frame))).toBeGreaterThan(ceiling - 0.02)
  })

  it('learns amounts', async () => {
    const learner = boosting({ objective: 'squared' })
    const model = await learner.fit({ ...train, target: train.score })
    expect(model.task).toBe('regression')
    // The scores spread by 1.9 around their mean.
    expect(rootMeanSquaredError(test.score, model.predict(test.frame))).toBeLessThan(0.25)
  })

  it('keeps the mean probability at the base rate', async () => {
    const rare = { ...train, target: train.target.map((y, row) => (row % 10 === 0 ? y : 0)) }
    const model = await boosting(quick).fit(rare)
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean(model.predict(rare.frame)) - mean(rare.target))).toBeLessThan(0.002)
  })

  it('gives the same model for the same seed to the last bit, and another for another', async () => {
    const learner = boosting({ ...quick, baggingFraction: 0.6, featureFraction: 0.6 })
    const [first, same, other] = await Promise.all(
      [5, 5, 6].map((seed) => learner.fit(train, { validation, seed })),
    )
    expect(JSON.stringify(same)).toBe(JSON.stringify(first))
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(first))
  })

  it('takes a weight of three for three equal rows', async () => {
    const few = takeRows(
      train.frame,
      Array.from({ length: 150 }, (_, row) => row),
    )
    const target = train.score.slice(0, 150)
    const weights = target.map((_, row) => (row % 3 === 0 ? 3 : 1))
    const repeated = [...target.keys()].flatMap((row) => Array.from({ length: weights[row] }, () => row))
    // The limits count rows, not weights, so all of them are at their lowest, and trees have one split, where
    // the estimated rows of no bin round to 0.
    const learner = boosting({
      objective: 'squared',
      numLeaves: 2,
      minDataInBin: 1,
      minDataInLeaf: 1,
      catSmooth: 0,
      minDataPerGroup: 1,
    })
    const weighted = await learner.fit({ frame: few, target, weights })
    const copied = await learner.fit({
      frame: takeRows(few, repeated),
      target: Float64Array.from(repeated, (row) => target[row]),
    })
    const [a, b] = [weighted.predict(few), copied.predict(few)]
    expect(Math.max(...a.map((value, row) => Math.abs(value - b[row])))).toBeLessThan(1e-5)
    expect(weighted.contributions(few).baseline).toBeCloseTo(copied.contributions(few).baseline, 5)
  })
})

describe('the limits of trees', () => {
  const squared = { ...train, target: train.score }
  const fit = (parameters: object) => boosting({ ...quick, objective: 'squared', ...parameters }).fit(squared)

  it('hold: leaves, depth and rows', async () => {
    for (const growPolicy of ['leaf', 'depth']) {
      const trees = treesOf(await fit({ growPolicy, numLeaves: 12, maxDepth: 4, minDataInLeaf: 70 }))
      expect(trees).toHaveLength(20)
      for (const tree of trees) {
        expect(tree.column.length).toBeLessThanOrEqual(2 * 12 - 1)
        expect(depthOf(tree)).toBeLessThanOrEqual(4)
        tree.column.forEach((column, node) => {
          if (column < 0) expect(tree.cover[node]).toBeGreaterThanOrEqual(70)
          else {
            expect(tree.cover[tree.left[node]] + tree.cover[tree.right[node]]).toBe(tree.cover[node])
          }
        })
      }
    }
  })

  it('are filled level by level when grown by depth', async () => {
    const byDepth = treesOf(await fit({ growPolicy: 'depth', numLeaves: 8 }))
    expect(byDepth.map((tree) => depthOf(tree))).toEqual(byDepth.map(() => 3))
    const byLeaf = treesOf(await fit({ growPolicy: 'leaf', numLeaves: 8 }))
    expect(Math.max(...byLeaf.map((tree) => depthOf(tree)))).toBeGreaterThan(3)
  })

  it('keep a tree to the rows and columns it was given', async () => {
    const model = await fit({ baggingFraction: 0.25, featureFraction: 0.25 })
    const trees = treesOf(model)
    for (const tree of trees) {
      expect(tree.cover[0]).toBe(750)
      expect(new Set(tree.column.filter((column) => column >= 0)).size).toBe(1)
    }
    expect(new Set(trees.map(({ column }) => column[0])).size).toBe(4)
  })

  it('shrink with the penalties', async () => {
    const spread = async (parameters: object) => {
      const predicted = (await fit(parameters)).predict(train.frame)
      return Math.max(...predicted) - Math.min(...predicted)
    }
    const free = await spread({})
    expect(await spread({ lambdaL1: 200 })).toBeLessThan(free)
    expect(await spread({ lambdaL2: 2000 })).toBeLessThan(free)
    expect((await fit({ minGainToSplit: 1e9 })).treeCount).toBe(0)
  })
})

describe('early stopping', () => {
  const eager = { learningRate: 0.5, numIterations: 200, earlyStoppingRound: 10 } as const

  it('keeps the trees with the lowest loss on the validation rows', async () => {
    const stopped = await boosting(eager).fit(train, { validation })
    const losses: number[] = []
    for (let trees = 1; trees <= stopped.treeCount + 10; trees++) {
      const model = await boosting({ ...eager, numIterations: trees, earlyStoppingRound: 0 }).fit(train)
      losses.push(logLoss(validation.target, model.predict(validation.frame)))
    }
    expect(stopped.treeCount).toBeLessThan(30)
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(stopped.treeCount)
  })

  it('weighs the validation rows', async () => {
    // With weight on a few rows only, the loss of those decides.
    const weights = validation.target.map((_, row) => (row < 20 ? 1 : 1e-9))
    const few = {
      frame: takeRows(
        validation.frame,
        Array.from({ length: 20 }, (_, i) => i),
      ),
      target: validation.target.slice(0, 20),
    }
    const weighted = await boosting(eager).fit(train, { validation: { ...validation, weights } })
    const alone = await boosting(eager).fit(train, { validation: few })
    expect(weighted.treeCount).toBe(alone.treeCount)
  })

  it('can be left out', async () => {
    const model = await boosting({ ...eager, numIterations: 60, earlyStoppingRound: 0 }).fit(train, {
      validation,
    })
    // Nothing stops it, yet the best number of trees is kept.
    expect(model.treeCount).toBeLessThan(60)
    expect((await boosting({ ...eager, numIterations: 60 }).fit(train)).treeCount).toBe(60)
  })
})

describe('long training', () => {
  const wide: Dataset = {
    target: train.target,
    frame: {
      rows: 3000,
      columns: Array.from({ length: 200 }, (_, i) => ({
        kind: 'numeric' as const,
        name: `column ${i}`,
        values: Float64Array.from({ length: 3000 }, (_, row) => Math.sin(row * (i + 1))),
      })),
    },
  }

  it('tells how far it is', async () => {
    const shares: number[] = []
    await boosting({ numIterations: 40, numLeaves: 4 }).fit(wide, {
      onProgress: (share) => shares.push(share),
    })
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    expect(shares.at(-1)).toBe(1)
  })

  it('lets others run and can be cancelled by them', async () => {
    const controller = new AbortController()
    setImmediate(() => controller.abort())
    const training = boosting({ numIterations: 10_000 }).fit(wide, { signal: controller.signal })
    await expect(training).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('does not begin when it is cancelled already', async () => {
    const training = boosting().fit(train, { signal: AbortSignal.abort() })
    await expect(training).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('predicting', () => {
  it('finds columns by name and levels by name', async () => {
    const model = await boosting(quick).fit(train)
    const [visits, amount, plan, noise] = test.frame.columns
    if (plan.kind !== 'category') throw new Error('plan is a category')
    const count = plan.levels.length
    const shuffled: Frame = {
      rows: test.frame.rows,
      columns: [
        noise,
        {
          ...plan,
          levels: plan.levels.toReversed(),
          codes: plan.codes.map((c) => (c < 0 ? c : count - 1 - c)),
        },
        { kind: 'numeric', name: 'unrelated', values: new Float64Array(test.frame.rows) },
        visits,
        amount,
      ],
    }
    expect(model.predict(shuffled)).toEqual(model.predict(test.frame))
    expect(() => model.predict({ ...shuffled, columns: [visits, plan, noise] })).toThrowError('"amount"')
    const asText: Frame = { ...test.frame, columns: [visits, { ...plan, name: 'amount' }, plan, noise] }
    expect(() => model.predict(asText)).toThrowError('"amount" as numeric')
  })

  it('treats a level it never saw as the rest, and a missing value where there was none with the larger side', async () => {
    const rows = 400
    const codes = Int32Array.from({ length: rows }, (_, row) => row % 8)
    const number = Float64Array.from({ length: rows }, (_, row) => (row % 8 < 2 ? 0 : 1))
    const levels = Array.from('abcdefgh')
    const target = codes.map((code) => Number(code < 2))
    const fit = (columns: Frame['columns']) =>
      boosting({ numIterations: 5, minDataPerGroup: 10 }).fit({
        frame: { rows, columns },
        target: Float64Array.from(target),
      })
    const byLevel = await fit([{ kind: 'category', name: 'c', codes, levels }])
    const level = (name: string) =>
      byLevel.predict({
        rows: 1,
        columns: [{ kind: 'category', name: 'c', codes: Int32Array.of(0), levels: [name] }],
      })[0]
    expect(level('z')).toBe(level('h'))
    expect(level('a')).toBeGreaterThan(level('h'))
    const byNumber = await fit([{ kind: 'numeric', name: 'c', values: number }])
    const value = (x: number) =>
      byNumber.predict({ rows: 1, columns: [{ kind: 'numeric', name: 'c', values: Float64Array.of(x) }] })[0]
    expect(value(NaN)).toBe(value(1))
    expect(value(0)).toBeGreaterThan(value(1))
  })

  it('gives none for no rows', async () => {
    const model = await boosting(quick).fit(train)
    const none = takeRows(train.frame, [])
    expect(model.predict(none)).toEqual(new Float64Array(0))
    expect(model.contributions(none).values).toEqual(new Float64Array(0))
  })
})

describe('little to learn from', () => {
  const frame = train.frame

  it('stays finite where everything is certain and nothing is limited', async () => {
    const values = Float64Array.from({ length: 200 }, (_, row) => row)
    const separable: Dataset = {
      frame: { rows: 200, columns: [{ kind: 'numeric', name: 'x', values }] },
      // Two rows against all the rest, so that steps this long overshoot.
      target: values.map((x) => Number(x >= 100) ^ Number(x === 5 || x === 150)),
    }
    const unlimited = { minSumHessianInLeaf: 0, minDataInLeaf: 1, learningRate: 10, numIterations: 300 }
    for (const weight of [1, 1e-60]) {
      const weights = new Float64Array(200).fill(weight)
      const model = await boosting(unlimited).fit({ ...separable, weights })
      expect(model.predictRaw(separable.frame).every(Number.isFinite)).toBe(true)
      expect(model.contributions(separable.frame).values.every(Number.isFinite)).toBe(true)
      expect(() => JSON.stringify(model)).not.toThrow()
    }
  })

  it.each([
    ['one outcome', { frame, target: new Float64Array(3000).fill(1) }],
    ['no columns', { frame: { rows: 3000, columns: [] }, target: train.target }],
    ['one row', { frame: takeRows(frame, [0]), target: Float64Array.of(0) }],
    [
      'constant columns',
      {
        frame: takeRows(
          frame,
          Array.from({ length: 50 }, () => 7),
        ),
        target: train.target.slice(0, 50),
      },
    ],
  ])('gives the base rate: %s', async (_, data) => {
    const model = await boosting().fit(data)
    const predicted = model.predict(data.frame)
    const mean = data.target.reduce((sum, value) => sum + value, 0) / data.target.length
    for (const value of predicted) {
      expect(value).toBeCloseTo(mean, 9)
      expect(value > 0 && value < 1).toBe(true)
    }
    expect(model.treeCount).toBe(0)
    const { baseline } = model.contributions(data.frame)
    expect(baseline).toBeCloseTo(model.predictRaw(data.frame)[0], 12)
  })

  it.each([
    ['no rows', { frame: takeRows(frame, []), target: new Float64Array(0) }, 'at least one row'],
    ['a target that is no class', { frame, target: train.target.map((y) => 2 * y) }, 'a target of 0 or 1'],
    ['a missing target', { frame, target: train.target.map((y, i) => (i === 3 ? NaN : y)) }, 'NaN in row 3'],
    ['a short target', { frame, target: new Float64Array(2) }, '2 targets'],
    ['a weight of 0', { ...train, weights: new Float64Array(3000) }, 'weights above 0'],
    ['too few weights', { ...train, weights: new Float64Array(1).fill(1) }, '1 weights'],
    [
      'a column twice',
      { ...train, frame: { rows: 3000, columns: [frame.columns[0], frame.columns[0]] } },
      '"visits" twice',
    ],
    [
      'a short column',
      { ...train, frame: { rows: 3000, columns: takeRows(frame, [1]).columns } },
      '1 values',
    ],
    [
      'a code without a level',
      {
        target: Float64Array.of(1),
        frame: {
          rows: 1,
          columns: [{ kind: 'category' as const, name: 'c', codes: Int32Array.of(2), levels: ['a', 'b'] }],
        },
      },
      'from -1 to 1, got 2',
    ],
  ])('refuses %s', async (_, data, message) => {
    await expect(boosting().fit(data)).rejects.toThrowError(message)
    await expect(boosting().fit(data)).rejects.toMatchObject({ code: 'DATASET_INVALID' })
  })
})
