import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { logisticRegression } from './logistic.js'

function generated(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const a = new Float64Array(rows)
  const b = new Int32Array(rows)
  const target = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    a[row] = random.normal()
    b[row] = random.below(3)
    const z = 1.5 * a[row] + (b[row] === 2 ? 1 : 0) - 0.5
    target[row] = random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0
  }
  return {
    frame: {
      rows,
      columns: [
        { kind: 'numeric', name: 'a', values: a },
        { kind: 'category', name: 'b', codes: b, levels: ['x', 'y', 'z'] },
      ],
    },
    target,
  }
}

describe('logistic regression', () => {
  it('finds a planted signal', async () => {
    const data = generated(5000, 1)
    const model = await logisticRegression().fit(data)
    expect(areaUnderRoc(data.target, model.predict(data.frame))).toBeGreaterThan(0.8)
  })
})
