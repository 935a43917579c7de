import { describe, expect, it } from 'vitest'
import { baseRate } from './base-rate.js'

const frame = { rows: 4, columns: [] }

describe('the base rate', () => {
  it('is the share of each class', async () => {
    const target = Float64Array.of(0, 2, 2, 1)
    const model = await baseRate('multiclass').fit({ frame, target, weights: Float64Array.of(1, 1, 1, 2) })
    expect([...model.predict({ rows: 2, columns: [] })]).toEqual([0.2, 0.4, 0.4, 0.2, 0.4, 0.4])
    expect(model.contributions(frame, 1).baseline).toBeCloseTo(Math.log(0.4), 12)
  })

  it('leaves no class at 0 that may still come', async () => {
    const model = await baseRate('multiclass').fit({ frame, target: Float64Array.of(2, 2, 2, 2) })
    expect([...model.predict({ rows: 1, columns: [] })]).toEqual([0.5 / 5.5, 0.5 / 5.5, 4.5 / 5.5])
  })

  it('is the time watched for each event seen', async () => {
    const target = Float64Array.of(1, 2, 3, 4)
    const [every] = (await baseRate('survival').fit({ frame, target })).predict(frame)
    expect(every).toBe(2.5)
    const upper = Float64Array.of(1, Infinity, 3, Infinity)
    const model = await baseRate('survival').fit({ frame, target, upper })
    expect([...model.predict(frame)]).toEqual([5, 5, 5, 5])
    expect(model.contributions(frame).baseline).toBeCloseTo(Math.log(5), 12)
    const none = await baseRate('survival').fit({ frame, target, upper: new Float64Array(4).fill(Infinity) })
    expect([...none.predict({ rows: 1, columns: [] })]).toEqual([20])
  })
})
