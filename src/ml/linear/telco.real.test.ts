import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Column, Dataset, Frame } from '../frame.js'
import { averagePrecision } from '../metrics/average-precision.js'
import { brier } from '../metrics/brier.js'
import { calibrationError } from '../metrics/calibration-error.js'
import { logLoss } from '../metrics/log-loss.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { foldSplits, stratifiedFolds } from '../split/folds.js'
import { logisticRegression } from './logistic.js'

const datasets =
  process.env['FORETELL_DATASETS'] ?? fileURLToPath(new URL('../../../../shared/datasets', import.meta.url))
const file = `${datasets}/telco_churn/telco_customer_churn.csv`

describe.skipIf(!existsSync(file))('logistic regression on Telco churn', () => {
  it('reaches the published cross-validated quality and no more', async () => {
    const data = readTelco()
    const predicted = new Float64Array(data.frame.rows)
    for (const { train, test } of foldSplits(stratifiedFolds(data.target, 5, 1))) {
      const model = await logisticRegression().fit({
        frame: rowsOf(data.frame, train),
        target: Float64Array.from(train, (row) => data.target[row]),
      })
      expect(model.converged).toBe(true)
      const scores = model.predict(rowsOf(data.frame, test))
      test.forEach((row, i) => (predicted[row] = scores[i]))
    }
    // scikit-learn, 5 folds x 2: AUC .8451, average precision .655, log loss .4177, Brier .1356. Above .87 is a leak.
    expect(areaUnderRoc(data.target, predicted)).toBeCloseTo(0.845, 2)
    expect(averagePrecision(data.target, predicted)).toBeCloseTo(0.655, 2)
    expect(logLoss(data.target, predicted)).toBeCloseTo(0.4177, 2)
    expect(brier(data.target, predicted)).toBeCloseTo(0.1356, 2)
    expect(calibrationError(data.target, predicted)).toBeLessThan(0.03)
  })
})

function readTelco(): Dataset {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const cells = lines.map((line) => line.split(','))
  const columns = names.flatMap((name, at): Column[] => {
    if (name === 'customerID' || name === 'Churn') return []
    const texts = cells.map((row) => row[at].trim())
    if (texts.every((text) => text === '' || Number.isFinite(Number(text)))) {
      return [
        {
          kind: 'numeric',
          name,
          values: Float64Array.from(texts, (text) => (text === '' ? NaN : Number(text))),
        },
      ]
    }
    const levels = [...new Set(texts)]
    return [{ kind: 'category', name, levels, codes: Int32Array.from(texts, (text) => levels.indexOf(text)) }]
  })
  const target = Float64Array.from(cells, (row) => (row[names.indexOf('Churn')] === 'Yes' ? 1 : 0))
  return { frame: { rows: cells.length, columns }, target }
}

function rowsOf(frame: Frame, rows: Uint32Array): Frame {
  return {
    rows: rows.length,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
    ),
  }
}
