import { describe, expect, it } from 'vitest'
import { boosting } from '../../src/ml/boosting/boosting.js'
import { errorClusters } from '../../src/ml/explain/error-clusters.js'
import { interactionValues } from '../../src/ml/explain/interaction-values.js'
import { interventionalShap } from '../../src/ml/explain/interventional-shap.js'
import { linearShap, type LinearShapOptions } from '../../src/ml/explain/linear-shap.js'
import { permutationImportance } from '../../src/ml/explain/permutation-importance.js'
import { permutationShap } from '../../src/ml/explain/permutation-shap.js'
import { randomForest } from '../../src/ml/forest/forest.js'
import type { Column, Dataset, Frame } from '../../src/ml/frame.js'
import { linearRegression } from '../../src/ml/linear/ridge.js'
import { defaultMetric } from '../../src/ml/metrics/metric.js'
import type { Learner, Model } from '../../src/ml/model.js'
import { nearestNeighbours } from '../../src/ml/neighbours/nearest-neighbours.js'
import { neuralNetwork } from '../../src/ml/neural/neural-network.js'
import { frameRows } from '../../src/ml/split/rows.js'
import { ForetellError } from '../../src/shared/errors.js'
import { describeExplainer, type Explained, mixedData } from './explainer.js'

/** What a model of amounts says of itself. */
function ownContributions(learner: Learner): (data: Dataset) => Promise<Explained> {
  return async (data) => {
    const model = await learner.fit(data)
    return {
      inputs: model.inputs.map(({ name }) => name),
      raw: (frame) => model.predict(frame),
      explain: (frame) => model.contributions(frame),
    }
  }
}

describeExplainer({
  name: 'TreeSHAP of boosted trees',
  prepare: ownContributions(boosting({ objective: 'squared', numIterations: 20, minDataInLeaf: 5 })),
})
describeExplainer({
  name: 'TreeSHAP of a forest',
  prepare: ownContributions(randomForest({ task: 'regression', numTrees: 10 })),
})
const trees = boosting({ objective: 'squared', numIterations: 20, minDataInLeaf: 5 })
describeExplainer({
  name: 'interventional TreeSHAP',
  prepare: async (data) => {
    const model = await trees.fit(data)
    return {
      inputs: model.inputs.map(({ name }) => name),
      raw: (frame) => model.predict(frame),
      explain: (frame) => interventionalShap(model, frame, data.frame),
    }
  },
  againstBackground: true,
})
describeExplainer({
  name: 'interaction values of trees, summed up',
  prepare: async (data) => {
    const model = await trees.fit(data)
    const width = model.inputs.length
    return {
      inputs: model.inputs.map(({ name }) => name),
      raw: (frame) => model.predict(frame),
      explain: (frame) => {
        const { baseline, values } = interactionValues(model, frame)
        const sums = new Float64Array(frame.rows * width)
        values.forEach((value, i) => (sums[Math.floor(i / width)] += value))
        return { baseline, values: sums }
      },
    }
  },
})
describeExplainer({
  name: 'contributions of a linear regression',
  prepare: ownContributions(linearRegression()),
  symmetric: true,
})
describeExplainer({
  name: 'contributions of a neural network',
  prepare: ownContributions(neuralNetwork({ task: 'regression', epochs: 3 })),
  tolerance: 1e-6,
})
describeExplainer({
  name: 'contributions of nearest neighbours',
  prepare: ownContributions(nearestNeighbours({ task: 'regression' })),
})

for (const dependence of ['independent', 'correlated'] as const) {
  const options: LinearShapOptions = { dependence }
  describeExplainer({
    name: `linear SHAP, ${dependence}`,
    prepare: async (data) => {
      const model = await linearRegression().fit(data)
      return {
        inputs: model.inputs.map(({ name }) => name),
        raw: (frame) => model.predict(frame),
        explain: (frame) => linearShap(model, frame, data.frame, options),
      }
    },
    symmetric: true,
    againstBackground: true,
    sharesWhatIsTold: dependence === 'correlated',
  })
}

