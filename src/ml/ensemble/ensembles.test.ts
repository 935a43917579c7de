import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { customers } from '../boosting/dataset.testing.js'
import type { Column, Dataset, Frame } from '../frame.js'
import { logisticRegression } from '../linear/logistic.js'
import { poissonRegression } from '../linear/poisson.js'
import { linearRegression } from '../linear/ridge.js'
import { loadModel } from '../load.js'
import { logLoss } from '../metrics/log-loss.js'
import { metricNamed } from '../metrics/metric.js'
import { areaUnderRoc } from '../metrics/roc.js'
import type { Learner, Model } from '../model.js'
import { nearestNeighbours } from '../neighbours/nearest-neighbours.js'
import { blended } from './blended.js'
import { stacked } from './stacked.js'

/** Customers with one more column that says nothing and by which a row can be recognised. */
function withNoise(rows: number, seed: number): Dataset {
  const data = customers(rows, seed)
  const random = new Random(seed + 1000)
  const noise: Column = {
    kind: 'numeric',
    name: 'noise',
    values: Float64Array.from({ length: rows }, () => random.normal()),
  }
  const columns = [...data.frame.columns.filter(({ name }) => name !== 'noise'), noise]
  return { frame: { rows, columns }, target: data.target }
}

/** Sees only some of the columns. */
function seeing(learner: Learner, name: (column: string) => boolean): Learner {
  const part = ({ rows, columns }: Frame): Frame => ({
    rows,
    columns: columns.filter((each) => name(each.name)),
  })
  return {
    kind: learner.kind,
    fit: (data, options) => learner.fit({ ...data, frame: part(data.frame) }, options),
  }
}

const good = seeing(logisticRegression(), (name) => name !== 'noise')
/** Knows every training row by heart and nothing else. */
const memory = seeing(
  nearestNeighbours({ task: 'classification', neighbours: 1 }),
  (name) => name === 'noise',
)

describe('ensembles do not trust what only remembers', () => {
  const data = withNoise(800, 1)
  const fresh = withNoise(4000, 2)
  const areaOf = async (learner: Learner): Promise<number> =>
    areaUnderRoc(fresh.target, (await learner.fit(data)).predict(fresh.frame))

  it('which is perfect on the rows it has seen and worthless on others', async () => {
    const model = await memory.fit(data)
    expect(areaUnderRoc(data.target, model.predict(data.frame))).toBe(1)
    expect(Math.abs(areaUnderRoc(fresh.target, model.predict(fresh.frame)) - 0.5)).toBeLessThan(0.03)
  })

  it.each([
    ['a stack', stacked],
    ['a blend', blended],
  ])('%s is as good as the honest learner alone', async (_, ensemble) => {
    const together = await areaOf(ensemble({ task: 'classification', learners: { memory, good } }))
    expect(together).toBeGreaterThan((await areaOf(good)) - 0.005)
  })

  it('a blend gives it next to no weight', async () => {
    const { members } = await blended({ task: 'classification', learners: { memory, good } }).fit(data)
    const weight = members.find(({ name }) => name === 'memory')?.weight ?? 0
    expect(weight).toBeLessThan(0.05)
  })
})

describe('a blend', () => {
  const a = seeing(linearRegression(), (name) => name === 'visits')
  const b = seeing(linearRegression(), (name) => name === 'amount' || name === 'plan')
  const scores = (rows: number, seed: number): Dataset => {
    const { frame, score } = customers(rows, seed)
    return { frame, target: score }
  }

  it('is better than each of its members where they know different things', async () => {
    const data = customers(1500, 3)
    const fresh = customers(3000, 4)
    const learners = {
      counts: seeing(logisticRegression(), (name) => name === 'visits'),
      others: seeing(logisticRegression(), (name) => name !== 'visits'),
    }
    const lossOf = async (learner: Learner): Promise<number> =>
      logLoss(fresh.target, (await learner.fit(data)).predict(fresh.frame))
    const best = Math.min(await lossOf(learners.counts), await lossOf(learners.others))
    expect(await lossOf(blended({ task: 'classification', learners }))).toBeLessThan(best - 0.01)
    expect(await lossOf(stacked({ task: 'classification', learners }))).toBeLessThan(best - 0.05)
  })

  it('explains itself by the weighted sum of its members', async () => {
    const data = scores(300, 5)
    const model = await blended({ task: 'regression', learners: { a, b } }).fit(data)
    expect(model.members.map(({ name }) => name)).toEqual(['a', 'b'])
    const { values } = model.contributions(data.frame)
    const [first] = model.members
    const own = first.model.contributions(data.frame)
    // Only the first member sees `visits`, which is the first column.
    own.values.forEach((value, row) => expect(values[row * 4]).toBeCloseTo(first.weight * value, 12))
  })

  it('adds up where a member explains a logarithm and the blend is of amounts', async () => {
    const random = new Random(6)
    const { frame, score } = customers(200, 6)
    const target = score.map((value) => random.poisson(Math.exp(value / 4)))
    const learners = { counts: poissonRegression(), plain: linearRegression({ l2: 100 }) }
    const model = await blended({ task: 'regression', learners }).fit({ frame, target })
    expect(model.members).toHaveLength(2)
    const some = { rows: 5, columns: frame.columns.map((column) => cut(column, 5)) }
    const { baseline, values } = model.contributions(some)
    model.predict(some).forEach((value, row) => {
      const sum = values.slice(row * 4, row * 4 + 4).reduce((all, each) => all + each, baseline)
      expect(sum).toBeCloseTo(value, 9)
    })
  })

  it('is judged by the metric asked for', async () => {
    const data = scores(400, 7)
    const skewed = { ...data, target: data.target.map((value) => Math.exp(value)) }
    const weightsBy = async (name: string): Promise<number[]> => {
      const learners = { mean: linearRegression({ l2: 1e-6 }), flat: linearRegression({ l2: 1e6 }) }
      const metric = metricNamed(name)
      return (await blended({ task: 'regression', learners, metric }).fit(skewed)).members.map(
        ({ weight }) => weight,
      )
    }
    expect(await weightsBy('mae')).not.toEqual(await weightsBy('rmse'))
  })

  it('blends times by what their order says, and keeps the upper limits of censored rows with them', async () => {
    const random = new Random(8)
    const values = Float64Array.from({ length: 300 }, () => random.normal())
    const frame: Frame = { rows: 300, columns: [{ kind: 'numeric', name: 'a', values }] }
    const target = values.map((value) => Math.exp(value + 0.3 * random.normal()))
    const upper = target.map((time, row) => (row % 4 === 0 ? Infinity : time))
    const timesFrom = (sign: number): Learner => ({
      kind: 'times',
      fit: (data) => {
        expect(data.upper).toHaveLength(data.frame.rows)
        const predict = ({ columns: [column] }: Frame): Float64Array =>
          column.kind === 'numeric'
            ? Float64Array.from(column.values, (value) => Math.exp(sign * value))
            : values
        return Promise.resolve({
          kind: 'times',
          task: 'survival',
          outputs: 1,
          inputs: [],
          predict,
        } as unknown as Model)
      },
    })
    const learners = { wrong: timesFrom(-1), right: timesFrom(1) }
    const model = await blended({ task: 'survival', learners }).fit({ frame, target, upper })
    expect(model.members.map(({ name, weight }) => [name, weight])).toEqual([['right', 1]])
    model.predict(frame).forEach((time, row) => expect(time).toBeCloseTo(Math.exp(values[row]), 9))
  })

  it('takes each learner as it comes when there is nothing to choose by', async () => {
    const data = scores(1, 9)
    const model = await blended({ task: 'regression', learners: { a, b } }).fit(data)
    expect(model.members.map(({ weight }) => weight)).toEqual([0.5, 0.5])
  })
})

