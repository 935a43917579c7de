import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Column, Dataset } from '../../../src/ml/frame.js'
import { areaUnderRoc } from '../../../src/ml/metrics/roc.js'
import { rSquared } from '../../../src/ml/metrics/regression.js'
import { neuralNetwork } from '../../../src/ml/neural/neural-network.js'
import { readNeural } from '../../../src/ml/neural/read-neural.js'
import { datasetRows } from '../../../src/ml/split/rows.js'

interface Forward {
  weights: number[][]
  biases: number[][]
  hidden: number[]
  predicted: number[]
}

interface Fixture {
  train: number
  x: number[][]
  group: number[]
  target: number[]
  amount: number[]
  area: number
  r2: number
  forward: Record<'classification' | 'multiclass' | 'regression', Forward>
}

const fixture = JSON.parse(readFileSync(new URL('neural.json', import.meta.url), 'utf8')) as Fixture
const numbers = fixture.x.map((values, i): Column => {
  return { kind: 'numeric', name: `x${i}`, values: Float64Array.from(values) }
})
const groups: Column = {
  kind: 'category',
  name: 'group',
  codes: Int32Array.from(fixture.group),
  levels: Array.from({ length: 8 }, (_, i) => `g${i}`),
}
const all: Dataset['frame'] = { rows: fixture.target.length, columns: [...numbers, groups] }

/** The rows trained on, and the others. */
function parts(target: number[]): { train: Dataset; test: Dataset } {
  const data = { frame: all, target: Float64Array.from(target) }
  const rows = new Uint32Array(all.rows).map((_, row) => row)
  return {
    train: datasetRows(data, rows.slice(0, fixture.train)),
    test: datasetRows(data, rows.slice(fixture.train)),
  }
}

describe('a network with the weights of one of scikit-learn', () => {
  it.each(['classification', 'multiclass', 'regression'] as const)('says the same: %s', (task) => {
    const { weights, biases, hidden, predicted } = fixture.forward[task]
    const scale = { median: 0, low: -100, high: 100, logarithmic: false, mean: 0, deviation: 1 }
    const background = {
      rows: 1,
      columns: numbers.map(({ name }) => ({ kind: 'numeric', name, values: [0], missing: [] })),
    }
    const model = readNeural({
      task,
      encodings: numbers.map(({ name, kind }) => ({ kind, name, scale, absence: false })),
      hidden,
      outputs: biases[biases.length - 1].length,
      parameters: weights.flatMap((own, layer) => [...own, ...biases[layer]]),
      origin: 0,
      unit: 1,
      course: { epochs: 0 },
      background,
    })
    const ours = model.predict({ rows: all.rows, columns: numbers }).slice(0, 40 * model.outputs)
    // scikit-learn gives both probabilities of two classes. Only the order of summation differs.
    const expected = task === 'classification' ? predicted.filter((_, at) => at % 2 === 1) : predicted
    expect(expected).toHaveLength(ours.length)
    expected.forEach((value, at) => expect(ours[at]).toBeCloseTo(value, 12))
  })
})

describe('networks trained on the rows that those of scikit-learn were trained on', () => {
  const hidden = [64, 32]
  const seeds = [0, 1]
  const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length

  it('rank new rows as well', async () => {
    const { train, test } = parts(fixture.target)
    const learner = neuralNetwork({ task: 'classification', hidden })
    const areas = []
    for (const seed of seeds) {
      areas.push(areaUnderRoc(test.target, (await learner.fit(train, { seed })).predict(test.frame)))
    }
    // Seeds differ by about 0.01 on either side.
    expect(mean(areas)).toBeGreaterThan(fixture.area - 0.01)
  })

  it('explain as much of an amount', async () => {
    const { train, test } = parts(fixture.amount)
    const learner = neuralNetwork({ task: 'regression', hidden })
    const shares = []
    for (const seed of seeds) {
      shares.push(rSquared(test.target, (await learner.fit(train, { seed })).predict(test.frame)))
    }
    expect(mean(shares)).toBeGreaterThan(fixture.r2 - 0.01)
  })
})
