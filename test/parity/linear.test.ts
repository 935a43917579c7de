import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/ml/frame.js'
import { logisticRegression } from '../../src/ml/linear/logistic.js'
import { linearRegression } from '../../src/ml/linear/ridge.js'

interface Reference {
  l2: number
  coefficients: number[]
  intercept: number
  predicted: number[]
}

interface Fixture {
  age: number[]
  spend: number[]
  visits: (number | null)[]
  plan: string[]
  target: number[]
  amount: number[]
  logistic: Reference[]
  ridge: Reference
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/linear.json', import.meta.url), 'utf8')) as Fixture
const levels = ['basic', 'plus', 'team']
const frame: Frame = {
  rows: fixture.target.length,
  columns: [
    { kind: 'numeric', name: 'age', values: Float64Array.from(fixture.age) },
    { kind: 'numeric', name: 'spend', values: Float64Array.from(fixture.spend) },
    { kind: 'numeric', name: 'visits', values: Float64Array.from(fixture.visits, (v) => v ?? NaN) },
    {
      kind: 'category',
      name: 'plan',
      levels,
      codes: Int32Array.from(fixture.plan, (plan) => levels.indexOf(plan)),
    },
  ],
}

function expectClose(actual: ArrayLike<number>, expected: number[], digits: number): void {
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits))
}

describe('linear models against scikit-learn', () => {
  it.each(fixture.logistic)('fits the same logistic regression with l2 = $l2', async (reference) => {
    const model = await logisticRegression({ l2: reference.l2 }).fit({
      frame,
      target: Float64Array.from(fixture.target),
    })
    expect(model.converged).toBe(true)
    // Ours ends within about 1e-8 of the optimum.
    const parts = model.toJSON() as unknown as Reference
    expectClose(parts.coefficients, reference.coefficients, 7)
    expect(parts.intercept).toBeCloseTo(reference.intercept, 7)
    expectClose(model.predict(frame), reference.predicted, 7)
  })

  it('fits the same ridge regression', async () => {
    const model = await linearRegression({ l2: fixture.ridge.l2 }).fit({
      frame,
      target: Float64Array.from(fixture.amount),
    })
    const parts = model.toJSON() as unknown as Reference
    expectClose(parts.coefficients, fixture.ridge.coefficients, 7)
    expect(parts.intercept).toBeCloseTo(fixture.ridge.intercept, 7)
    expectClose(model.predict(frame), fixture.ridge.predicted, 7)
  })
})
