import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { ImportedModel } from '../interchange/imported-model.js'
import { randomEnsemble, randomCodings, randomFrame } from '../trees/random-ensemble.testing.js'
import { interactionValues } from './interaction-values.js'

describe('interaction values', () => {
  const random = new Random(6)
  const codings = randomCodings(random)
  const width = codings.length
  const model = new ImportedModel({
    program: 'LightGBM',
    objective: 'multiclass',
    task: 'multiclass',
    link: { name: 'softmax', slope: 1 },
    ensemble: randomEnsemble(random, codings, { depth: 5, trees: 4, outputs: 2, average: true }),
  })
  const frame = randomFrame(random, codings, 50)
  const { baseline, values } = interactionValues(model, frame, 1)
  const at = (row: number, i: number, j: number): number => values[(row * width + i) * width + j]

  it('sum to the contributions', () => {
    const contributions = model.contributions(frame, 1)
    expect(baseline).toBe(contributions.baseline)
    for (let row = 0; row < frame.rows; row++) {
      for (let i = 0; i < width; i++) {
        const sum = codings.reduce((total, _, j) => total + at(row, i, j), 0)
        expect(sum).toBeCloseTo(contributions.values[row * width + i], 12)
      }
    }
  })

  it('are the same for a pair and the pair turned round', () => {
    for (let row = 0; row < frame.rows; row++) {
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < i; j++) expect(at(row, i, j)).toBe(at(row, j, i))
      }
    }
  })
})
