import { describe, expect, it } from 'vitest'
import type { Column, Dataset, Frame } from '../frame.js'
import { multinomialRegression } from '../linear/multinomial.js'
import type { Learner, Model } from '../model.js'
import { foldSplits, randomFolds } from '../split/folds.js'
import { timeOrderedSplits } from '../split/time-ordered.js'
import { outOfFold } from './out-of-fold.js'

const rows = 20
const id: Column = { kind: 'numeric', name: 'id', values: new Float64Array(rows).map((_, row) => row) }
const data: Dataset = {
  frame: { rows, columns: [id] },
  target: new Float64Array(rows).map((_, row) => row % 3),
}

function idsOf({ columns }: Frame): number[] {
  const [column] = columns
  return column.kind === 'numeric' ? [...column.values] : []
}

/** Predicts 1 for a row it was fitted on and 0 for others. */
const memory: Learner = {
  kind: 'memory',
  fit: (seen) => {
    const known = new Set(idsOf(seen.frame))
    const predict = (frame: Frame): Float64Array =>
      Float64Array.from(idsOf(frame), (each) => Number(known.has(each)))
    return Promise.resolve({
      kind: 'memory',
      task: 'regression',
      outputs: 1,
      inputs: [],
      predict,
    } as unknown as Model)
  },
}

describe('out-of-fold predictions', () => {
  it('are never of a model that has seen the row', async () => {
    const { predictions, tested } = await outOfFold(memory, data, foldSplits(randomFolds(rows, 4, 1)))
    expect([...predictions]).toEqual(Array(rows).fill(0))
    expect(tested).toHaveLength(rows)
  })

  it('leave out rows that no split tests', async () => {
    const times = idsOf(data.frame)
    const splits = timeOrderedSplits(times, { splits: 3, gap: 0 })
    const { predictions, tested } = await outOfFold(memory, data, splits)
    expect([...tested]).toEqual(times.slice(5))
    expect([...predictions]).toEqual([...Array<number>(5).fill(NaN), ...Array<number>(15).fill(0)])
  })

  it('are averaged where a row is tested twice', async () => {
    const counting = [1, 3].map(
      (value): Learner['fit'] =>
        () =>
          Promise.resolve({
            task: 'regression',
            outputs: 1,
            predict: () => Float64Array.of(value),
          } as unknown as Model),
    )
    const learner: Learner = {
      kind: 'counting',
      fit: (...given) => (counting.shift() ?? counting[0])(...given),
    }
    const split = { train: Uint32Array.of(0), test: Uint32Array.of(7) }
    const { predictions } = await outOfFold(learner, data, [split, split])
    expect(predictions[7]).toBe(2)
  })

  it('have probability 0 for a class that the training rows lack', async () => {
    const split = {
      train: Uint32Array.from([0, 1, 3, 4, 6, 7, 9, 10]),
      test: Uint32Array.from([2, 5]),
    }
    const { outputs, predictions } = await outOfFold(multinomialRegression(), data, [split])
    expect(outputs).toBe(3)
    expect(predictions[2 * 3 + 2]).toBe(0)
    expect(predictions[2 * 3] + predictions[2 * 3 + 1]).toBeCloseTo(1, 12)
  })

  it('refuse a split that tests what it trains on', async () => {
    const split = { train: Uint32Array.of(0, 1, 2), test: Uint32Array.of(2, 3) }
    await expect(outOfFold(memory, data, [split])).rejects.toThrow(/row 2 in both parts/)
  })

  it('tell how far they are over all folds', async () => {
    const shares: number[] = []
    await outOfFold(multinomialRegression(), data, foldSplits(randomFolds(rows, 4, 1)), {
      onProgress: (share) => shares.push(share),
    })
    expect(shares).toEqual([0.25, 0.5, 0.75, 1])
  })
})
