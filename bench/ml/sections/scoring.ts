import type { Section } from '../bench.js'
import type { Contestant } from '../contestants.js'
import { type ScoreOutcome, shapes } from '../jobs.js'

const names: readonly Contestant[] = ['ours', 'lightgbm', 'xgboost']
const ROWS = 100_000

/** Seconds for 100,000 rows by twice the number of trees; each contestant scores a model of its own. */
export const scoring: Section = {
  name: 'scoring',
  async run(bench) {
    const { folder } = await bench.numericTable()
    const trees = 2 * bench.options.trees
    for (const shape of [shapes.leafWise, shapes.depthWise]) {
      const model = await bench.model(shape, trees, names)
      for (const threads of bench.options.threads) {
        const job = { kind: 'score', table: folder, rows: ROWS, model, threads } as const
        const outcomes = await bench.race<ScoreOutcome>(job, names)
        const about = { rows: ROWS, trees: `${trees} of ${shape.name}`, threads }
        const figure = { section: 'scoring', about, unit: 's', better: 'less' } as const
        bench.compare(
          { ...figure, measure: 'a call', goal: { of: 'ratio', atMost: 0.6 } },
          outcomes,
          (o) => o.seconds,
        )
        bench.compare({ ...figure, measure: 'the first call' }, outcomes, (o) => o.firstSeconds)
      }
    }
  },
}
