import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { randomCodings, randomEnsemble, randomFrame } from '../trees/random-ensemble.testing.js'
import { scoreRows } from '../trees/score-rows.js'
import { ImportedModel } from '../interchange/imported-model.js'
import { explainRows } from './explain-rows.js'

const random = new Random(3)
const codings = randomCodings(random)
const frame = randomFrame(random, codings, 5000)
const model = new ImportedModel({
  program: 'LightGBM',
  objective: 'multiclass',
  task: 'multiclass',
  link: { name: 'softmax', slope: 1 },
  ensemble: randomEnsemble(random, codings, { depth: 6, trees: 4, outputs: 2 }),
})

describe('rows', () => {
  it.each([1, 2, 3])('are scored by %i threads as by predict', async (threads) => {
    expect(await scoreRows(model, frame, { threads })).toEqual(model.predict(frame))
  })

  it.each([1, 2, 3])('are explained by %i threads as by contributions', async (threads) => {
    expect(await explainRows(model, frame, { threads, output: 1 })).toEqual(model.contributions(frame, 1))
  })

  it('report how far they are', async () => {
    const shares: number[] = []
    await scoreRows(model, frame, { onProgress: (share) => shares.push(share) })
    expect(shares.at(-1)).toBe(1)
  })

  it('are given up when they are no longer wanted', async () => {
    const signal = AbortSignal.abort()
    await expect(scoreRows(model, frame, { signal })).rejects.toThrowError('scoring')
    await expect(explainRows(model, frame, { signal })).rejects.toThrowError('explaining')
  })
})
