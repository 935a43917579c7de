import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Column } from '../../../src/ml/frame.js'
import { nearestNeighbours } from '../../../src/ml/neighbours/nearest-neighbours.js'
import { datasetRows, frameRows } from '../../../src/ml/split/rows.js'

interface Fixture {
  train: number
  x: (number | null)[][]
  group: number[]
  target: number[]
  grade: number[]
  amount: number[]
  predicted: Record<'classification' | 'multiclass' | 'regression', number[]>
}

const fixture = JSON.parse(readFileSync(new URL('neighbours.json', import.meta.url), 'utf8')) as Fixture
const columns: Column[] = [
  ...fixture.x.map((values, i): Column => {
    return { kind: 'numeric', name: `x${i}`, values: Float64Array.from(values, (value) => value ?? NaN) }
  }),
  { kind: 'category', name: 'group', codes: Int32Array.from(fixture.group), levels: ['a', 'b', 'c', 'd'] },
]
const frame = { rows: fixture.target.length, columns }
const rows = new Uint32Array(frame.rows).map((_, row) => row)
const trained = rows.slice(0, fixture.train)
const neighbours = 7

describe('nearest neighbours against scikit-learn', () => {
  const predict = async (
    task: 'classification' | 'multiclass' | 'regression',
    values: number[],
  ): Promise<Float64Array> => {
    const data = datasetRows({ frame, target: Float64Array.from(values) }, trained)
    const model = await nearestNeighbours({ task, neighbours }).fit(data)
    return model.predict(frameRows(frame, rows.slice(fixture.train)))
  }

  it('predicts the same amounts', async () => {
    const ours = await predict('regression', fixture.amount)
    fixture.predicted.regression.forEach((value, row) => expect(ours[row]).toBeCloseTo(value, 12))
  })

  it('predicts the same rates, with one more neighbour at the rate of all', async () => {
    const ours = await predict('classification', fixture.target)
    const rate = fixture.target.slice(0, fixture.train).reduce((sum, each) => sum + each, 0) / fixture.train
    fixture.predicted.classification.forEach((share, row) =>
      expect(ours[row]).toBeCloseTo((share * neighbours + rate) / (neighbours + 1), 12),
    )
  })

  it('predicts the same rates of classes', async () => {
    const ours = await predict('multiclass', fixture.grade)
    const grades = fixture.grade.slice(0, fixture.train)
    fixture.predicted.multiclass.forEach((share, at) => {
      const rate = grades.filter((grade) => grade === at % 3).length / fixture.train
      expect(ours[at]).toBeCloseTo((share * neighbours + rate) / (neighbours + 1), 12)
    })
  })
})