/** A fixed function that treats age and its twin alike and does not look at the constant. */
function fixed({ rows, columns }: Frame): Float64Array {
  const numbers = (name: string): ArrayLike<number> => {
    const column = columns.find((candidate) => candidate.name === name)
    return column?.kind === 'numeric' ? column.values : []
  }
  const plan = columns.find(({ name }) => name === 'plan')
  const [age, twin, spend] = [numbers('age'), numbers('twin'), numbers('spend')].map((values) =>
    Float64Array.from(values, (value) => (Number.isNaN(value) ? -1 : Math.max(-5, Math.min(5, value)))),
  )
  return Float64Array.from({ length: rows }, (_, row) => {
    const level = plan?.kind === 'category' ? plan.levels[plan.codes[row]] : undefined
    return age[row] + twin[row] + age[row] * twin[row] + spend[row] * (level === 'team' ? 2 : -1)
  })
}

/** The function, or what it is when the target is always the same. */
function rawOf({ target }: Dataset): (frame: Frame) => Float64Array {
  const same = target.length > 1 && target.every((value) => value === target[0])
  return same ? (frame) => new Float64Array(frame.rows).fill(target[0]) : fixed
}

function withNoise(frame: Frame, columns: number): Frame {
  const noise = Array.from({ length: columns }, (_, i): Column => {
    return {
      kind: 'numeric',
      name: `noise${i}`,
      values: new Float64Array(frame.rows).map((_v, row) => (row * (i + 3)) % 7),
    }
  })
  return { rows: frame.rows, columns: [...frame.columns, ...noise] }
}

describeExplainer({
  name: 'permutation SHAP, every coalition',
  prepare: (data) => {
    const background = frameRows(
      data.frame,
      Uint32Array.from({ length: Math.min(20, data.frame.rows) }, (_, i) => i),
    )
    const raw = rawOf(data)
    return Promise.resolve({
      inputs: data.frame.columns.map(({ name }) => name),
      raw,
      explain: (frame) => permutationShap(raw, frame, background),
    })
  },
  symmetric: true,
  againstBackground: true,
})
describeExplainer({
  name: 'permutation SHAP, random walks',
  prepare: (data) => {
    const rows = Uint32Array.from({ length: Math.min(20, data.frame.rows) }, (_, i) => i)
    const background = withNoise(frameRows(data.frame, rows), 6)
    const raw = rawOf(data)
    return Promise.resolve({
      inputs: background.columns.map(({ name }) => name),
      raw,
      explain: (frame) => permutationShap(raw, withNoise(frame, 6), background),
    })
  },
  symmetric: true,
})

describe('explainers of the same question', () => {
  it('agree: interventional TreeSHAP and every coalition', async () => {
    const data = mixedData()
    const model = await trees.fit(data)
    const background = frameRows(
      data.frame,
      Uint32Array.from({ length: 15 }, (_, i) => i),
    )
    const byTrees = interventionalShap(model, data.frame, background)
    const byAsking = permutationShap((frame) => model.predict(frame), data.frame, background)
    expect(byAsking.baseline).toBeCloseTo(byTrees.baseline, 9)
    byAsking.values.forEach((value, i) => expect(value).toBeCloseTo(byTrees.values[i], 9))
  })
})

describe('what takes long', () => {
  const frame: Frame = {
    rows: 400,
    columns: [{ kind: 'numeric', name: 'x', values: new Float64Array(400).map((_, row) => row % 40) }],
  }
  const data: Dataset = { frame, target: new Float64Array(400).map((_, row) => row % 3) }
  const model: Pick<Model, 'predict' | 'task' | 'outputs'> = {
    task: 'regression',
    outputs: 1,
    predict: (given) => new Float64Array(given.rows).fill(1),
  }
  const predict = (given: Frame): Float64Array => model.predict(given)

  it.each<[string, (signal: AbortSignal) => unknown]>([
    ['permutation SHAP', (signal) => permutationShap(predict, frame, frame, { signal })],
    [
      'permutation importance',
      (signal) => permutationImportance(predict, data, { metric: defaultMetric('regression'), signal }),
    ],
    ['error clusters', (signal) => errorClusters(model, data, { signal })],
  ])('stops when it is told to: %s', async (_, run) => {
    const runWith = (signal: AbortSignal): Promise<unknown> =>
      new Promise((resolve) => {
        resolve(run(signal))
      })
    await expect(runWith(AbortSignal.abort())).rejects.toSatisfy(
      (error) => error instanceof ForetellError && error.code === 'CANCELLED',
    )
    await expect(runWith(new AbortController().signal)).resolves.toBeDefined()
  })
})
