import type { Section } from '../bench.js'
import type { Contestant } from '../contestants.js'
import { type ContributionsOutcome, type Shape, shapes } from '../jobs.js'

const names: readonly Contestant[] = ['ours', 'lightgbm', 'xgboost']
const ROWS = 10_000

interface Explained {
  readonly shape: Shape
  /** Of the number of trees asked for. */
  readonly share: number
  /** How many times the best peer's rows per second ours have to be. */
  readonly times: number
}

const explained: readonly Explained[] = [
  { shape: shapes.depth4, share: 1, times: 20 },
  { shape: shapes.depthWise, share: 1, times: 20 },
  { shape: shapes.depth8, share: 1, times: 20 },
  { shape: shapes.deep, share: 1, times: 1 },
  // Full trees of this depth take the peers many minutes: a tenth of them is enough to see.
  { shape: shapes.depth12, share: 0.1, times: 1 },
]

/** Exact SHAP contributions of 10,000 rows: rows a second, and how far they are from adding up. */
export const contributions: Section = {
  name: 'contributions',
  async run(bench) {
    const { folder } = await bench.numericTable()
    for (const { shape, share, times } of explained) {
      const trees = Math.max(1, Math.round(share * bench.options.trees))
      const model = await bench.model(shape, trees, names)
      for (const threads of bench.options.threads) {
        const job = { kind: 'contributions', table: folder, rows: ROWS, model, threads } as const
        const outcomes = await bench.race<ContributionsOutcome>(job, names)
        const about = { rows: ROWS, trees: `${trees} of ${shape.name}`, threads }
        const figure = { section: 'contributions', about } as const
        bench.compare(
          {
            ...figure,
            measure: 'speed',
            unit: 'rows/s',
            better: 'more',
            goal: { of: 'ratio', atLeast: times },
          },
          outcomes,
          (o) => o.rowsPerSecond,
        )
        bench.compare(
          { ...figure, measure: 'speed of the first call', unit: 'rows/s', better: 'more' },
          outcomes,
          (o) => o.firstRowsPerSecond,
        )
        bench.compare(
          {
            ...figure,
            measure: 'additivity error',
            unit: '',
            better: 'less',
            goal: { of: 'ours', atMost: 1e-6 },
          },
          outcomes,
          (o) => o.additivityError,
        )
      }
    }
  },
}
