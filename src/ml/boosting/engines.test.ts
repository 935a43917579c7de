import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Column, Dataset } from '../frame.js'
import { referenceRows } from '../growing/reference-rows.testing.js'
import { fitBoosting } from './boosting.js'
import { type BoostingParameters, resolveParameters } from './parameters.js'

/** Numbers of few and of many values, with missing ones, and levels; every table is another. */
function table(seed: number, weighted: boolean): Dataset {
  const random = new Random(seed)
  const rows = 40 + random.below(2500)
  const columns = Array.from({ length: 1 + random.below(11) }, (_, i): Column => {
    const missing = random.below(3) === 0 ? 0 : 0.4 * random.uniform()
    if (random.below(3) > 0) {
      const distinct = random.below(3) === 0 ? 1 + random.below(6) : 5000
      const values = Float64Array.from({ length: rows }, () =>
        random.uniform() < missing ? NaN : random.below(distinct) - 2,
      )
      return { kind: 'numeric', name: `c${i}`, values }
    }
    const levels = Array.from({ length: 1 + random.below(random.below(2) === 0 ? 6 : 90) }, (_, l) => `l${l}`)
    const codes = Int32Array.from({ length: rows }, () =>
      random.uniform() < missing ? -1 : Math.min(random.below(levels.length), random.below(levels.length)),
    )
    return { kind: 'category', name: `c${i}`, codes, levels }
  })
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const [first] = columns
    const value = first.kind === 'numeric' ? first.values[row] : first.codes[row]
    return Number((Number.isNaN(value) ? 1 : value % 3) + random.normal() > 0.5)
  })
  return {
    frame: { rows, columns },
    target,
    ...(weighted ? { weights: target.map(() => 0.1 + random.uniform()) } : {}),
  }
}

type Given = Partial<BoostingParameters>

const settings: readonly [string, Given | ((data: Dataset) => Given)][] = [
  ['defaults', {}],
  ['depth', { growPolicy: 'depth', maxDepth: 5, numLeaves: 40, minDataInLeaf: 3 }],
  ['penalties', { lambdaL1: 0.5, lambdaL2: 2, minGainToSplit: 0.1, minSumHessianInLeaf: 1 }],
  ['small leaves', { minDataInLeaf: 1, minDataPerGroup: 5, catSmooth: 1, maxCatToOnehot: 1 }],
  ['samples', { baggingFraction: 0.5, featureFraction: 0.5, featureFractionByNode: 0.5 }],
  ['few bins', { maxBin: 7, objective: 'squared' }],
  ['random boundaries', { extraTrees: true, minDataInLeaf: 2, minDataPerGroup: 2, catSmooth: 1 }],
  ['bounded steps', { maxDeltaStep: 0.4, pathSmooth: 3, growPolicy: 'depth' }],
  ['one side', { dataSampleStrategy: 'goss', learningRate: 1 }],
  ['several classes', { objective: 'multiclass', featureFraction: 0.7 }],
  ['percentiles', { objective: 'quantile', alpha: 0.3, baggingFraction: 0.6 }],
  ['little room', { histogramPoolSize: 1, maxCatToOnehot: 50, numLeaves: 255, minDataInLeaf: 1 }],
  [
    'constraints',
    ({ frame }) => ({
      monotoneConstraints: Object.fromEntries(
        frame.columns.flatMap(({ kind, name }, i) => (kind === 'numeric' ? [[name, (i % 3) - 1]] : [])),
      ),
      interactionConstraints: [0, 1, 2].map((part) =>
        frame.columns.flatMap(({ name }, i) => (i % 3 === part || i % 4 === part ? [name] : [])),
      ),
    }),
  ],
]

describe('kernels beside the plain reference', () => {
  it.each(settings)('grow the same trees to the last bit on any number of threads: %s', async (_, given) => {
    let splits = 0
    for (let seed = 1; seed <= 3; seed++) {
      const data = table(seed * 17, seed % 2 === 0)
      const validation = table(seed * 17, false)
      const parameters = resolveParameters({
        numIterations: 3,
        ...(typeof given === 'function' ? given(data) : given),
      })
      const options = { seed, validation }
      const reference = await fitBoosting(data, parameters, options, referenceRows)
      splits += reference.importance().reduce((sum, column) => sum + column.splits, 0)
      const plain = JSON.stringify(reference)
      for (const threads of [1, 2, 3]) {
        const model = await fitBoosting(data, parameters, { ...options, threads })
        expect(JSON.stringify(model), `seed ${seed}, ${threads} threads`).toBe(plain)
      }
    }
    expect(splits).toBeGreaterThan(30)
  })
})
