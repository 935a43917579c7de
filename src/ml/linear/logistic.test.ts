import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { Column, Dataset } from '../frame.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { logisticRegression } from './logistic.js'

/** Log odds 1.5 a + (b is z) - 0.5. */
function planted(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const a = Float64Array.from({ length: rows }, () => random.normal())
  const b = Int32Array.from({ length: rows }, () => random.below(3))
  const target = a.map((each, row) =>
    random.uniform() < probabilityOf(1.5 * each + (b[row] === 2 ? 1 : 0) - 0.5) ? 1 : 0,
  )
  const columns: Column[] = [
    { kind: 'numeric', name: 'a', values: a },
    { kind: 'category', name: 'b', codes: b, levels: ['x', 'y', 'z'] },
  ]
  return { frame: { rows, columns }, target }
}

describe('logistic regression', () => {
  it('finds the coefficients that made the data', async () => {
    const data = planted(20_000, 1)
    const model = await logisticRegression().fit(data)
    expect(model.converged).toBe(true)
    const at = (a: number, b: string): number => {
      const frame = {
        rows: 1,
        columns: [
          { kind: 'numeric', name: 'a', values: Float64Array.of(a) },
          { kind: 'category', name: 'b', codes: Int32Array.of(0), levels: [b] },
        ] satisfies Column[],
      }
      const p = model.predict(frame)[0]
      return Math.log(p / (1 - p))
    }
    expect(at(1, 'x') - at(0, 'x')).toBeCloseTo(1.5, 1)
    expect(at(0, 'z') - at(0, 'x')).toBeCloseTo(1, 1)
    expect(at(0, 'x')).toBeCloseTo(-0.5, 1)
  })

  it('predicts the base rate on average, for the intercept is free', async () => {
    const data = planted(500, 2)
    const predicted = (await logisticRegression({ l2: 1000 }).fit(data)).predict(data.frame)
    const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length
    expect(mean(predicted)).toBeCloseTo(mean(data.target), 8)
  })

  it('shrinks with a stronger penalty', async () => {
    const data = planted(500, 3)
    const spread = async (l2: number): Promise<number> => {
      const predicted = (await logisticRegression({ l2 }).fit(data)).predict(data.frame)
      return Math.max(...predicted) - Math.min(...predicted)
    }
    expect(await spread(1000)).toBeLessThan(await spread(1))
  })

  it('stays finite where a column parts the classes perfectly', async () => {
    const values = Float64Array.from({ length: 100 }, (_, row) => row)
    const frame = { rows: 100, columns: [{ kind: 'numeric', name: 'a', values } satisfies Column] }
    const model = await logisticRegression().fit({ frame, target: values.map((x) => (x < 50 ? 0 : 1)) })
    expect(model.converged).toBe(true)
    expect(model.predict(frame)[99]).toBeLessThan(1)
  })

  it('finds a smoothed rate in one class', async () => {
    const { frame } = planted(99, 4)
    const model = await logisticRegression().fit({ frame, target: new Float64Array(99).fill(1) })
    model.predict(frame).forEach((p) => expect(p).toBeCloseTo(0.995, 12))
  })

  it('converges on columns that repeat each other', async () => {
    const data = planted(2000, 5)
    const [a] = data.frame.columns
    const copies = Array.from({ length: 30 }, (_, i): Column => ({ ...a, name: `copy ${i}` }))
    const model = await logisticRegression().fit({
      ...data,
      frame: { rows: 2000, columns: [...data.frame.columns, ...copies] },
    })
    expect(model.converged).toBe(true)
  })

  it('reads skewed counts on a logarithmic scale, as their effect is', async () => {
    const random = new Random(6)
    const values = Float64Array.from({ length: 4000 }, () => Math.floor(Math.exp(1.5 * random.normal() + 2)))
    const target = values.map((x) => (random.uniform() < probabilityOf(2 - Math.log1p(x)) ? 1 : 0))
    const frame = { rows: 4000, columns: [{ kind: 'numeric', name: 'visits', values } satisfies Column] }
    const predicted = (await logisticRegression().fit({ frame, target })).predict(frame)
    const truth = values.map((x) => probabilityOf(2 - Math.log1p(x)))
    const distance = predicted.reduce((sum, p, row) => sum + Math.abs(p - truth[row]), 0) / 4000
    expect(distance).toBeLessThan(0.02)
    expect(areaUnderRoc(target, predicted)).toBeGreaterThan(0.75)
  })

  it('refuses a penalty that is none', () => {
    for (const l2 of [0, -1, NaN, Infinity]) {
      expect(() => logisticRegression({ l2 })).toThrow(/l2 expects a number above 0/)
    }
  })

  it('can be stopped on the way', async () => {
    const { frame, target } = planted(20_000, 7)
    const copies = Array.from({ length: 50 }, (_, i): Column => ({ ...frame.columns[0], name: `copy ${i}` }))
    const data = { frame: { ...frame, columns: copies }, target }
    const controller = new AbortController()
    const fitting = logisticRegression().fit(data, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    await expect(fitting).rejects.toThrow(/the logistic regression was cancelled/)
  })
})
