import { describe, expect, it } from 'vitest'
import { defaultMetric, isBetter, metricNamed, metricNames } from './metric.js'

describe('metricNamed', () => {
  it.each(metricNames)('%s prefers the better of two predictions', (name) => {
    const metric = metricNamed(name)
    const multiclass = metric.tasks[0] === 'multiclass'
    const target = metric.tasks[0] === 'regression' || metric.tasks[0] === 'survival' ? [1, 2, 4] : [0, 1, 1]
    const good = multiclass ? [0.8, 0.2, 0.2, 0.8, 0.3, 0.7] : target.map((y) => 0.2 + 0.7 * y)
    const bad = multiclass ? [0.2, 0.8, 0.8, 0.2, 0.9, 0.1] : target.map((y) => 5 - y)
    const [better, worse] = [metric.compute(good, target), metric.compute(bad, target)]
    expect(isBetter(metric, better, worse)).toBe(true)
    expect(isBetter(metric, worse, better)).toBe(false)
    expect(isBetter(metric, better, better)).toBe(false)
    expect(isBetter(metric, worse, NaN)).toBe(true)
    expect(isBetter(metric, NaN, worse)).toBe(false)
  })

  it.each(metricNames)('%s counts a row of weight 2 as two rows, and none of weight 0', (name) => {
    const metric = metricNamed(name)
    const wide = metric.tasks[0] === 'multiclass'
    const classes = metric.tasks.includes('classification') || wide
    const target = classes ? [0, 1, 1, 0] : [1, 2, 4, 3]
    const p = wide ? [0.6, 0.4, 0.3, 0.7, 0.55, 0.45, 0.1, 0.9] : [0.3, 0.6, 0.5, 0.9]
    const twice = wide ? [0.6, 0.4, 0.3, 0.7, 0.3, 0.7, 0.55, 0.45] : [0.3, 0.6, 0.6, 0.5]
    const repeated = [target[0], target[1], target[1], target[2]]
    expect(metric.compute(p, target, [1, 2, 1, 0])).toBeCloseTo(metric.compute(twice, repeated), 12)
  })

  it('takes the number of a family behind a colon', () => {
    expect(metricNamed('pinball:0.9').compute([0], [1])).toBeCloseTo(0.9, 12)
    expect(metricNamed('pinball').compute([0], [1])).toBe(0.5)
    expect(metricNamed('huber:2').compute([0], [4])).toBe(6)
    expect(metricNamed('tweedieDeviance:0').compute([1], [3])).toBe(4)
    expect(metricNamed('pinball:0.9').name).toBe('pinball:0.9')
  })

  it.each(['area', 'toString', 'pinball:1', 'pinball:', 'pinball:x', 'pinball:0.1:2', 'huber:0', 'auc:1'])(
    'refuses %s',
    (name) => expect(() => metricNamed(name)).toThrow(/the parameter metric expects/),
  )

  it('has one for every task, that judges it', () => {
    for (const task of ['classification', 'multiclass', 'regression', 'survival'] as const) {
      expect(defaultMetric(task).tasks).toContain(task)
    }
  })

  it('looks at censoring', () => {
    const metric = metricNamed('concordance')
    // The second row's time is only known to be above 1: nothing can be said of 1 and 2.
    expect(metric.compute([1, 2, 3], [2, 1, 3], undefined, [2, Infinity, 3])).toBe(1)
    expect(metric.compute([1, 2, 3], [2, 1, 3])).toBeCloseTo(2 / 3, 12)
  })
})
