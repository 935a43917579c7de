import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { Column, Dataset } from '../frame.js'
import { logLoss, probabilityOf } from '../metrics/log-loss.js'
import { rSquared } from '../metrics/regression.js'
import { elasticNet } from './elastic-net.js'

/** So many columns of noise and three that count; the raw score is 2 c0 - c1 + 0.5 c2. */
function sparse(rows: number, width: number, seed: number): Dataset & { raw: Float64Array } {
  const random = new Random(seed)
  const columns = Array.from({ length: width }, (_, i): Column & { kind: 'numeric' } => {
    const values = Float64Array.from({ length: rows }, () => random.normal())
    return { kind: 'numeric', name: `c${i}`, values }
  })
  const at = (column: number, row: number): number => columns[column].values[row]
  const raw = Float64Array.from({ length: rows }, (_, row) => 2 * at(0, row) - at(1, row) + 0.5 * at(2, row))
  const target = raw.map((score) => (random.uniform() < probabilityOf(score) ? 1 : 0))
  return { frame: { rows, columns }, target, raw }
}

describe('the elastic net', () => {
  it('keeps the columns that count and leaves out most of the noise', async () => {
    const data = sparse(500, 60, 1)
    const model = await elasticNet({ task: 'classification', l1Ratio: 1 }).fit(data)
    expect(model.usedInputs).toEqual(expect.arrayContaining(['c0', 'c1', 'c2']))
    expect(model.usedInputs.length).toBeLessThan(30)
    expect(model.converged).toBe(true)
  })

  it('chooses a penalty that is nearly the best one for new rows', async () => {
    const data = sparse(300, 80, 2)
    const fresh = sparse(3000, 80, 3)
    const lossOf = async (lambda?: number): Promise<number> => {
      const learner = elasticNet({ task: 'classification', ...(lambda === undefined ? {} : { lambda }) })
      return logLoss(fresh.target, (await learner.fit(data)).predict(fresh.frame))
    }
    const given = await Promise.all([0.1, 0.03, 0.01, 0.003].map(lossOf))
    expect(await lossOf()).toBeLessThan(Math.min(...given) + 0.01)
  })

  it('follows the validation rows where there are any', async () => {
    const data = sparse(300, 40, 4)
    const noise = { ...sparse(300, 40, 5), target: sparse(300, 40, 99).target }
    const lambda = async (validation: Dataset): Promise<number> => {
      const model = await elasticNet({ task: 'classification' }).fit(data, { validation })
      return model.penalty?.lambda ?? NaN
    }
    // Nothing that is learned helps with rows of pure noise, so the strongest penalty is best.
    expect(await lambda(noise)).toBeGreaterThan(5 * (await lambda(sparse(3000, 40, 6))))
  })

  it('finds a needle among many more columns than rows', async () => {
    const { frame, raw } = sparse(80, 1000, 7)
    const model = await elasticNet({ task: 'regression', l1Ratio: 1 }).fit({ frame, target: raw })
    expect(model.usedInputs).toEqual(expect.arrayContaining(['c0', 'c1']))
    expect(model.usedInputs.length).toBeLessThan(80)
    const fresh = sparse(500, 1000, 8)
    expect(rSquared(fresh.raw, model.predict(fresh.frame))).toBeGreaterThan(0.9)
  })

  it('does not depend on the unit of the target', async () => {
    const { frame, raw } = sparse(200, 10, 9)
    const [one, other] = await Promise.all(
      [1, 1e100].map((unit) =>
        elasticNet({ task: 'regression' }).fit({ frame, target: raw.map((value) => value * unit) }),
      ),
    )
    expect(other.penalty?.lambda).toBeCloseTo(one.penalty?.lambda ?? NaN, 9)
    const predicted = other.predict(frame)
    one.predict(frame).forEach((value, row) => expect(predicted[row] / 1e100).toBeCloseTo(value, 9))
  })

  it('leaves the base rate under a penalty that nothing overcomes', async () => {
    const data = sparse(200, 5, 10)
    const model = await elasticNet({ task: 'classification', lambda: 10 }).fit(data)
    expect(model.usedInputs).toEqual([])
    const rate = data.target.reduce((sum, outcome) => sum + outcome, 0) / 200
    model.predict(data.frame).forEach((p) => expect(p).toBeCloseTo(rate, 9))
  })

  it('keeps coefficients from falling below 0 where it is told to', async () => {
    const { frame, raw } = sparse(400, 6, 12)
    const model = await elasticNet({ task: 'regression', lambda: 1e-6, nonNegative: true }).fit({
      frame,
      target: raw,
    })
    const { coefficients } = model.toJSON() as unknown as { coefficients: number[] }
    expect(Math.min(...coefficients)).toBe(0)
    expect(model.usedInputs).toEqual(expect.arrayContaining(['c0', 'c2']))
    expect(model.usedInputs).not.toContain('c1')
    // Optimal: the others are what they are without the column whose coefficient would be below 0.
    const without = {
      rows: 400,
      columns: frame.columns.filter(({ name }) => model.usedInputs.includes(name)),
    }
    const free = await elasticNet({ task: 'regression', lambda: 1e-6 }).fit({ frame: without, target: raw })
    const predicted = model.predict(frame)
    free.predict(without).forEach((value, row) => expect(predicted[row]).toBeCloseTo(value, 6))
  })

  it('solves without a penalty where there is a solution', async () => {
    const { frame, raw } = sparse(200, 5, 11)
    const model = await elasticNet({ task: 'regression', lambda: 0 }).fit({ frame, target: raw })
    // The extreme values are clamped, so the fit is not quite exact.
    expect(rSquared(raw, model.predict(frame))).toBeGreaterThan(0.999)
  })

  it('stays finite where a column parts the classes', async () => {
    const values = Float64Array.from({ length: 100 }, (_, row) => row)
    const frame = { rows: 100, columns: [{ kind: 'numeric', name: 'a', values } satisfies Column] }
    const target = values.map((x) => (x < 50 ? 0 : 1))
    const predicted = (await elasticNet({ task: 'classification' }).fit({ frame, target })).predict(frame)
    expect(predicted[0]).toBeLessThan(0.05)
    expect(predicted[99]).toBeGreaterThan(0.95)
  })

  it('refuses options out of range', () => {
    for (const l1Ratio of [0, -1, 1.1, NaN]) {
      expect(() => elasticNet({ task: 'regression', l1Ratio })).toThrow(/l1Ratio expects/)
    }
    for (const lambda of [-1, NaN, Infinity]) {
      expect(() => elasticNet({ task: 'regression', lambda })).toThrow(/lambda expects/)
    }
  })
})
