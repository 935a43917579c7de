import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { foldSplits, stratifiedFolds } from '../../../src/ml/split/folds.js'
import type { Bench, Section } from '../bench.js'
import type { Contestant, Race } from '../contestants.js'
import type { TuneOutcome } from '../jobs.js'
import { hasPublished, publishedDataset, tableColumn } from '../published-tables.js'
import { firstSetting, searchSpace } from '../search-space.js'
import { storeTable } from '../table.js'

const names: readonly Contestant[] = ['ours', 'lightgbm']

/** What tuned models are asked to reach, unless LightGBM does not. */
const asked = { telco_churn: 0.846, online_shoppers: 0.933, adult: 0.928 } as const

const FOLDS = 5
const INNER_FOLDS = 3
/** Student's t, two-sided 95 %, of so many folds. */
const T_OF_FIVE = 2.776

/**
 * Five-fold area under the curve of tuned models: in each fold both sides search the same space with the same number of
 * trials, judged by the same three folds of the training rows, and are tested once on the rows left out.
 */
export const quality: Section = {
  name: 'quality',
  async run(bench) {
    for (const name of Object.keys(asked) as (keyof typeof asked)[]) {
      if (hasPublished(name)) await compareQuality(bench, name)
      else bench.say(`${name}: not on this machine, left out`)
    }
  },
}

async function compareQuality(bench: Bench, name: keyof typeof asked): Promise<void> {
  const table = await foldedTable(bench, name)
  const outcomes: Record<string, TuneOutcome[]> = {}
  for (let fold = 0; fold < FOLDS; fold++) {
    const { trials } = bench.options
    const threads = Math.max(...bench.options.threads)
    const job = {
      kind: 'tune',
      table,
      fold,
      trials,
      threads,
      space: searchSpace,
      first: firstSetting,
    } as const
    const once = await bench.raceOnce<TuneOutcome>(job, names)
    for (const each of names) outcomes[each] = [...(outcomes[each] ?? []), ...once[each]]
    bench.say(`${name}, fold ${fold + 1}: ${names.map((each) => once[each][0].auc.toFixed(4)).join(' and ')}`)
  }
  const interval = meanInterval(outcomes['lightgbm'].map(({ auc }) => auc))
  const means: Race<number> = Object.fromEntries(
    names.map((each) => [each, [meanOf(outcomes[each].map(({ auc }) => auc))]]),
  )
  const about = { data: name, trials: bench.options.trials, 'LightGBM, 95 %': interval.text }
  const figure = { section: 'quality', about } as const
  // What is asked, or within the interval of LightGBM on the same folds.
  const goal = { of: 'ours', atLeast: Math.min(asked[name], interval.low) } as const
  bench.compare(
    { ...figure, measure: `mean AUC of ${FOLDS} folds`, unit: '', better: 'more', goal },
    means,
    (mean) => mean,
  )
  bench.compare(
    { ...figure, measure: 'search and fit of a fold', unit: 's', better: 'less' },
    outcomes,
    (o) => o.seconds,
  )
}

/** All rows of a public table, and in `folds.u8` the folds of each row: by outer fold, then the inner ones of each. */
async function foldedTable(bench: Bench, name: keyof typeof asked): Promise<string> {
  const data = publishedDataset(name)
  const columns = data.frame.columns.map(tableColumn)
  const { target } = data
  const none = {
    columns: columns.map((column) => ({ ...column, values: new Float64Array(0) })),
    target: new Float64Array(0),
  }
  const { folder } = await storeTable(join(bench.data, `${name}-all`), name, () => ({
    train: { columns, target },
    test: none,
  }))
  const outer = stratifiedFolds(target, FOLDS, 1)
  const rows = target.length
  const folds = new Uint8Array(rows * (1 + FOLDS))
  folds.set(outer)
  foldSplits(outer).forEach(({ train }, fold) => {
    const inner = stratifiedFolds(
      Float64Array.from(train, (row) => target[row]),
      INNER_FOLDS,
      2,
    )
    train.forEach((row, i) => (folds[(1 + fold) * rows + row] = inner[i]))
  })
  writeFileSync(join(folder, 'folds.u8'), folds)
  return folder
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function meanInterval(values: readonly number[]): { readonly low: number; readonly text: string } {
  const mean = meanOf(values)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const half = T_OF_FIVE * Math.sqrt(variance / values.length)
  return { low: mean - half, text: `${(mean - half).toFixed(4)} to ${(mean + half).toFixed(4)}` }
}
