import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import type { Frame } from '../../../src/ml/frame.js'
import { readLightgbm } from '../../../src/ml/interchange/read-lightgbm.js'
import { writeLightgbm } from '../../../src/ml/interchange/write-lightgbm.js'
import { writeOnnx } from '../../../src/ml/interchange/write-onnx.js'
import { exportedModels } from './exported-models.js'
import { fixture, largestDifference, largestUlps, numericFrame, unpacked } from './fixture.js'

interface Answer {
  readonly sha256: string
  readonly score: string
  readonly prediction: string
}

interface Case {
  readonly name: string
  readonly lightgbm: (Answer & { readonly contributions: string }) | null
  readonly float: Answer & { readonly operators: string[] }
  readonly double: Answer & { readonly operators: string[] }
}

const { cases } = fixture<{ cases: Case[] }>('exports')
const models = exportedModels().map((exported, i) => ({ ...exported, answers: cases[i] }))

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** What is left of numbers in single precision. */
function rounded(frame: Frame): Frame {
  const columns = frame.columns.map((column) =>
    column.kind === 'numeric' ? { ...column, values: column.values.map(Math.fround) } : column,
  )
  return { ...frame, columns }
}

const partsMissing = ['numbers apart from missing', "XGBoost's binary:logistic"]

describe('models written for LightGBM 4.7.0', () => {
  const written = models.filter(({ asText }) => asText)

  it.each(written)('predict there what they predict here: $name', ({ name, model, frame, answers }) => {
    expect(answers.name).toBe(name)
    const { lightgbm } = answers
    // The very text that LightGBM was given.
    expect(sha256(writeLightgbm(model))).toBe(lightgbm!.sha256)
    const scores = unpacked(lightgbm!.score)
    const { average, single } = model.ensemble
    if (single) {
      // Single precision rounds after each of up to 12 sums; LightGBM never does.
      expect(largestDifference(model.predictRaw(frame), scores)).toBeLessThan(1e-6)
    } else if (average) {
      // The initial score is part of every tree there.
      expect(largestDifference(model.predictRaw(frame), scores)).toBeLessThan(1e-14)
    } else {
      expect(largestUlps(model.predictRaw(frame), scores)).toBe(0)
    }
    const predicted = unpacked(lightgbm!.prediction)
    expect(largestDifference(model.predict(frame), predicted)).toBeLessThan(single ? 1e-6 : 1e-14)
  })

  it.each(written)('explain there what they explain here: $name', ({ name, model, frame, answers }) => {
    const width = model.inputs.length
    const theirs = unpacked(answers.lightgbm!.contributions)
    const trees = model.ensemble.average ? model.ensemble.trees.length / model.outputs : 1
    for (let output = 0; output < model.outputs; output++) {
      const { values } = model.contributions(frame, output)
      const same = Float64Array.from({ length: 10 * width }, (_, i) => {
        const row = Math.floor(i / width)
        return theirs[(row * model.outputs + output) * (width + 1) + (i % width)] / trees
      })
      // Covers that are no whole numbers are written as such, in proportions right to 1e-9. Where missing categories
      // are parted from others, what is parted is taken to weigh 3e-5.
      const most = partsMissing.includes(name) ? 1e-4 : 1e-6
      expect(largestDifference(values.subarray(0, 10 * width), same)).toBeLessThan(most)
    }
  })

  it.each(written.filter(({ name }) => name !== 'probabilities, mean'))(
    'are read back: $name',
    ({ model, matrix, answers }) => {
      // Without names of levels they are numbers, as they were for LightGBM.
      const text = writeLightgbm(model).replace(/^pandas_categorical:.*$/m, 'pandas_categorical:null')
      const again = readLightgbm(text)
      const scores = again.predictRaw(
        numericFrame(
          matrix,
          again.inputs.map(({ name }) => name),
        ),
      )
      const { average } = model.ensemble
      const theirs = unpacked(answers.lightgbm!.score)
      expect(largestUlps(scores, theirs)).toBeLessThanOrEqual(average ? 1 : 0)
    },
  )

  it('hold the names of levels where levels never seen go with missing values', () => {
    const { model, frame } = models.find(({ name }) => name === 'levels never seen like missing')!
    const again = readLightgbm(writeLightgbm(model))
    expect(again.inputs.map(({ kind }) => kind)).toEqual(model.inputs.map(({ kind }) => kind))
    const columns = frame.columns.map((column) => ({ ...column, name: column.name.replaceAll(' ', '_') }))
    expect(again.predict({ ...frame, columns })).toEqual(model.predict(frame))
  })

  it('are not written wrongly', () => {
    const { model } = models.find(({ name }) => name === 'step')!
    expect(() => writeLightgbm(model)).toThrowError(
      'the text of LightGBM cannot say that a prediction is 1 above a score of 0',
    )
  })
})

describe('models written as ONNX, in ONNX Runtime 1.32.0', () => {
  it.each(models)('predict for doubles what they predict here: $name', ({ model, frame, answers }) => {
    expect(sha256(writeOnnx(model, { precision: 'double' }))).toBe(answers.double.sha256)
    // Sums of doubles, of which means are divided before they are summed; those of single precision are not rounded.
    const most = model.ensemble.single ? 1e-6 : 1e-13
    expect(largestDifference(model.predictRaw(frame), unpacked(answers.double.score))).toBeLessThan(most)
    expect(largestDifference(model.predict(frame), unpacked(answers.double.prediction))).toBeLessThan(most)
  })

  it.each(models)(
    'predict for single precision what they predict here: $name',
    ({ model, frame, answers }) => {
      expect(sha256(writeOnnx(model))).toBe(answers.float.sha256)
      // The same decisions; each of up to 20 numbers and sums is rounded to 6e-8 of its size.
      const scores = model.predictRaw(rounded(frame))
      expect(largestDifference(scores, unpacked(answers.float.score))).toBeLessThan(2e-6)
      expect(
        largestDifference(model.predict(rounded(frame)), unpacked(answers.float.prediction)),
      ).toBeLessThan(5e-6)
    },
  )

  it('take the old operator where thresholds say it all, and the new one for sets and doubles', () => {
    const operators = Object.fromEntries(
      cases.map(({ name, float, double }) => [name, [...float.operators, ...double.operators]]),
    )
    expect(operators["LightGBM's forest"]).toEqual(['TreeEnsemble', 'TreeEnsemble'])
    expect(operators["XGBoost's pruned"]).toEqual(['TreeEnsembleRegressor', 'TreeEnsemble'])
    expect(operators['logistic']).toEqual(['TreeEnsemble', 'TreeEnsemble'])
  })
})
