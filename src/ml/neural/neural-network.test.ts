import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { customers } from '../boosting/dataset.testing.js'
import type { CategoryColumn, Column, Dataset } from '../frame.js'
import { loadModel } from '../load.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { neuralNetwork } from './neural-network.js'

/** The outcome is whether two signs agree, which no sum of effects can tell. */
function signs(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const [a, b] = [0, 1].map(() => Float64Array.from({ length: rows }, () => random.normal()))
  const columns: Column[] = [
    { kind: 'numeric', name: 'a', values: a },
    { kind: 'numeric', name: 'b', values: b },
  ]
  return { frame: { rows, columns }, target: a.map((x, row) => Number(x * b[row] > 0)) }
}

describe('the neural network', () => {
  it('learns what is no sum of effects', async () => {
    const model = await neuralNetwork({ task: 'classification' }).fit(signs(1500, 1), { seed: 1 })
    const fresh = signs(1000, 2)
    expect(areaUnderRoc(fresh.target, model.predict(fresh.frame))).toBeGreaterThan(0.97)
  })

  it('stops where the validation rows say so', async () => {
    const data = customers(400, 3)
    const noise = { ...customers(400, 4), target: customers(400, 99).target }
    const learner = neuralNetwork({ task: 'classification', patience: 3 })
    const stopped = await learner.fit(data, { validation: noise })
    // Nothing that is learned helps with rows of pure noise.
    expect(stopped.epochs).toBeLessThan(3)
    expect((await learner.fit(data, { validation: customers(2000, 5) })).epochs).toBeGreaterThan(3)
  })

  it('embeds a level never seen somewhere between those it knows', async () => {
    const random = new Random(6)
    const rows = 1200
    const codes = new Int32Array(rows).map(() => random.below(6))
    const plan: CategoryColumn = {
      kind: 'category',
      name: 'plan',
      codes,
      levels: ['a', 'b', 'c', 'd', 'e', 'f'],
    }
    const target = Float64Array.from(codes, (code) => Number(random.uniform() < (code < 3 ? 0.1 : 0.9)))
    const model = await neuralNetwork({ task: 'classification', hidden: [8] }).fit({
      frame: { rows, columns: [plan] },
      target,
    })
    const asked = { ...plan, codes: Int32Array.of(0, 5, 6), levels: [...plan.levels, 'new'] }
    const [low, high, unseen] = model.predict({ rows: 3, columns: [asked] })
    expect(low).toBeLessThan(0.25)
    expect(high).toBeGreaterThan(0.75)
    expect(unseen).toBeGreaterThan(low + 0.1)
    expect(unseen).toBeLessThan(high - 0.1)
  })

  it('refuses validation rows of a class that training has not', async () => {
    const data = customers(200, 7)
    const validation = { ...data, target: data.target.map((value) => 2 * value) }
    for (const task of ['classification', 'multiclass'] as const) {
      await expect(neuralNetwork({ task }).fit(data, { validation })).rejects.toThrow(/2 in row/)
    }
  })

  it('depends on the seed', async () => {
    const data = customers(200, 7)
    const learner = neuralNetwork({ task: 'classification', hidden: [4], epochs: 2 })
    const [first, second] = await Promise.all([1, 2].map((seed) => learner.fit(data, { seed })))
    expect(first.predict(data.frame)).not.toEqual(second.predict(data.frame))
  })

  it('learns with units dropped', async () => {
    const learner = neuralNetwork({ task: 'classification', dropout: 0.2 })
    const model = await learner.fit(signs(1500, 1), { seed: 1 })
    const fresh = signs(1000, 2)
    expect(areaUnderRoc(fresh.target, model.predict(fresh.frame))).toBeGreaterThan(0.95)
  })

  it('keeps the last usable parameters where training runs off', async () => {
    const data = customers(300, 8)
    const learner = neuralNetwork({ task: 'regression', learningRate: 1, epochs: 20, hidden: [32, 32, 32] })
    const model = await learner.fit({ ...data, target: data.score.map((value) => value ** 7) })
    expect(model.predict(data.frame).every(Number.isFinite)).toBe(true)
  })

  it('can be stopped on the way', async () => {
    const controller = new AbortController()
    const fitting = neuralNetwork({ task: 'classification' }).fit(customers(3000, 9), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    await expect(fitting).rejects.toThrow(/the training of the network was cancelled/)
  })

  it('refuses options out of range', () => {
    const task = 'regression'
    expect(() => neuralNetwork({ task, hidden: [0] })).toThrow(/hidden expects a whole number from 1/)
    expect(() => neuralNetwork({ task, epochs: 1.5 })).toThrow(/epochs expects/)
    expect(() => neuralNetwork({ task, learningRate: 0 })).toThrow(/learningRate expects/)
    expect(() => neuralNetwork({ task, dropout: 1 })).toThrow(/dropout expects/)
    expect(() => neuralNetwork({ task, weightDecay: -1 })).toThrow(/weightDecay expects/)
  })

  it('refuses stored networks that do not fit together', async () => {
    const model = await neuralNetwork({ task: 'classification', hidden: [4], epochs: 1 }).fit(
      customers(100, 10),
    )
    const good = JSON.parse(JSON.stringify(model)) as Record<string, object>
    const background = good['background'] as { columns: object[] }
    const damaged: Record<string, unknown>[] = [
      { hidden: [5] },
      { hidden: [1e6, 1e6] },
      { hidden: [-1] },
      { outputs: 2 },
      { parameters: [1, 2, 3] },
      { encodings: [] },
      { origin: null },
      { background: { ...background, rows: 0 } },
      { background: { ...background, columns: background.columns.slice(1) } },
      { background: { ...background, columns: background.columns.toReversed() } },
    ]
    for (const change of damaged) {
      expect(() => loadModel({ ...good, ...change }), JSON.stringify(change).slice(0, 60)).toThrow(
        /cannot be read|where .* should be/,
      )
    }
  })
})
