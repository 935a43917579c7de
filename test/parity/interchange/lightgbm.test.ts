import { describe, expect, it } from 'vitest'

import { readLightgbm } from '../../../src/ml/interchange/read-lightgbm.js'
import { loadModel } from '../../../src/ml/load.js'
import { fixture, largestDifference, largestUlps, numericFrame, unpacked } from './fixture.js'

interface Case {
  readonly name: string
  readonly text: string
  readonly probes: string
  readonly raw: string
  readonly predicted: string
  readonly contributions: string
}

interface Names {
  readonly codes: number[]
  readonly levels: string[]
}

const { cases, pandas, linear } = fixture<{
  cases: Case[]
  pandas: { text: string; a: string; region: Names; rank: Names; raw: string }
  linear: string
}>('lightgbm')

describe('models of LightGBM 4.7.0', () => {
  it.each(cases)('are read: $name', ({ text, probes, raw, predicted, contributions }) => {
    const model = readLightgbm(text)
    const names = model.inputs.map(({ name }) => name)
    const frame = numericFrame(unpacked(probes), names)
    // Scores are sums of the same doubles in the same order: equal bits.
    expect(largestUlps(model.predictRaw(frame), unpacked(raw))).toBe(0)
    // The exponential of V8 and that of glibc may differ in the last place, twice in a link.
    expect(largestUlps(model.predict(frame), unpacked(predicted))).toBeLessThanOrEqual(2)

    const few = numericFrame(unpacked(probes).subarray(0, 20 * names.length), names)
    const expected = unpacked(contributions)
    const width = names.length + 1
    for (let output = 0; output < model.outputs; output++) {
      const { baseline, values } = model.contributions(few, output)
      const trees = model.ensemble.average ? model.ensemble.trees.length / model.outputs : 1
      const ours = Array.from({ length: 20 }, (_, row) => [
        ...values.subarray(row * names.length, (row + 1) * names.length),
        baseline,
      ]).flat()
      const theirs = Float64Array.from(ours, (_, i) => {
        const row = Math.floor(i / width)
        // LightGBM sums the contributions of a forest, whose predictions it averages.
        return expected[(row * model.outputs + output) * width + (i % width)] / trees
      })
      // LightGBM's algorithm divides and subtracts along the path, ours does not.
      expect(largestDifference(ours, theirs)).toBeLessThan(1e-12)
    }
  })

  it.each(cases)('are kept as JSON: $name', ({ text, probes }) => {
    const model = readLightgbm(text)
    const frame = numericFrame(
      unpacked(probes),
      model.inputs.map(({ name }) => name),
    )
    const loaded = loadModel(JSON.parse(JSON.stringify(model)))
    expect(loaded.predict(frame)).toEqual(model.predict(frame))
    expect(loaded.contributions(frame)).toEqual(model.contributions(frame))
  })

  it('find the levels of pandas by name', () => {
    const model = readLightgbm(pandas.text)
    expect(model.inputs.map(({ kind }) => kind)).toEqual(['numeric', 'category', 'category'])
    const a = unpacked(pandas.a)
    const scores = model.predictRaw({
      rows: a.length,
      columns: [
        { kind: 'numeric', name: 'a', values: a },
        ...(['region', 'rank'] as const).map((name) => ({
          kind: 'category' as const,
          name,
          codes: Int32Array.from(pandas[name].codes),
          levels: pandas[name].levels,
        })),
      ],
    })
    expect(largestUlps(scores, unpacked(pandas.raw))).toBe(0)
  })

  it('are refused with linear leaves', () => {
    expect(() => readLightgbm(linear)).toThrowError(/line \d+ \(is_linear\) .* a tree of constant leaves/)
  })
})

describe('models of LightGBM 3.3.5', () => {
  const older = fixture<{ probes: string; cases: Pick<Case, 'name' | 'text' | 'raw'>[] }>('lightgbm-3')

  it.each(older.cases)('are read: $name', ({ text, raw }) => {
    const model = readLightgbm(text)
    const frame = numericFrame(
      unpacked(older.probes),
      model.inputs.map(({ name }) => name),
    )
    expect(largestUlps(model.predictRaw(frame), unpacked(raw))).toBe(0)
  })
})
