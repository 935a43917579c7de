import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { resolve } from '../../config/resolve.js'
import { silentObserver } from '../../shared/observer.js'
import { Random } from '../../shared/random.js'
import { DAY, fixedClock } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../../warehouse/warehouse.testing.js'
import {
  type ClassificationMetrics,
  type RegressionMetrics,
  type TableReport,
  trainTable,
  type TrainTableOptions,
} from './train-table.js'

let store: TemporaryWarehouse
let project: Project

beforeAll(async () => {
  store = await temporaryWarehouse()
  project = {
    plan: resolve({ sources: {}, predictions: {} }, { root: store.root }),
    warehouse: store.warehouse,
    clock: fixedClock('2026-11-21T00:00:00Z'),
    observer: silentObserver,
  }
})

afterAll(() => store.dispose())

let files = 0

async function reportOf(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  options: TrainTableOptions,
): Promise<TableReport> {
  const file = join(store.root, `table-${files++}.csv`)
  await writeFile(file, [header, ...rows].map((row) => row.join(',')).join('\n'))
  return (await trainTable(project, file, options)).report
}

/** A customer's columns; those who visit little leave, and pay little. */
function customers(rows: number, seed = 1): { random: Random; rows: (string | number)[][] } {
  const random = new Random(seed)
  return {
    random,
    rows: Array.from({ length: rows }, (_, row) => {
      const visits = random.poisson(6)
      const plan = ['basic', 'pro', 'team'][random.below(3)]
      const leaves = random.uniform() < 1 / (1 + Math.exp(0.9 * visits - 4.5)) ? 'Yes' : 'No'
      const joined = new Date(Date.UTC(2024, 0, 1) + row * DAY).toISOString().slice(0, 10)
      const spent = (visits * 20 * random.exponential()).toFixed(2)
      return [`K-${1000 + row}`, visits, plan, joined, spent, leaves]
    }),
  }
}

const header = ['Customer ID', 'visits (30d)', 'Plan', 'joined', 'spent', 'Churn?']

