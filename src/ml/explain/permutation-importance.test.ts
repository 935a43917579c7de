import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Dataset, Frame } from '../frame.js'
import { logisticRegression } from '../linear/logistic.js'
import { type Metric, metricNamed } from '../metrics/metric.js'
import { permutationImportance } from './permutation-importance.js'

/** The target follows `signal`; `copy` nearly repeats it, `noise` is of no use. */
function dataset(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const draw = (): Float64Array => Float64Array.from({ length: rows }, () => random.normal())
  const signal = draw()
  const columns = {
    signal,
    copy: signal.map((value) => value + 0.1 * random.normal()),
    noise: draw(),
    unused: draw(),
  }
  return {
    frame: {
      rows,
      columns: Object.entries(columns).map(([name, values]) => ({ kind: 'numeric', name, values })),
    },
    target: signal.map((value) => value + random.normal()),
  }
}

function valuesOf(frame: Frame, name: string): Float64Array {
  const column = frame.columns.find((candidate) => candidate.name === name)
  return column?.kind === 'numeric' ? Float64Array.from(column.values) : new Float64Array(0)
}

/** Has learned some noise. */
function overfitted(frame: Frame): Float64Array {
  const [signal, copy, noise] = ['signal', 'copy', 'noise'].map((name) => valuesOf(frame, name))
  return signal.map((value, row) => 0.5 * value + 0.5 * copy[row] + 0.3 * noise[row])
}

const rmse = metricNamed('rmse')
const squares: Metric = {
  ...rmse,
  name: 'mse',
  compute: (predictions, target, weights) => rmse.compute(predictions, target, weights) ** 2,
}

describe('permutation importance', () => {
  it('is the loss of the metric, with an interval', async () => {
    const { score, importances } = await permutationImportance(overfitted, dataset(1000, 1), { metric: rmse })
    expect(score).toBeGreaterThan(1)
    const dropOf = (name: string) => importances.find(({ names }) => names[0] === name)!.drop
    // Half of the signal is lost: the squared error rises by 2 x 0.5^2 from 1 + 0.3^2 + a little.
    expect(dropOf('signal').value).toBeCloseTo(Math.sqrt(1.59) - Math.sqrt(1.09), 1)
    expect(dropOf('signal').low).toBeGreaterThan(0.1)
    expect(dropOf('unused')).toEqual({ value: 0, low: 0, high: 0 })
    expect(importances.map(({ drop }) => drop.value)).toEqual(
      importances.map(({ drop }) => drop.value).toSorted((a, b) => b - a),
    )
  })

  it('covers 0 for noise about as often as it says', async () => {
    let covered = 0
    for (let seed = 0; seed < 100; seed++) {
      const { frame, target } = dataset(150, seed)
      const noise = { rows: 150, columns: frame.columns.filter(({ name }) => name === 'noise') }
      const predict = (given: Frame): Float64Array =>
        overfitted({ rows: 150, columns: [...frame.columns.slice(0, 2), ...given.columns] })
      const options = { metric: rmse, seed, resamples: 30, repeats: 3 }
      const { importances } = await permutationImportance(predict, { frame: noise, target }, options)
      const { low, high } = importances[0].drop
      expect(low).toBeLessThan(high)
      if (low <= 0 && high >= 0) covered++
    }
    // 95 expected; below 89 about once in a hundred such tests.
    expect(covered).toBeGreaterThanOrEqual(89)
  })

  it('covers the true value for a signal about as often as it says', async () => {
    let covered = 0
    for (let seed = 0; seed < 100; seed++) {
      const { importances } = await permutationImportance(overfitted, dataset(150, seed), {
        metric: squares,
        seed,
        resamples: 30,
        repeats: 3,
        groups: [['signal', 'copy', 'noise', 'unused']],
      })
      // Everything lost costs twice the covariance of prediction and target, which is 1.
      const { low, high } = importances[0].drop
      if (low <= 2 && high >= 2) covered++
    }
    expect(covered).toBeGreaterThanOrEqual(89)
  })

  it('shuffles grouped columns together', async () => {
    const data = dataset(500, 3)
    const { importances } = await permutationImportance(overfitted, data, {
      metric: rmse,
      groups: [['signal', 'copy']],
    })
    expect(importances.map(({ names }) => names)).toEqual([
      ['signal', 'copy'],
      expect.anything(),
      expect.anything(),
    ])
    const alone = await permutationImportance(overfitted, data, { metric: rmse })
    expect(importances[0].drop.value).toBeGreaterThan(1.5 * alone.importances[0].drop.value)
  })

  it('judges a model by what its task is judged by, and higher is better for others', async () => {
    const { frame, target } = dataset(600, 4)
    const data = { frame, target: target.map((value) => (value > 0 ? 1 : 0)) }
    const model = await logisticRegression().fit(data)
    const byLoss = await permutationImportance(model, data, { groups: [['signal', 'copy']] })
    expect(byLoss.metric).toBe('logLoss')
    expect(byLoss.importances[0].drop.low).toBeGreaterThan(0)
    const byArea = await permutationImportance(model, data, {
      groups: [['signal', 'copy']],
      metric: metricNamed('auc'),
      resamples: 10,
    })
    expect(byArea.importances[0].names).toEqual(['signal', 'copy'])
    expect(byArea.importances[0].drop.value).toBeCloseTo(byArea.score - 0.5, 1)
    const oneClass = await permutationImportance(
      model,
      { frame, target: new Float64Array(600) },
      { metric: metricNamed('auc'), resamples: 3 },
    )
    expect(oneClass.importances[0].drop).toEqual({ value: NaN, low: NaN, high: NaN })
  })

  it('counts rows by their weight', async () => {
    const data = dataset(400, 5)
    const weights = Float64Array.from({ length: 400 }, (_, row) => (row < 200 ? 1 : 1e-9))
    const first = (frame: Frame): Float64Array =>
      // Looks at the signal in the rows that do not count only.
      valuesOf(frame, 'signal').map((value, row) => (row < 200 ? 0 : value))
    const { importances } = await permutationImportance(first, { ...data, weights }, { metric: rmse })
    expect(Math.abs(importances[0].drop.value)).toBeLessThan(1e-6)
  })

  it('repeats itself, tells how far it is, and stops', async () => {
    const data = dataset(500, 6)
    const shares: number[] = []
    const onProgress = (share: number): number => shares.push(share)
    const once = await permutationImportance(overfitted, data, { metric: rmse, seed: 7, onProgress })
    expect(await permutationImportance(overfitted, data, { metric: rmse, seed: 7 })).toEqual(once)
    expect(shares.at(-1)).toBe(1)
    await expect(
      permutationImportance(overfitted, data, { metric: rmse, signal: AbortSignal.abort() }),
    ).rejects.toThrow('cancelled')
    await expect(permutationImportance(overfitted, data)).rejects.toThrow('metric')
    await expect(permutationImportance(overfitted, data, { metric: rmse, groups: [['x']] })).rejects.toThrow(
      '"x"',
    )
  })
})
