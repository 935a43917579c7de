import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  crossFittedEncoding,
  fitTargetEncoding,
  type TargetEncodingOptions,
} from '../../src/ml/encode/target-encoding.js'
import type { CategoryColumn } from '../../src/ml/frame.js'

interface Encoded {
  fold: number[]
  crossFitted: number[]
  mean: number
  ofLevel: Record<string, number>
}

interface Fixture {
  codes: number[]
  levels: string[]
  target: number[]
  amount: number[]
  binary: { fixed: Encoded; auto: Encoded }
  continuous: { fixed: Encoded; auto: Encoded }
}

const fixture = JSON.parse(
  readFileSync(new URL('fixtures/target-encoding.json', import.meta.url), 'utf8'),
) as Fixture
const column: CategoryColumn = {
  kind: 'category',
  name: 'level',
  codes: Int32Array.from(fixture.codes),
  levels: fixture.levels,
}

describe("target encoding against scikit-learn's TargetEncoder", () => {
  it.each<[string, number[], TargetEncodingOptions['pull'], Encoded]>([
    ['outcomes, pulled by 10', fixture.target, 10, fixture.binary.fixed],
    ['outcomes, auto', fixture.target, 'auto', fixture.binary.auto],
    ['amounts, pulled by 3.5', fixture.amount, 3.5, fixture.continuous.fixed],
    ['amounts, auto', fixture.amount, 'auto', fixture.continuous.auto],
  ])('%s', (_, target, pull, expected) => {
    const options = pull === undefined ? {} : { pull }
    const { mean, ofLevel } = fitTargetEncoding(column, target, options)
    // Both sides sum a few hundred doubles in another order.
    expect(mean).toBeCloseTo(expected.mean, 12)
    expect([...ofLevel.keys()].toSorted()).toEqual(Object.keys(expected.ofLevel).toSorted())
    for (const [level, value] of ofLevel) expect(value).toBeCloseTo(expected.ofLevel[level], 12)
    const { values } = crossFittedEncoding(column, target, Uint32Array.from(expected.fold), options)
    values.forEach((value, row) => expect(value).toBeCloseTo(expected.crossFitted[row], 12))
  })
})
