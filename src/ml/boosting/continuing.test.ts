import { describe, expect, it } from 'vitest'

import { areaUnderRoc } from '../metrics/roc.js'
import type { Metric } from '../metrics/metric.js'
import { loadModel } from '../load.js'
import { boosting } from './boosting.js'
import { customers } from './dataset.testing.js'
import type { Objective } from './objective.js'

const train = customers(2000, 1)
const validation = customers(1000, 2)
const quick = { numIterations: 10, numLeaves: 8 } as const

describe('going on from a model', () => {
  it('adds trees to its trees, and is better for it', async () => {
    const first = await boosting(quick).fit(train)
    const both = await boosting(quick).fit(train, { continueFrom: first })
    expect(both.treeCount).toBe(20)
    const area = (model: typeof first): number =>
      areaUnderRoc(validation.target, model.predict(validation.frame))
    expect(area(both)).toBeGreaterThan(area(first))
  })

  it('comes to what as many trees at once come to where bins are the same', async () => {
    const first = await boosting(quick).fit(train)
    const both = await boosting(quick).fit(train, { continueFrom: first })
    const atOnce = await boosting({ ...quick, numIterations: 20 }).fit(train)
    const [a, b] = [both.predictRaw(validation.frame), atOnce.predictRaw(validation.frame)]
    // Scores are summed in another order.
    expect(Math.max(...a.map((value, row) => Math.abs(value - b[row])))).toBeLessThan(1e-9)
  })

  it('keeps what the first model said where bins and levels differ', async () => {
    const first = await boosting(quick).fit(customers(700, 3))
    // A tree that adds nothing: its one leaf cannot be split.
    const both = await boosting({ ...quick, minGainToSplit: 1e9 }).fit(train, { continueFrom: first })
    expect(both.predictRaw(validation.frame)).toEqual(first.predictRaw(validation.frame))
    const more = await boosting(quick).fit(train, { continueFrom: first })
    const loaded = loadModel(JSON.parse(JSON.stringify(more)))
    expect(loaded.predict(validation.frame)).toEqual(more.predict(validation.frame))
  })

  it('stops early by all of the trees', async () => {
    const first = await boosting({ ...quick, numIterations: 60, learningRate: 0.3 }).fit(train)
    const eager = { ...quick, numIterations: 40, learningRate: 0.5, earlyStoppingRound: 5 }
    const both = await boosting(eager).fit(train, { continueFrom: first, validation })
    expect(both.treeCount).toBeGreaterThanOrEqual(60)
    expect(both.treeCount).toBeLessThan(70)
  })

  it('refuses a model of another kind', async () => {
    const first = await boosting({ ...quick, objective: 'squared' }).fit(train)
    await expect(boosting(quick).fit(train, { continueFrom: first })).rejects.toThrow('the link logistic')
    const reordered = { ...train, frame: { ...train.frame, columns: train.frame.columns.toReversed() } }
    const own = await boosting(quick).fit(train)
    await expect(boosting(quick).fit(reordered, { continueFrom: own })).rejects.toThrow('the same columns')
  })

  it('begins at the scores it is given', async () => {
    const squared = boosting({ ...quick, objective: 'squared' })
    const initialScores = train.score.map((value) => value + 5)
    const model = await squared.fit({ ...train, target: train.score }, { initialScores })
    // What is left to learn is -5 everywhere.
    expect(model.treeCount).toBe(0)
    const short = squared.fit(train, { initialScores: new Float64Array(3) })
    await expect(short).rejects.toMatchObject({ code: 'LENGTHS_DIFFER' })
  })
})

describe('following the rounds', () => {
  it('tells each, with losses that fall, and stops when it is told to', async () => {
    const losses: number[] = []
    const watched: number[] = []
    const model = await boosting(quick).fit(train, {
      validation,
      onRound: ({ round, loss, validation: value }) => {
        losses.push(loss())
        watched.push(value)
        return round < 6
      },
    })
    expect(losses).toHaveLength(6)
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
    expect(watched.every((value) => value > 0 && value < 1)).toBe(true)
    expect(model.treeCount).toBe(6)
  })

  it('watches the metric it is told to, which may want to be high', async () => {
    const eager = { ...quick, learningRate: 0.7, numIterations: 60, earlyStoppingRound: 60 }
    const areas: number[] = []
    const model = await boosting({ ...eager, metric: 'auc' }).fit(train, {
      validation,
      onRound: ({ validation: area }) => void areas.push(area),
    })
    expect(areas.indexOf(Math.max(...areas)) + 1).toBe(model.treeCount)
    const own: Metric = {
      name: 'first three',
      better: 'higher',
      tasks: ['classification'],
      compute: () => (areas.length > 3 ? 1 : 2),
    }
    areas.length = 0
    const three = await boosting({ ...eager, metric: own }).fit(train, {
      validation,
      onRound: () => void areas.push(0),
    })
    expect(three.treeCount).toBe(1)
  })

  it('refuses a metric of another task', async () => {
    await expect(boosting({ metric: 'rmse' }).fit(train, { validation })).rejects.toThrow('classification')
  })
})

describe('an objective of your own', () => {
  const logCosh: Objective = {
    name: 'log cosh',
    task: 'regression',
    link: 'identity',
    outputs: () => 1,
    initialScores: () => [0],
    derive([scores], { target }, [{ gradients, hessians }]) {
      for (let row = 0; row < target.length; row++) {
        gradients[row] = Math.tanh(scores[row] - target[row])
        hessians[row] = Math.max(0.1, 1 - gradients[row] ** 2)
      }
    },
    loss: ([scores], { target }) =>
      target.reduce((sum, value, row) => sum + Math.log(Math.cosh(scores[row] - value)), 0) / target.length,
  }

  it('is minimised, and its model can be stored', async () => {
    const model = await boosting({ objective: logCosh, numIterations: 60 }).fit({
      ...train,
      target: train.score,
    })
    const loss = logCosh.loss([model.predict(validation.frame)], { target: validation.score })
    expect(loss).toBeLessThan(0.2 * logCosh.loss([new Float64Array(1000)], { target: validation.score }))
    const loaded = loadModel(JSON.parse(JSON.stringify(model)))
    expect(loaded.predict(validation.frame)).toEqual(model.predict(validation.frame))
  })
})
