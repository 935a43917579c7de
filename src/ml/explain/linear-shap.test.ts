import { beforeAll, describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { linearRegression } from '../linear/ridge.js'
import type { LinearModel } from '../linear/linear-model.js'
import { linearShap } from './linear-shap.js'
import { permutationShap } from './permutation-shap.js'

/** Each column takes a share of what all have in common, so that all are correlated. */
function together(rows: number, columns: number, seed: number): Frame {
  const random = new Random(seed)
  const common = Float64Array.from({ length: rows }, () => random.normal())
  return {
    rows,
    columns: Array.from({ length: columns }, (_, i) => ({
      kind: 'numeric',
      name: `x${i}`,
      values: common.map((value) => 0.8 * value + 0.6 * random.normal()),
    })),
  }
}

function valuesOf(frame: Frame, column: number): Float64Array {
  const found = frame.columns[column]
  return found.kind === 'numeric' ? Float64Array.from(found.values) : new Float64Array(0)
}

async function fitted(frame: Frame, target: (row: number) => number): Promise<LinearModel> {
  return linearRegression({ l2: 1e-9 }).fit({
    frame,
    target: Float64Array.from({ length: frame.rows }, (_, row) => target(row)),
  })
}

describe('linear SHAP', () => {
  const frame = together(500, 3, 1)
  const background = together(80, 3, 2)
  let model: LinearModel

  beforeAll(async () => {
    // The third column does nothing of its own.
    model = await fitted(frame, (row) => 3 * valuesOf(frame, 0)[row] - 2 * valuesOf(frame, 1)[row])
  })

  it("is the model's own contributions with the training rows for a background", () => {
    const own = model.contributions(frame)
    const against = linearShap(model, frame, frame)
    expect(against.baseline).toBeCloseTo(own.baseline, 9)
    against.values.forEach((value, i) => expect(value).toBeCloseTo(own.values[i], 9))
  })

  it('is the interventional Shapley value', () => {
    const sampled = permutationShap((given) => model.predict(given), frame, background)
    const linear = linearShap(model, frame, background)
    expect(linear.baseline).toBeCloseTo(sampled.baseline, 9)
    linear.values.forEach((value, i) => expect(value).toBeCloseTo(sampled.values[i], 9))
  })

  it('lets correlated inputs share what they tell', () => {
    const independent = linearShap(model, frame, background)
    const correlated = linearShap(model, frame, background, { dependence: 'correlated' })
    const size = (values: Float64Array, input: number): number =>
      values.reduce((sum, value, i) => sum + (i % 3 === input ? Math.abs(value) : 0), 0) / frame.rows
    expect(size(independent.values, 2)).toBeLessThan(1e-6)
    expect(size(correlated.values, 2)).toBeGreaterThan(0.1)
  })

  it.each(['independent', 'correlated'] as const)(
    'adds up, %s, with many inputs and few orders',
    async (dependence) => {
      const wide = together(300, 12, 3)
      const many = await fitted(wide, (row) =>
        wide.columns.reduce((sum, _, i) => sum + i * valuesOf(wide, i)[row], 0),
      )
      const { baseline, values } = linearShap(many, wide, together(60, 12, 4), { dependence, orders: 10 })
      many.predict(wide).forEach((predicted, row) => {
        const sum = values.subarray(row * 12, (row + 1) * 12).reduce((a, b) => a + b, baseline)
        expect(Math.abs(sum - predicted)).toBeLessThan(1e-9)
      })
    },
  )

  it('comes close to all orders with some of them', () => {
    const seven = together(400, 7, 5)
    return fitted(seven, (row) =>
      seven.columns.reduce((sum, _, i) => sum + (i - 2) * valuesOf(seven, i)[row], 0),
    ).then((many) => {
      const exact = linearShap(many, seven, seven, { dependence: 'correlated', orders: 5040 })
      const close = linearShap(many, seven, seven, { dependence: 'correlated', orders: 600 })
      exact.values.forEach((value, i) => expect(Math.abs(value - close.values[i])).toBeLessThan(0.2))
      expect(linearShap(many, seven, seven, { dependence: 'correlated', orders: 600 })).toEqual(close)
    })
  })

  it('shares equally between copies, and takes a background of one row and constant columns', async () => {
    const single = together(200, 1, 6)
    const values = valuesOf(single, 0)
    const copies: Frame = {
      rows: 200,
      columns: ['a', 'b', 'c'].map((name) => ({
        kind: 'numeric',
        name,
        values: name === 'c' ? values.map((_, row) => (row === 0 ? 1 : 0)) : values,
      })),
    }
    const model = await fitted(copies, (row) => values[row])
    const shared = linearShap(model, copies, copies, { dependence: 'correlated' })
    for (let row = 0; row < 200; row++) {
      expect(shared.values[row * 3]).toBeCloseTo(shared.values[row * 3 + 1], 9)
    }
    const one = {
      rows: 1,
      columns: copies.columns.map((c) => ({ ...c, values: Float64Array.of(0.5) })),
    } as Frame
    const alone = linearShap(model, copies, one, { dependence: 'correlated' })
    const plain = linearShap(model, copies, one).values
    alone.values.forEach((value, i) => expect(value).toBeCloseTo(plain[i], 12))
  })

  it.each(['independent', 'correlated'] as const)(
    'adds up for categories, absence and columns that say nothing, %s',
    async (dependence) => {
      const random = new Random(8)
      const codes = Int32Array.from({ length: 400 }, () => random.below(5) - 1)
      const mixed: Frame = {
        rows: 400,
        columns: [
          {
            kind: 'numeric',
            name: 'n',
            values: Float64Array.from(codes, (c) => (c === 2 ? NaN : c + random.normal())),
          },
          { kind: 'category', name: 'c', codes, levels: ['p', 'q', 'r', 's'] },
          { kind: 'numeric', name: 'same', values: new Float64Array(400).fill(7) },
        ],
      }
      const model = await fitted(mixed, (row) => codes[row] ** 2)
      const { baseline, values } = linearShap(model, mixed, mixed, { dependence })
      model.predict(mixed).forEach((predicted, row) => {
        const own = values.subarray(row * 3, (row + 1) * 3)
        expect(own.reduce((a, b) => a + b, baseline)).toBeCloseTo(predicted, 9)
        expect(own[2]).toBe(0)
      })
      const constant: Frame = { rows: 400, columns: mixed.columns.slice(2) }
      const nothing = await fitted(constant, (row) => codes[row])
      expect([...linearShap(nothing, constant, constant, { dependence }).values]).toEqual(
        new Array(400).fill(0),
      )
    },
  )

  it('takes no rows, but not without a background', () => {
    const none = together(0, 3, 7)
    expect(linearShap(model, none, background, { dependence: 'correlated' }).values).toHaveLength(0)
    expect(() => linearShap(model, frame, none)).toThrow('background')
  })
})