describe('ensembles', () => {
  it('refuse options out of range', () => {
    const learners = { a: linearRegression() }
    expect(() => blended({ task: 'regression', learners: {} })).toThrow(/learners expects at least one/)
    expect(() => stacked({ task: 'regression', learners, folds: 1 })).toThrow(/folds expects/)
    expect(() => blended({ task: 'regression', learners, rounds: 0 })).toThrow(/rounds expects/)
    expect(() => stacked({ task: 'survival', learners })).toThrow(/meta expects a learner for survival/)
  })

  it('can be stopped on the way', async () => {
    for (const ensemble of [stacked, blended]) {
      const controller = new AbortController()
      const learner = ensemble({ task: 'classification', learners: { good, memory } })
      const fitting = learner.fit(withNoise(300, 3), {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      })
      await expect(fitting).rejects.toThrow(/was cancelled/)
    }
  })

  it('are not read when their parts do not fit together', async () => {
    const { frame, score } = customers(60, 10)
    const data = { frame, target: score }
    const learners = { a: linearRegression(), b: linearRegression({ l2: 50 }) }
    const blend = JSON.parse(
      JSON.stringify(await blended({ task: 'regression', learners }).fit(data)),
    ) as Stored
    const stack = JSON.parse(
      JSON.stringify(await stacked({ task: 'regression', learners }).fit(data)),
    ) as Stored
    const other = (await logisticRegression().fit(customers(60, 11))).toJSON()
    const [first] = blend.members
    const damaged: object[] = [
      { ...blend, members: [] },
      { ...blend, members: [{ ...first, weight: 0.4 }] },
      { ...blend, members: [{ ...first, weight: -1 }] },
      { ...blend, members: [{ ...first, weight: 1, model: other }] },
      { ...blend, members: [{ ...first, weight: 1, model: 7 }] },
      { ...blend, inputs: blend.inputs.slice(1) },
      { ...blend, task: 'survival' },
      { ...blend, outputs: 2 },
      { ...stack, members: stack.members.slice(1) },
      { ...stack, members: [stack.members[0], stack.members[0]] },
      { ...stack, meta: other },
      { ...stack, meta: stack },
      { ...stack, background: {} },
    ]
    for (const json of damaged) {
      expect(() => loadModel(json), JSON.stringify(json).slice(0, 80)).toThrow(/where .* should be/)
    }
  })

  it('are not read when they are nested without end', async () => {
    const { frame, score } = customers(30, 12)
    const learners = { a: linearRegression() }
    const model = await blended({ task: 'regression', learners }).fit({ frame, target: score })
    const nest = (json: object, times: number): object =>
      times === 0
        ? json
        : nest({ ...model.toJSON(), members: [{ name: 'a', weight: 1, model: json }] }, times - 1)
    const inner = model.toJSON()
    expect(loadModel(nest(inner, 3)).predict(frame)).toEqual(model.predict(frame))
    expect(() => loadModel(nest(inner, 5000))).toThrow(/nested at most/)
  })
})

interface Stored {
  readonly inputs: object[]
  readonly members: { weight: number; model: object }[]
}

function cut(column: Column, rows: number): Column {
  return column.kind === 'numeric'
    ? { ...column, values: column.values.slice(0, rows) }
    : { ...column, codes: column.codes.slice(0, rows) }
}
