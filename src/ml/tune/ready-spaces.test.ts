import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { boosting } from '../boosting/boosting.js'
import { extraTrees, randomForest } from '../forest/forest.js'
import { elasticNet } from '../linear/elastic-net.js'
import { logisticRegression } from '../linear/logistic.js'
import { metricNamed } from '../metrics/metric.js'
import type { Learner } from '../model.js'
import { foldSplits, stratifiedFolds } from '../split/folds.js'
import { measureLearner } from './measure-learner.js'
import { boostingSpace, elasticNetSpace, forestSpace, ridgeSpace } from './ready-spaces.js'
import { axesOf, drawEvenly, type Setting, settingOf, type Space } from './space.js'
import { Study } from './study.js'

/** Learners check their parameters when they are made. */
function expectAccepted<Searched extends Space>(
  space: Searched,
  make: (setting: Setting<Searched>) => Learner,
): void {
  const random = new Random(1)
  const axes = axesOf(space)
  for (let draw = 0; draw < 200; draw++) {
    const setting = settingOf(space, drawEvenly(axes, random)) as Setting<Searched>
    expect(() => make(setting)).not.toThrow()
  }
}

describe('ready spaces', () => {
  it('hold what their learners accept', () => {
    expectAccepted(boostingSpace, (setting) => boosting(setting))
    expectAccepted(forestSpace, (setting) => randomForest(setting))
    expectAccepted(forestSpace, (setting) => extraTrees(setting))
    expectAccepted(elasticNetSpace, (setting) => elasticNet({ task: 'classification', ...setting }))
    expectAccepted(ridgeSpace, (setting) => logisticRegression(setting))
  })

  it('tune boosting from end to end, rounds being the budget', async () => {
    const random = new Random(2)
    const rows = 240
    const columns = ['a', 'b', 'c'].map((name) => ({
      kind: 'numeric' as const,
      name,
      values: Float64Array.from({ length: rows }, () => random.normal()),
    }))
    const [a, b] = columns.map(({ values }) => values)
    const target = a.map((x, row) => (random.uniform() < 1 / (1 + Math.exp(-2 * x * b[row])) ? 1 : 0))
    const splits = foldSplits(stratifiedFolds(target, 3, 1))
    const make = (setting: Setting<typeof boostingSpace>, share: number): Learner =>
      boosting({ ...setting, numIterations: Math.ceil(27 * share) })
    const metric = metricNamed('logLoss')
    const study = new Study({
      space: boostingSpace,
      better: metric.better,
      seed: 1,
      concurrency: 2,
      halving: { smallest: 1 / 9 },
    })
    const measure = measureLearner(make, { frame: { rows, columns }, target }, splits, metric)
    await study.run(measure, { trials: 9 })
    expect(study.trials).toHaveLength(9)
    expect(study.best?.folds).toHaveLength(3)
    // Knowing nothing costs ln 2.
    expect(study.best?.score).toBeLessThan(Math.LN2)
  })
})