describe('trainTable', () => {
  it('reports what was promised for two outcomes', async () => {
    const report = await reportOf(header, customers(800).rows, { target: 'Churn?' })
    expect(report).toMatchObject({
      rows: 800,
      task: 'classification',
      target: { positive: 'Yes' },
      split: { kind: 'random', training: 480, validation: 160, holdout: 160 },
      seed: 1,
    })
    const { auc, averagePrecision, logLoss, brier, calibrationError } =
      report.metrics as ClassificationMetrics
    expect(auc.low).toBeLessThan(auc.value)
    expect(auc.value).toBeLessThan(auc.high)
    expect(auc.value).toBeGreaterThan(0.75)
    for (const metric of [averagePrecision, logLoss, brier, calibrationError]) {
      expect(metric).toBeGreaterThanOrEqual(0)
    }
    expect(Object.keys(report.baseline)).toEqual(
      expect.arrayContaining(['base_rate', 'single_feature', 'logistic']),
    )
    expect(report.leaderboard.filter(({ chosen }) => chosen)).toHaveLength(1)
    expect(report.model.kind).toMatch(/boosting|logistic/)
    expect(report.dropped.map(({ name }) => name)).toEqual(['Customer ID', 'Churn?'])
    expect(report.warnings.join('\n')).toContain('"Customer ID" is left out')
  })

  it('cross-validates, on every row once', async () => {
    const report = await reportOf(header, customers(600).rows, { target: 'churn?', folds: 3 })
    expect(report.split).toMatchObject({ kind: 'folds', holdout: 600 })
    expect(report.evaluation.rows).toBe(600)
    expect(report.baseline['base_rate']).toMatchObject({ auc: { value: 0.5 } })
  })

  it('is the same for the same seed', async () => {
    const { rows } = customers(300)
    const [a, b] = [
      await reportOf(header, rows, { target: 'Churn?', seed: 5 }),
      await reportOf(header, rows, { target: 'Churn?', seed: 5 }),
    ]
    expect({ ...b, file: '' }).toEqual({ ...a, file: '' })
  })

  it('takes a condition, and then not the columns it is made of', async () => {
    const report = await reportOf(header, customers(500).rows, {
      target: 'visits (30d) <= 3',
      exclude: ['Churn?'],
    })
    expect(report.target.description).toBe('visits (30d) is at most 3')
    expect(report.dropped).toEqual(
      expect.arrayContaining([
        { name: 'visits (30d)', reason: 'the target is made of it' },
        { name: 'Churn?', reason: 'excluded' },
      ]),
    )
  })

  it('predicts amounts', async () => {
    const report = await reportOf(header, customers(800).rows, { target: 'spent', exclude: ['churn?'] })
    expect(report).toMatchObject({ task: 'regression', positives: null })
    const { rmse, mae, r2 } = report.metrics as RegressionMetrics
    expect(rmse).toBeGreaterThan(mae)
    expect(r2).toBeLessThan(0.6)
    expect(Object.keys(report.baseline)).toContain('linear')
  })

  it('measures on the newest rows when there is a time', async () => {
    const report = await reportOf(header, customers(500).rows, { target: 'Churn?', time: 'joined' })
    expect(report.split.kind).toBe('time')
    expect(report.dropped).toContainEqual({ name: 'joined', reason: 'it orders the rows in time' })
  })

  it('leaves out rows without a target, and says how many', async () => {
    const { rows } = customers(400)
    const some = rows.map((row, index) => (index % 10 === 0 ? [...row.slice(0, 5), ''] : row))
    const report = await reportOf(header, some, { target: 'Churn?' })
    expect(report.rows).toBe(360)
    expect(report.warnings.join('\n')).toContain('40 rows are left out')
  })

  it('bears empty columns, odd headers, wide files and many names', async () => {
    const { rows, random } = customers(300)
    const wide = Array.from({ length: 40 }, (_, index) => `extra "${index}" [%]`)
    const odd = ['', 'a b', 'a b', 'Émile;', '漢字']
    const report = await reportOf(
      [...header, ...odd, ...wide.map((name) => `"${name.replaceAll('"', '""')}"`)],
      rows.map((row) => [
        ...row,
        '',
        1,
        random.below(250),
        `name ${random.below(280)}`,
        'x',
        ...wide.map(() => random.normal().toFixed(4)),
      ]),
      { target: 'Churn?' },
    )
    expect(report.features).toBeGreaterThan(40)
    expect(JSON.parse(JSON.stringify(report))).toBeTruthy()
  })

  it('draws from very many rows, and says so', async () => {
    const report = await reportOf(header, customers(900).rows, { target: 'Churn?', maximumRows: 500 })
    expect(report.rows).toBe(500)
    expect(report.warnings.join('\n')).toContain('500 of 900 rows')
  })

  it('refuses tiny and hopeless files with what is wrong', async () => {
    const { rows } = customers(30)
    await expect(reportOf(header, rows, { target: 'Churn?' })).rejects.toMatchObject({ code: 'TOO_FEW_ROWS' })
    const same = customers(100).rows.map((row) => [...row.slice(0, 5), 'No'])
    await expect(reportOf(header, same, { target: 'Churn?' })).rejects.toMatchObject({
      code: 'TARGET_SINGLE_CLASS',
    })
    await expect(reportOf(header, customers(100).rows, { target: 'Plan' })).rejects.toMatchObject({
      code: 'TARGET_MULTICLASS',
    })
    await expect(reportOf(header, customers(100).rows, { target: 'Churned' })).rejects.toMatchObject({
      code: 'TARGET_UNKNOWN',
      message: expect.stringContaining('"Churn?"') as string,
    })
    await expect(
      reportOf(header, customers(100).rows, { target: 'Churn?', exclude: ['Plann'] }),
    ).rejects.toThrow('expected a column "Plann", nearest is "Plan"')
    await expect(
      reportOf(header, customers(100).rows, { target: 'Churn?', exclude: header.slice(0, 5) }),
    ).rejects.toMatchObject({ code: 'NO_FEATURES' })
  })
})
