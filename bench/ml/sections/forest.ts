import type { Section } from '../bench.js'
import type { Contestant } from '../contestants.js'
import type { ForestOutcome } from '../jobs.js'

const names: readonly Contestant[] = ['ours', 'scikit-learn']
const ROWS = 20_000
/** Leaves as ours have them by default, and as scikit-learn's. */
const leaves = [5, 1]

/** Random forests and extra trees beside scikit-learn's: seconds, peak memory, and how well they order new rows. */
export const forest: Section = {
  name: 'forest',
  async run(bench) {
    const table = await bench.numericTable()
    const rows = Math.min(ROWS, table.trainRows)
    const { trees } = bench.options
    for (const variety of ['random-forest', 'extra-trees'] as const) {
      for (const leaf of leaves) {
        for (const threads of bench.options.threads) {
          const job = { kind: 'forest', table: table.folder, rows, variety, leaf, trees, threads } as const
          const outcomes = await bench.race<ForestOutcome>(job, names)
          const about = { data: `${rows} x ${table.columns}`, trees: `${trees} of ${variety}`, leaf, threads }
          const figure = { section: 'forest', about, better: 'less' } as const
          bench.compare({ ...figure, measure: 'time', unit: 's' }, outcomes, (o) => o.seconds)
          bench.compare({ ...figure, measure: 'peak memory', unit: 'MB' }, outcomes, (o) => o.peakMegabytes)
          bench.compare(
            { ...figure, measure: 'AUC on new rows', unit: '', better: 'more' },
            outcomes,
            (o) => o.auc,
          )
        }
      }
    }
  },
}
