import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accumulatedEffects } from '../../src/ml/explain/accumulated-effects.js'
import { accumulatedPairEffects } from '../../src/ml/explain/accumulated-pair-effects.js'
import { individualDependence, partialDependence } from '../../src/ml/explain/dependence.js'
import { jointDependence } from '../../src/ml/explain/joint-dependence.js'
import { linearShap } from '../../src/ml/explain/linear-shap.js'
import { permutationImportance } from '../../src/ml/explain/permutation-importance.js'
import { permutationShap } from '../../src/ml/explain/permutation-shap.js'
import type { Column, Frame } from '../../src/ml/frame.js'
import { LinearModel } from '../../src/ml/linear/linear-model.js'
import type { Metric } from '../../src/ml/metrics/metric.js'

interface Fixture {
  levels: string[]
  worth: number[]
  frame: { x0: number[]; x1: number[]; x2: number[]; plan: number[] }
  shap: { baseline: number; values: number[][] }
  wide: { rows: number[][]; baseline: number; values: number[][] }
  linear: {
    coefficients: number[]
    intercept: number
    data: number[][]
    baseline: number
    independent: number[][]
    correlatedSampled: number[][]
    correlated: number[][]
  }
  dependence: {
    grid: number[]
    average: number[]
    individual: number[][]
    pairGrid: [number[], number[]]
    pair: number[][]
  }
  accumulated: {
    edges: number[]
    effects: number[]
    sizes: number[]
    order: string[]
    plans: Record<string, number>
    pairEdges: [number[], number[]]
    pair: number[][]
    pairRows: number[][]
  }
  importance: { target: number[]; mean: number[]; deviation: number[] }
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/explain.json', import.meta.url), 'utf8')) as Fixture

const frame: Frame = {
  rows: fixture.frame.x0.length,
  columns: [
    ...(['x0', 'x1', 'x2'] as const).map((name): Column => {
      return { kind: 'numeric', name, values: Float64Array.from(fixture.frame[name]) }
    }),
    { kind: 'category', name: 'plan', codes: Int32Array.from(fixture.frame.plan), levels: fixture.levels },
  ],
}

/** The function of explain.py. */
function predict({ rows, columns }: Frame): Float64Array {
  const [x0, x1, x2, plan] = columns.map((column) =>
    column.kind === 'numeric'
      ? column.values
      : column.codes.map((code) => fixture.levels.indexOf(column.levels[code])),
  )
  return Float64Array.from({ length: rows }, (_, row) => {
    const worth = fixture.worth[plan[row]]
    return Math.sin(x0[row]) * x1[row] + 0.5 * Math.sqrt(x2[row] + 1) + worth * (1 + 0.3 * x0[row])
  })
}

function part(from: number, to: number): Frame {
  return {
    rows: to - from,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, codes: column.codes.slice(from, to) },
    ),
  }
}

function matrixFrame(rows: number[][]): Frame {
  return {
    rows: rows.length,
    columns: rows[0].map((_, i): Column => {
      return { kind: 'numeric', name: `x${i}`, values: Float64Array.from(rows, (row) => row[i]) }
    }),
  }
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length)
  expected.forEach((value, i) => expect(Math.abs(actual[i] - value)).toBeLessThan(tolerance))
}

/** Sums in another order: a few units in the last place. */
const ROUNDING = 1e-12

describe('permutation SHAP against shap', () => {
  it('is exact for few inputs, names among them', () => {
    const { baseline, values } = permutationShap(predict, part(100, 130), part(0, 25))
    expect(Math.abs(baseline - fixture.shap.baseline)).toBeLessThan(ROUNDING)
    expectClose(values, fixture.shap.values.flat(), ROUNDING)
  })

  it('comes close by sampling where three inputs interact', () => {
    const predictWide = ({ rows, columns }: Frame): Float64Array =>
      Float64Array.from({ length: rows }, (_, row) => {
        const x = columns.map((column) => (column.kind === 'numeric' ? column.values[row] : NaN))
        const neighbours = x.reduce((sum, value, i) => sum + value * x[(i + 9) % 10], 0)
        return neighbours + x[0] * x[1] * x[2] + Math.abs(x[3])
      })
    const { rows, baseline, values } = fixture.wide
    const ours = permutationShap(
      predictWide,
      matrixFrame(rows.slice(15, 25)),
      matrixFrame(rows.slice(0, 15)),
      {
        permutations: 100,
      },
    )
    expect(Math.abs(ours.baseline - baseline)).toBeLessThan(ROUNDING)
    values.forEach((row, i) => {
      // Only the first three inputs interact by more than two; the others are without error.
      expectClose(ours.values.slice(i * 10 + 3, (i + 1) * 10), row.slice(3), ROUNDING)
      expectClose(ours.values.slice(i * 10, i * 10 + 3), row.slice(0, 3), 0.1)
    })
  })
})

