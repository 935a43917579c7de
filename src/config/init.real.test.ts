import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describePrediction } from './describe.js'
import { initialConfig, readSample } from './init.js'
import { loadPlan } from './load.js'

const datasets = process.env['FORETELL_DATASETS'] ?? '../shared/datasets'
const folder = mkdtempSync(join(tmpdir(), 'foretell-init-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!existsSync(datasets))('a first configuration of a real file', () => {
  it.each([
    [
      'online_retail/online_retail.csv.gz',
      [
        'Among customers with at least 1 purchase in the last 30 days, predict who has no purchase in the next 30 days.',
        'Among customers with at least 1 purchase in the last 90 days, predict the total amount of purchases in the next 90 days.',
      ],
    ],
    [
      'mathoverflow_events/mathoverflow_events.csv.gz',
      [
        'Among customers with at least 1 event of any kind in the last 30 days, predict who has no event of any kind in the next 30 days.',
      ],
    ],
    [
      'cdnow/cdnow_master_transactions.csv',
      [
        'Among customers with at least 1 purchase in the last 30 days, predict who has no purchase in the next 30 days.',
        'Among customers with at least 1 purchase in the last 90 days, predict the total dollar value of purchases in the next 90 days.',
      ],
    ],
    [
      'telco_churn/telco_customer_churn.csv',
      ['For each row of telco_customer_churn, predict whether Churn is "Yes".'],
    ],
  ])('%s', async (path, sentences) => {
    const files = [await readSample(join(datasets, path), path)]
    for (const form of ['typescript', 'yaml'] as const) {
      const file = join(folder, form === 'yaml' ? 'a.yaml' : 'a.ts')
      writeFileSync(file, initialConfig({ files, form }))
      const plan = await loadPlan({ root: folder, file })
      const said = Object.values(plan.predictions).map((each) => describePrediction(each, plan).sentence)
      expect(said).toEqual(sentences)
    }
  })
})
