import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { ImportedModel } from '../interchange/imported-model.js'
import { type EnsembleShape, randomCodings, randomEnsemble, randomFrame } from './random-ensemble.testing.js'
import { type RowScorer, rowScorer } from './row-scorer.js'

const shapes: Record<string, EnsembleShape> = {
  'small trees': { depth: 3, trees: 21 },
  'deep trees': { depth: 11, trees: 5 },
  'several outputs': { depth: 5, trees: 3, outputs: 3 },
  averages: { depth: 5, trees: 7, average: true },
  'single precision': { depth: 8, trees: 12, single: true },
  'no tree': { depth: 0, trees: 0 },
}

function modelOf(random: Random, shape: EnsembleShape) {
  const codings = randomCodings(random)
  const outputs = shape.outputs ?? 1
  const model = new ImportedModel({
    program: 'LightGBM',
    objective: outputs > 1 ? 'multiclass' : 'binary',
    task: outputs > 1 ? 'multiclass' : 'classification',
    link: { name: outputs > 1 ? 'softmax' : 'logistic', slope: 1 },
    ensemble: randomEnsemble(random, codings, shape),
  })
  return { model, codings }
}

function setRow(scorer: RowScorer, frame: Frame, row: number): void {
  for (const column of frame.columns) {
    if (column.kind === 'numeric') scorer.set(column.name, column.values[row])
    else scorer.set(column.name, column.codes[row] < 0 ? null : column.levels[column.codes[row]])
  }
}

describe('a row', () => {
  it.each(Object.entries(shapes))('is scored as by predict: %s', (_, shape) => {
    const random = new Random(9)
    const { model, codings } = modelOf(random, shape)
    const frame = randomFrame(random, codings, 200)
    const [scores, predictions] = [model.predictRaw(frame), model.predict(frame)]
    const scorer = rowScorer(model)
    for (let row = 0; row < frame.rows; row++) {
      setRow(scorer, frame, row)
      scorer.score()
      const [begin, end] = [row * model.outputs, (row + 1) * model.outputs]
      expect(scorer.scores).toEqual(scores.subarray(begin, end))
      expect(scorer.predictions).toEqual(predictions.subarray(begin, end))
    }
  })

  it('is refused where names and numbers are mixed up', () => {
    const scorer = rowScorer(modelOf(new Random(2), shapes['small trees']).model)
    expect(() => {
      scorer.set('few', 1)
    }).toThrowError('few')
    expect(() => {
      scorer.set('fine', 'x')
    }).toThrowError('fine')
    expect(() => {
      scorer.set('gone', 1)
    }).toThrowError('gone')
  })

  it('takes codes that are none for levels never seen', () => {
    const { model } = modelOf(new Random(2), shapes['small trees'])
    const [scorer, other] = [rowScorer(model), rowScorer(model)]
    const few = model.inputs.findIndex(({ name }) => name === 'few')
    other.set('few', 'no such level')
    other.score()
    for (const code of [-1, 1e9, Infinity]) {
      scorer.values[few] = code
      scorer.score()
      expect(scorer.scores).toEqual(other.scores)
    }
  })

  it('leaves nothing behind', () => {
    const { model } = modelOf(new Random(2), shapes['several outputs'])
    const scorer = rowScorer(model)
    const run = (times: number): void => {
      for (let i = 0; i < times; i++) {
        scorer.values[0] = i
        scorer.score()
      }
    }
    // Until the compiler has seen it often enough to keep numbers off the heap.
    for (let i = 0; i < 3; i++) run(20_000)
    const before = process.memoryUsage().heapUsed
    run(100_000)
    // One number a call would be 1.6 MB. What is left is the runner's own, and the compiler's.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(800_000)
  })
})
