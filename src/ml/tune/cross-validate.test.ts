import { describe, expect, it } from 'vitest'
import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import { baseRate } from '../linear/base-rate.js'
import { logisticRegression } from '../linear/logistic.js'
import { metricNamed } from '../metrics/metric.js'
import type { Learner } from '../model.js'
import { foldSplits, stratifiedFolds } from '../split/folds.js'
import { timeOrderedSplits } from '../split/time-ordered.js'
import { crossValidate } from './cross-validate.js'
import { measureLearner } from './measure-learner.js'

function drawn(rows: number, seed: number): Dataset {
  const random = new Random(seed)
  const values = Float64Array.from({ length: rows }, () => random.normal())
  return {
    frame: { rows, columns: [{ kind: 'numeric', name: 'x', values }] },
    target: values.map((x) => (random.uniform() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0)),
    weights: values.map((x) => 1 + Math.abs(x)),
  }
}

const data = drawn(200, 1)
const splits = foldSplits(stratifiedFolds(data.target, 4, 1))
const auc = metricNamed('auc')

/** Keeps what it was given; predicts by another. */
function spying(by: Learner): { learner: Learner; fits: { data: Dataset; validation?: Dataset }[] } {
  const fits: { data: Dataset; validation?: Dataset }[] = []
  const fit: Learner['fit'] = (given, options) => {
    fits.push({
      data: given,
      ...(options?.validation === undefined ? {} : { validation: options.validation }),
    })
    return by.fit(given, options)
  }
  return { learner: { kind: by.kind, fit }, fits }
}

describe('crossValidate', () => {
  it('judges each fold by a model that has not seen it', async () => {
    const result = await crossValidate(logisticRegression(), data, splits, auc)
    expect(result.folds).toHaveLength(4)
    for (const [at, { test, train }] of splits.entries()) {
      const take = (rows: Uint32Array, values: Float64Array): Float64Array =>
        Float64Array.from(rows, (row) => values[row])
      const column = data.frame.columns[0]
      const x = column.kind === 'numeric' ? column.values : new Float64Array()
      const weights = data.weights ?? new Float64Array()
      const frame = (rows: Uint32Array): Dataset['frame'] => ({
        rows: rows.length,
        columns: [{ kind: 'numeric', name: 'x', values: take(rows, x) }],
      })
      const model = await logisticRegression().fit({
        frame: frame(train),
        target: take(train, data.target),
        weights: take(train, weights),
      })
      const predicted = model.predict(frame(test))
      expect(result.folds[at].score).toBe(
        auc.compute(predicted, take(test, data.target), take(test, weights)),
      )
      expect(take(test, result.predictions)).toEqual(predicted)
    }
    const scores = result.folds.map(({ score }) => score)
    const mean = scores.reduce((sum, score) => sum + score, 0) / 4
    const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / 3)
    expect(result.mean).toBeCloseTo(mean, 14)
    expect(result.standardError).toBeCloseTo(deviation / 2, 14)
  })

  it('is the same however many folds are worked on at one time', async () => {
    const one = await crossValidate(logisticRegression(), data, splits, auc)
    expect(await crossValidate(logisticRegression(), data, splits, auc, { concurrency: 3 })).toEqual(one)
  })

  it('takes the rows to watch out of the training rows, with the mix of outcomes', async () => {
    const { learner, fits } = spying(baseRate('classification'))
    await crossValidate(learner, data, splits, auc, { validation: 0.2, seed: 3 })
    for (const fit of fits) {
      expect(fit.data.frame.rows + (fit.validation?.frame.rows ?? 0)).toBe(150)
      expect(fit.validation?.frame.rows).toBeCloseTo(30, -0.5)
      const share = (target: Float64Array = new Float64Array()): number =>
        target.reduce((sum, y) => sum + y, 0) / target.length
      expect(share(fit.validation?.target)).toBeCloseTo(share(fit.data.target), 1)
    }
  })

  it('lets the caller part the training rows, so that time runs forward', async () => {
    const { learner, fits } = spying(baseRate('classification'))
    const times = Float64Array.from({ length: 200 }, (_, row) => row)
    await crossValidate(
      learner,
      { ...data, weights: times.map((t) => t + 1) },
      timeOrderedSplits(times, { splits: 2, gap: 5 }),
      auc,
      {
        validation: (train) => ({ train: train.subarray(0, -20), test: train.subarray(-20) }),
      },
    )
    for (const fit of fits) {
      // The weight of a row is its time here.
      const newest = Math.max(...(fit.data.weights ?? []))
      const watched = Math.min(...(fit.validation?.weights ?? []))
      expect(watched).toBe(newest + 1)
    }
  })

  it('leaves rows that no fold tests without a prediction', async () => {
    const { predictions } = await crossValidate(logisticRegression(), data, splits.slice(0, 1), auc)
    expect(predictions.filter((p) => !Number.isNaN(p))).toHaveLength(splits[0].test.length)
  })

  it('measures cost by the clock it is given, and without one says so', async () => {
    let now = 0
    const timed = await crossValidate(logisticRegression(), data, splits, auc, { clock: () => (now += 500) })
    expect(timed.folds[0]).toMatchObject({ fitSeconds: 0.5, scoreSeconds: 0.5 })
    expect((await crossValidate(logisticRegression(), data, splits, auc)).folds[0].fitSeconds).toBeNaN()
  })

  it('tells how far it is and stops when told to', async () => {
    const shares: number[] = []
    await crossValidate(baseRate('classification'), data, splits, auc, {
      onProgress: (share) => shares.push(share),
    })
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    const stopped = crossValidate(logisticRegression(), data, splits, auc, { signal: AbortSignal.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('passes on what a learner throws, and refuses to judge without splits', async () => {
    const broken: Learner = { kind: 'broken', fit: () => Promise.reject(new RangeError('broken')) }
    await expect(crossValidate(broken, data, splits, auc, { concurrency: 2 })).rejects.toThrow('broken')
    await expect(crossValidate(broken, data, [], auc)).rejects.toBeInstanceOf(ForetellError)
  })
})

describe('measureLearner', () => {
  it('gives a setting the rows of its share, those of a smaller share among them', async () => {
    const { learner, fits } = spying(logisticRegression())
    const measure = measureLearner(() => learner, data, splits.slice(0, 1), auc, { budget: 'rows', seed: 2 })
    const { signal } = new AbortController()
    for (const share of [0.2, 0.5, 1]) await measure({ trial: 0, setting: {}, share, signal })
    expect(fits.map((fit) => fit.data.frame.rows)).toEqual([30, 75, 150])
    const values = fits.map((fit) => {
      const [column] = fit.data.frame.columns
      return new Set(column.kind === 'numeric' ? column.values : [])
    })
    expect([...values[0]].every((x) => values[1].has(x))).toBe(true)
    expect([...values[1]].every((x) => values[2].has(x))).toBe(true)
  })

  it('hands the share to the learner, and tells score, folds and cost', async () => {
    let now = 0
    const shares: number[] = []
    const measure = measureLearner(
      (_, share) => {
        shares.push(share)
        return logisticRegression()
      },
      data,
      splits,
      auc,
      { clock: () => (now += 250) },
    )
    const { signal } = new AbortController()
    const measured = await measure({ trial: 0, setting: {}, share: 0.3, signal })
    const { mean, folds } = await crossValidate(logisticRegression(), data, splits, auc)
    expect(shares).toEqual([0.3])
    expect(measured).toEqual({
      score: mean,
      folds: folds.map(({ score }) => score),
      fitSeconds: 1,
      scoreSeconds: 1,
    })
  })
})
