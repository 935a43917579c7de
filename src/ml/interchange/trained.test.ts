import { describe, expect, it } from 'vitest'

import { boosting } from '../boosting/boosting.js'
import { customers } from '../boosting/dataset.testing.js'
import { randomForest } from '../forest/forest.js'
import type { Frame } from '../frame.js'
import type { ExportableModel } from './exported.js'
import { readLightgbm } from './read-lightgbm.js'
import { writeLightgbm } from './write-lightgbm.js'
import { writeOnnx } from './write-onnx.js'

const data = customers(500, 1)
const counts = { ...data, target: data.score.map((score) => Math.max(0, Math.round(score))) }
const classes = { ...data, target: data.score.map((score) => (score > 1 ? 2 : score > -1 ? 1 : 0)) }
const times = { ...data, target: data.score.map((score) => Math.exp(score / 2)) }

/** The frame as LightGBM takes it: levels as numbers, those a model has not seen as one more. */
function numbered(frame: Frame, model: ExportableModel): Frame {
  const columns = frame.columns.map((column, input) => {
    const coding = model.ensemble.codings[input]
    if (column.kind === 'numeric' || coding.kind === 'numeric') return column
    const numberOf = (code: number): number => {
      if (code < 0) return NaN
      const number = coding.levels.indexOf(column.levels[code])
      return number < 0 ? coding.levels.length : number
    }
    return { kind: 'numeric' as const, name: column.name, values: Float64Array.from(column.codes, numberOf) }
  })
  return { ...frame, columns }
}

describe('models trained here', () => {
  it.each<[string, () => Promise<ExportableModel>]>([
    ['binary', () => boosting({ numIterations: 20 }).fit(data)],
    ['multiclass', () => boosting({ objective: 'multiclass', numIterations: 6 }).fit(classes)],
    ['poisson', () => boosting({ objective: 'poisson', numIterations: 6 }).fit(counts)],
    ['survival', () => boosting({ objective: 'aft', numIterations: 6 }).fit(times)],
  ])('give the same to the last bit as LightGBM text: %s', async (_, fit) => {
    const model = await fit()
    const text = writeLightgbm(model).replace(/^pandas_categorical:.*$/m, '')
    const again = readLightgbm(text)
    const frame = numbered(data.frame, model)
    expect(again.predict(frame)).toEqual(model.predict(data.frame))
    expect(again.ensemble.trees.length).toBe(model.ensemble.trees.length)
    expect(writeOnnx(model).length).toBeGreaterThan(1000)
  })

  it('give the same as LightGBM text: a forest', async () => {
    const model = await randomForest({ numTrees: 10 }).fit(data)
    const again = readLightgbm(writeLightgbm(model).replace(/^pandas_categorical:.*$/m, ''))
    const there = again.predict(numbered(data.frame, model))
    // Probabilities are kept off 0 and 1 by 1e-15 here.
    model
      .predict(data.frame)
      .forEach((value, row) => expect(Math.abs(value - there[row])).toBeLessThan(1e-14))
  })
})
