import { existsSync } from 'node:fs'

import { publishedFile, readPublished } from '../../src/ml/boosting/published-table.testing.js'
import type { Column, Dataset } from '../../src/ml/frame.js'
import { stratifiedHoldout } from '../../src/ml/split/folds.js'
import type { Table, TableColumn, TablePart } from './table.js'

interface Published {
  readonly file: string
  readonly target: { readonly column: string; readonly positive: string }
  readonly ignored?: readonly string[]
  /** A file of its own with the rows to judge on; without one, a fifth of the rows. */
  readonly testFile?: string
}

const published = {
  adult: { file: 'adult/adult.csv.gz', target: { column: 'income-per-year', positive: '>50K' } },
  higgs_small: {
    file: 'higgs_small/higgs_train.csv',
    target: { column: 'label', positive: '1' },
    testFile: 'higgs_small/higgs_test.csv',
  },
  telco_churn: {
    file: 'telco_churn/telco_customer_churn.csv',
    target: { column: 'Churn', positive: 'Yes' },
    ignored: ['customerID'],
  },
  online_shoppers: {
    file: 'online_shoppers/online_shoppers_intention.csv',
    target: { column: 'Revenue', positive: 'TRUE' },
  },
} as const satisfies Record<string, Published>

export type PublishedName = keyof typeof published

export function isPublished(name: string): name is PublishedName {
  return Object.hasOwn(published, name)
}

/** Whether the folder of public data sets has this one (`FORETELL_DATASETS`, `../shared/datasets`). */
export function hasPublished(name: PublishedName): boolean {
  return existsSync(publishedFile(published[name].file))
}

export function publishedDataset(name: PublishedName): Dataset {
  const { file, target, ignored }: Published = published[name]
  return readPublished(file, target, ignored)
}

/** With its own test rows, or a stratified fifth of the rows as such. */
export function publishedTable(name: PublishedName): Table {
  const { target, testFile, ignored }: Published = published[name]
  const data = publishedDataset(name)
  const columns = data.frame.columns.map(tableColumn)
  if (testFile !== undefined) {
    const test = readPublished(testFile, target, ignored)
    return {
      train: { columns, target: data.target },
      test: { columns: test.frame.columns.map(tableColumn), target: test.target },
    }
  }
  const { train, test } = stratifiedHoldout(data.target, 0.2, 1)
  return { train: rowsOf(columns, data.target, train), test: rowsOf(columns, data.target, test) }
}

export function tableColumn(column: Column): TableColumn {
  if (column.kind === 'numeric') return { name: column.name, values: column.values }
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? NaN : code))
  return { name: column.name, values, levels: column.levels.length }
}

function rowsOf(columns: readonly TableColumn[], target: Float64Array, rows: Uint32Array): TablePart {
  return {
    columns: columns.map((column) => ({
      ...column,
      values: Float64Array.from(rows, (row) => column.values[row]),
    })),
    target: Float64Array.from(rows, (row) => target[row]),
  }
}
