import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/ml/frame.js'
import { elasticNet } from '../../src/ml/linear/elastic-net.js'
import { logisticRegression } from '../../src/ml/linear/logistic.js'
import { multinomialRegression } from '../../src/ml/linear/multinomial.js'
import { poissonRegression } from '../../src/ml/linear/poisson.js'
import { linearRegression } from '../../src/ml/linear/ridge.js'

interface Reference {
  l2: number
  coefficients: number[]
  intercept: number
  predicted: number[]
}

interface ElasticReference extends Omit<Reference, 'l2'> {
  penalty: { lam: number; l1Ratio: number }
}

interface MultinomialReference {
  l2: number
  coefficients: number[][]
  intercepts: number[]
  predicted: number[][]
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
  elasticLogistic: ElasticReference[]
  elasticLinear: ElasticReference[]
  grade: number[]
  multinomial: MultinomialReference[]
  counts: number[]
  poisson: Reference
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

  it.each([
    ...fixture.elasticLogistic.map((reference) => ({ task: 'classification' as const, reference })),
    ...fixture.elasticLinear.map((reference) => ({ task: 'regression' as const, reference })),
  ])('fits the same elastic net: $task, $reference.penalty', async ({ task, reference }) => {
    const { lam: lambda, l1Ratio } = reference.penalty
    const target = Float64Array.from(task === 'classification' ? fixture.target : fixture.amount)
    const model = await elasticNet({ task, lambda, l1Ratio }).fit({ frame, target })
    expect(model.converged).toBe(true)
    expect(model.penalty).toEqual({ lambda, l1Ratio })
    const parts = model.toJSON() as unknown as Reference
    // Both end within about 1e-8 of the optimum; the amounts are ten times as large as the log odds.
    expectClose(parts.coefficients, reference.coefficients, 6)
    expect(parts.intercept).toBeCloseTo(reference.intercept, 6)
    expectClose(model.predict(frame), reference.predicted, 6)
    // The same columns are left out, exactly.
    reference.coefficients.forEach((each, i) => expect(parts.coefficients[i] === 0).toBe(each === 0))
  })

  it.each(fixture.multinomial)('fits the same multinomial regression with l2 = $l2', async (reference) => {
    const target = Float64Array.from(fixture.grade)
    const model = await multinomialRegression({ l2: reference.l2 }).fit({ frame, target })
    expect(model.converged).toBe(true)
    const { classes } = model.toJSON() as unknown as { classes: Reference[] }
    classes.forEach((own, at) => {
      // scikit-learn's search ends about 1e-6 from the optimum; only differences of intercepts mean something.
      expectClose(own.coefficients, reference.coefficients[at], 5)
      const lead = own.intercept - classes[0].intercept
      expect(lead).toBeCloseTo(reference.intercepts[at] - reference.intercepts[0], 5)
    })
    expectClose(model.predict(frame), reference.predicted.flat(), 5)
  })

  it('fits the same Poisson regression', async () => {
    const model = await poissonRegression({ l2: fixture.poisson.l2 }).fit({
      frame,
      target: Float64Array.from(fixture.counts),
    })
    const parts = model.toJSON() as unknown as Reference
    expectClose(parts.coefficients, fixture.poisson.coefficients, 7)
    expect(parts.intercept).toBeCloseTo(fixture.poisson.intercept, 7)
    expectClose(model.predict(frame), fixture.poisson.predicted, 7)
  })
})
