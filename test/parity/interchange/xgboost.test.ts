import { describe, expect, it } from 'vitest'

import { readXgboost } from '../../../src/ml/interchange/read-xgboost.js'
import { loadModel } from '../../../src/ml/load.js'
import { fixture, largestDifference, largestUlps, numericFrame, unpacked } from './fixture.js'

interface Case {
  readonly name: string
  readonly json: string
  readonly ubj: string | null
  readonly probes: string
  readonly margins: string
  readonly predicted: string
  readonly contributions: string
}

interface Names {
  readonly codes: number[]
  readonly levels: string[]
}

const { cases, named, refused } = fixture<{
  cases: Case[]
  named: { json: string; ubj: string; a: string; region: Names; rank: Names; margins: string }
  refused: Record<string, string>
}>('xgboost')

/** One unit in the last place of single precision, in those of doubles. */
const SINGLE_ULP = 2 ** 29

describe('models of XGBoost 3.2.0', () => {
  it.each(cases)('are read: $name', ({ json, probes, margins, predicted, contributions }) => {
    const model = readXgboost(json)
    const names = model.inputs.map(({ name }) => name)
    const frame = numericFrame(unpacked(probes), names)
    // The same single-precision numbers added in the same order: equal bits.
    expect(largestUlps(model.predictRaw(frame), unpacked(margins))).toBe(0)
    // glibc's expf and the double exponential rounded may differ in the last place; softmax divides by a sum of them.
    const theirs = unpacked(predicted)
    if (theirs.length > 0) {
      expect(largestUlps(model.predict(frame), theirs)).toBeLessThanOrEqual(2 * SINGLE_ULP)
    }

    const few = numericFrame(unpacked(probes).subarray(0, 15 * names.length), names)
    const expected = unpacked(contributions)
    const width = names.length + 1
    for (let output = 0; output < model.outputs; output++) {
      const { baseline, values } = model.contributions(few, output)
      const ours = Array.from({ length: 15 }, (_, row) => [
        ...values.subarray(row * names.length, (row + 1) * names.length),
        baseline,
      ]).flat()
      const same = Float64Array.from(ours, (_, i) => {
        const row = Math.floor(i / width)
        return expected[(row * model.outputs + output) * width + (i % width)]
      })
      // XGBoost computes contributions in single precision: about 1e-7 a step, of sums larger than what is left.
      expect(largestDifference(ours, same)).toBeLessThan(1e-5)
    }
  })

  it.each(cases.filter(({ ubj }) => ubj !== null))('are read as UBJSON: $name', ({ json, ubj }) => {
    const bytes = Uint8Array.from(Buffer.from(ubj ?? '', 'base64'))
    expect(readXgboost(bytes).toJSON()).toEqual(readXgboost(json).toJSON())
  })

  it.each(cases)('are kept as JSON: $name', ({ json, probes }) => {
    const model = readXgboost(json)
    const frame = numericFrame(
      unpacked(probes),
      model.inputs.map(({ name }) => name),
    )
    const loaded = loadModel(JSON.parse(JSON.stringify(model)))
    expect(loaded.predict(frame)).toEqual(model.predict(frame))
    expect(loaded.contributions(frame)).toEqual(model.contributions(frame))
  })

  it.each([
    ['JSON', named.json],
    ['bytes of JSON', new TextEncoder().encode(named.json)],
    ['parsed JSON', JSON.parse(named.json) as object],
    ['UBJSON', Uint8Array.from(Buffer.from(named.ubj, 'base64'))],
  ])('find categories by name: %s', (_, stored) => {
    const model = readXgboost(stored)
    expect(model.inputs.map(({ kind }) => kind)).toEqual(['numeric', 'category', 'category'])
    const a = unpacked(named.a)
    const scores = model.predictRaw({
      rows: a.length,
      columns: [
        { kind: 'numeric', name: 'a', values: a },
        ...(['region', 'rank'] as const).map((name) => ({
          kind: 'category' as const,
          name,
          codes: Int32Array.from(named[name].codes),
          levels: named[name].levels,
        })),
      ],
    })
    expect(largestUlps(scores, unpacked(named.margins))).toBe(0)
  })

  it.each([
    ['gblinear', 'at learner.gradient_booster.name there is "gblinear"'],
    ['two targets', 'at learner.learner_model_param.num_target there is "2"'],
    ['leaves of two', 'at learner.learner_model_param.num_target there is "2"'],
  ])('are refused where they are no sum of trees: %s', (name, message) => {
    expect(() => readXgboost(refused[name])).toThrowError(message)
  })
})

describe('models of XGBoost 2.1.4', () => {
  const older = fixture<{ probes: string; cases: Pick<Case, 'name' | 'json' | 'ubj' | 'margins'>[] }>(
    'xgboost-2',
  )

  it.each(older.cases)('are read: $name', ({ json, ubj, margins }) => {
    const model = readXgboost(json)
    const frame = numericFrame(unpacked(older.probes), ['a', 'b', 'c'])
    expect(largestUlps(model.predictRaw(frame), unpacked(margins))).toBe(0)
    expect(readXgboost(Uint8Array.from(Buffer.from(ubj ?? '', 'base64'))).toJSON()).toEqual(model.toJSON())
  })
})
