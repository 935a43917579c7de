import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import { loadModel } from '../load.js'
import { boosting } from './boosting.js'

function sample(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const a = Float64Array.from({ length: rows }, () => random.normal())
  const b = Float64Array.from({ length: rows }, () => (random.uniform() < 0.2 ? NaN : random.normal()))
  const codes = Int32Array.from({ length: rows }, () => random.below(9) - 1)
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const missing = Number.isNaN(b[row])
    const score = a[row] + (missing ? 1.5 : b[row]) + ([2, 5, -1].includes(codes[row]) ? 2 : 0) - 1
    return random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0
  })
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  return {
    frame: {
      rows,
      columns: [
        { kind: 'numeric', name: 'a', values: a },
        { kind: 'numeric', name: 'b', values: b },
        { kind: 'category', name: 'c', codes, levels },
      ],
    },
    target,
  }
}

describe('boosting', () => {
  it('learns, explains and survives JSON', async () => {
    const data = sample(3000, 1)
    const model = await boosting({ numIterations: 50 }).fit(data, { validation: sample(1000, 2) })
    const p = model.predict(data.frame)
    const { baseline, values } = model.contributions(data.frame)
    const raw = model.predictRaw(data.frame)
    let worst = 0
    for (let row = 0; row < 3000; row++) {
      worst = Math.max(
        worst,
        Math.abs(baseline + values[3 * row] + values[3 * row + 1] + values[3 * row + 2] - raw[row]),
      )
    }
    expect(worst).toBeLessThan(1e-9)
    const copy = loadModel(JSON.parse(JSON.stringify(model)))
    expect(copy.predict(data.frame)).toEqual(p)
  })
})
