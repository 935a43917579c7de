import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { Column, Dataset } from '../frame.js'
import { rSquared } from '../metrics/regression.js'
import { linearRegression } from './ridge.js'

function planted(rows: number, unit = 1): Dataset {
  const random = new Random(1)
  const values = Float64Array.from({ length: rows }, () => random.normal())
  const columns: Column[] = [{ kind: 'numeric', name: 'a', values }]
  return { frame: { rows, columns }, target: values.map((x) => unit * (3 * x + 10 + 0.5 * random.normal())) }
}

describe('linear regression', () => {
  it('finds the line that made the data', async () => {
    const data = planted(5000)
    const model = await linearRegression().fit(data)
    const values = Float64Array.of(0, 1)
    const [at0, at1] = model.predict({ rows: 2, columns: [{ kind: 'numeric', name: 'a', values }] })
    expect(at0).toBeCloseTo(10, 1)
    expect(at1 - at0).toBeCloseTo(3, 1)
    expect(rSquared(data.target, model.predict(data.frame))).toBeGreaterThan(0.95)
  })

  it('does not depend on the unit of the target, be it cents or huge', async () => {
    const one = (await linearRegression().fit(planted(300))).predict(planted(300).frame)
    for (const unit of [100, 1e-200, 1e200]) {
      const other = (await linearRegression().fit(planted(300, unit))).predict(planted(300).frame)
      other.forEach((value, row) => expect(value / unit).toBeCloseTo(one[row], 9))
    }
  })

  it('does not run away beyond the values it has seen', async () => {
    const data = planted(2000)
    const model = await linearRegression().fit(data)
    const values = Float64Array.of(1e12)
    const [far] = model.predict({ rows: 1, columns: [{ kind: 'numeric', name: 'a', values }] })
    expect(far).toBeLessThanOrEqual(Math.max(...data.target))
  })

  it('predicts a constant target exactly', async () => {
    const { frame } = planted(20)
    const model = await linearRegression().fit({ frame, target: new Float64Array(20).fill(7.25) })
    expect([...model.predict(frame)]).toEqual(Array(20).fill(7.25))
  })
})
