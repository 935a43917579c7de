import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Column, Frame } from '../frame.js'
import { ImportedModel } from '../interchange/imported-model.js'
import { randomEnsemble, randomFrame } from '../trees/random-ensemble.testing.js'
import { interventionalShap } from './interventional-shap.js'
import { codings } from './random-tree.testing.js'

const COLUMNS = codings.length

function modelOf(random: Random): ImportedModel {
  return new ImportedModel({
    program: 'LightGBM',
    objective: 'regression',
    task: 'regression',
    link: { name: 'identity', slope: 1 },
    ensemble: randomEnsemble(random, codings, { depth: 5, trees: 6, average: true }),
  })
}

/** Each background row with the known columns of one row. */
function hybrid(frame: Frame, row: number, background: Frame, known: number): Frame {
  const columns = codings.map(({ name }, i): Column => {
    const [own, other] = [frame, background].map((table) => table.columns.find((c) => c.name === name)!)
    if (((known >> i) & 1) === 0) return other
    return own.kind === 'numeric'
      ? { ...own, values: new Float64Array(background.rows).fill(own.values[row]) }
      : { ...own, codes: new Int32Array(background.rows).fill(own.codes[row]) }
  })
  return { rows: background.rows, columns }
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1)
}

/** Shapley values by their definition, of the mean prediction over hybrids. */
function shapley(model: ImportedModel, frame: Frame, row: number, background: Frame): number[] {
  const means = Array.from({ length: 2 ** COLUMNS }, (_, known) => {
    const scores = model.predictRaw(hybrid(frame, row, background, known))
    return scores.reduce((sum, score) => sum + score, 0) / scores.length
  })
  return codings.map((_, column) =>
    means.reduce((sum, mean, known) => {
      if (((known >> column) & 1) === 1) return sum
      const size = [...Array(COLUMNS).keys()].filter((other) => ((known >> other) & 1) === 1).length
      const weight = (factorial(size) * factorial(COLUMNS - size - 1)) / factorial(COLUMNS)
      return sum + weight * (means[known | (1 << column)] - mean)
    }, 0),
  )
}

describe('interventional TreeSHAP', () => {
  it.each([1, 2, 3])('gives the Shapley values of mixed rows by definition (seed %i)', (seed) => {
    const random = new Random(seed)
    const model = modelOf(random)
    const [frame, background] = [randomFrame(random, codings, 15), randomFrame(random, codings, 25)]
    const { baseline, values } = interventionalShap(model, frame, background)
    const expected = model.predictRaw(background)
    // Sums of a few numbers about 1, in another order.
    expect(baseline).toBeCloseTo(expected.reduce((sum, score) => sum + score, 0) / expected.length, 12)
    for (let row = 0; row < frame.rows; row++) {
      shapley(model, frame, row, background).forEach((value, column) => {
        expect(values[row * COLUMNS + column]).toBeCloseTo(value, 12)
      })
    }
  })

  it('needs a background', () => {
    const random = new Random(1)
    const frame = randomFrame(random, codings, 2)
    expect(() => interventionalShap(modelOf(random), frame, randomFrame(random, codings, 0))).toThrowError(
      'background',
    )
  })
})