describe('linear SHAP against shap', () => {
  const { coefficients, intercept, data, ...reference } = fixture.linear
  const model = new LinearModel({
    kind: 'linear',
    encodings: coefficients.map((_, i) => ({
      kind: 'numeric',
      name: `x${i}`,
      scale: { median: 0, low: -1e9, high: 1e9, logarithmic: false, mean: 0, deviation: 1 },
      absence: false,
    })),
    coefficients,
    intercept,
    centres: coefficients.map(() => 0),
    fit: { iterations: 0, converged: true },
  })
  const background = matrixFrame(data.slice(0, 60))
  const explained = matrixFrame(data.slice(100, 130))

  it('is the same for independent inputs', () => {
    const { baseline, values } = linearShap(model, explained, background)
    expect(Math.abs(baseline - reference.baseline)).toBeLessThan(ROUNDING)
    expectClose(values, reference.independent.flat(), ROUNDING)
  })

  it('is the mean over all orders for correlated inputs, near which shap comes by sampling', () => {
    const { baseline, values } = linearShap(model, explained, background, { dependence: 'correlated' })
    expect(Math.abs(baseline - reference.baseline)).toBeLessThan(ROUNDING)
    expectClose(values, reference.correlated.flat(), 1e-10)
    // shap draws 4,000 orders, of terms of size about 3.
    expectClose(values, reference.correlatedSampled.flat(), 0.1)
  })
})

describe('dependence against scikit-learn', () => {
  const { grid, average, individual, pairGrid, pair } = fixture.dependence

  it('has the same curves and the same mean', () => {
    const { curves } = individualDependence(predict, frame, 'x0', { values: grid })
    expectClose(curves, individual.flat(), ROUNDING)
    const { points } = partialDependence(predict, frame, 'x0', { values: grid })
    expectClose(
      points.map((point) => point.prediction),
      average,
      ROUNDING,
    )
  })

  it('is the same on two columns', () => {
    const { predictions } = jointDependence(predict, frame, ['x0', 'x1'], { values: pairGrid })
    expectClose(predictions, pair.flat(), ROUNDING)
  })
})

describe('accumulated effects against PyALE', () => {
  const { edges, effects, sizes, order, plans, pairEdges, pair, pairRows } = fixture.accumulated

  it('is the same for numbers', () => {
    const { points } = accumulatedEffects(predict, frame, 'x0', { edges })
    expectClose(
      points.map((point) => point.effect),
      effects,
      ROUNDING,
    )
    expect(points.map((point) => point.rows)).toEqual(sizes)
  })

  it('orders levels in the same way and has the same effects', () => {
    const { points } = accumulatedEffects(predict, frame, 'plan')
    const ours = points.map((point) => ('level' in point ? point.level : ''))
    expect([order, order.toReversed()]).toContainEqual(ours)
    expectClose(
      points.map((point) => point.effect),
      ours.map((level) => plans[level]),
      ROUNDING,
    )
  })

  it('is the same for two columns, cells without rows included', () => {
    const ours = accumulatedPairEffects(predict, frame, ['x0', 'x1'], { points: 12 })
    expect(ours.edges).toEqual(pairEdges)
    expect([...ours.rows]).toEqual(pairRows.flat())
    expectClose(ours.effects, pair.flat(), ROUNDING)
  })
})

describe('permutation importance against scikit-learn', () => {
  it('is the same but for chance', async () => {
    const squares: Metric = {
      name: 'mse',
      better: 'lower',
      tasks: ['regression'],
      compute: (predictions, target) => {
        let sum = 0
        for (let row = 0; row < target.length; row++) sum += (predictions[row] - target[row]) ** 2
        return sum / target.length
      },
    }
    const target = Float64Array.from(fixture.importance.target)
    const ours = await permutationImportance(
      predict,
      { frame, target },
      { metric: squares, repeats: 400, resamples: 1, seed: 2 },
    )
    fixture.importance.mean.forEach((mean, column) => {
      const found = ours.importances.find(({ names }) => names[0] === frame.columns[column].name)
      // Both are means of 400 shuffles.
      const error = fixture.importance.deviation[column] * Math.sqrt(2 / 400)
      expect(Math.abs((found?.drop.value ?? NaN) - mean)).toBeLessThan(4 * error)
    })
  })
})
