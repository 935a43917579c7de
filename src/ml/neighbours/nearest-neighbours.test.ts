import { describe, expect, it } from 'vitest'
import { customers } from '../boosting/dataset.testing.js'
import type { CategoryColumn, Column } from '../frame.js'
import { loadModel } from '../load.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { nearestNeighbours } from './nearest-neighbours.js'

describe('nearest neighbours', () => {
  it('finds what similar rows tell', async () => {
    const model = await nearestNeighbours({ task: 'classification' }).fit(customers(2000, 1))
    const fresh = customers(500, 2)
    expect(areaUnderRoc(fresh.target, model.predict(fresh.frame))).toBeGreaterThan(0.75)
  })

  it('takes a missing number for like another missing one, and a new level for like none', async () => {
    const values = Float64Array.of(1, 1, 1, NaN, NaN, NaN)
    const names: CategoryColumn = {
      kind: 'category',
      name: 'b',
      codes: Int32Array.of(0, 0, 1, 1, 1, -1),
      levels: ['x', 'y'],
    }
    const columns: Column[] = [{ kind: 'numeric', name: 'a', values }, names]
    const target = Float64Array.of(1, 2, 3, 4, 5, 6)
    const model = await nearestNeighbours({ task: 'regression', neighbours: 1 }).fit({
      frame: { rows: 6, columns },
      target,
    })
    const predicted = model.predict({
      rows: 4,
      columns: [
        { kind: 'numeric', name: 'a', values: Float64Array.of(1, NaN, NaN, 1) },
        { ...names, codes: Int32Array.of(0, 1, -1, 2), levels: ['x', 'y', 'new'] },
      ],
    })
    // Those equally near have a say together.
    expect([...predicted]).toEqual([1.5, 4.5, 6, 2])
  })

  it('keeps no more rows than it may, the same ones for a seed', async () => {
    const data = customers(500, 3)
    const learner = nearestNeighbours({ task: 'classification', rows: 50 })
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => learner.fit(data, { seed })))
    expect(first.toJSON()['target']).toHaveLength(50)
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(first))
  })

  it('asks all rows where there are fewer than neighbours', async () => {
    const frame = {
      rows: 3,
      columns: [{ kind: 'numeric', name: 'a', values: Float64Array.of(1, 2, 9) } as const],
    }
    const model = await nearestNeighbours({ task: 'regression' }).fit({
      frame,
      target: Float64Array.of(3, 6, 9),
    })
    expect([...model.predict(frame)]).toEqual([6, 6, 6])
  })

  it('refuses counts out of range', () => {
    expect(() => nearestNeighbours({ task: 'regression', neighbours: 0 })).toThrow(/neighbours expects/)
    expect(() => nearestNeighbours({ task: 'regression', rows: 1.5 })).toThrow(/rows expects/)
  })

  it('refuses stored models that do not fit together', async () => {
    const model = await nearestNeighbours({ task: 'classification' }).fit(customers(40, 4))
    const good = JSON.parse(JSON.stringify(model)) as Record<string, number[]>
    const damaged: Record<string, unknown>[] = [
      { neighbours: 41 },
      { neighbours: 0 },
      { target: good['target'].map((value) => value * 2) },
      { numbers: good['numbers'].slice(1) },
      { codes: good['codes'].slice(1) },
      { codes: good['codes'].map(() => -3) },
      { rates: [] },
      { rates: [0.5, 0.5] },
      { weights: good['weights'].map(() => 0) },
      { weights: [] },
      { task: 'multiclass' },
    ]
    for (const change of damaged) {
      expect(() => loadModel({ ...good, ...change }), JSON.stringify(change).slice(0, 60)).toThrow(
        /where .* should be/,
      )
    }
  })
})
