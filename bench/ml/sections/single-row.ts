import type { Section } from '../bench.js'
import type { Contestant } from '../contestants.js'
import { shapes, type SingleRowOutcome } from '../jobs.js'

const names: readonly Contestant[] = ['ours', 'lightgbm', 'xgboost']

/** Microseconds from one row to its prediction, and to its contributions, one call after the other in one thread. */
export const singleRow: Section = {
  name: 'single-row',
  async run(bench) {
    const { folder } = await bench.numericTable()
    const trees = 2 * bench.options.trees
    for (const shape of [shapes.leafWise, shapes.depthWise]) {
      const model = await bench.model(shape, trees, names)
      const outcomes = await bench.race<SingleRowOutcome>({ kind: 'single-row', table: folder, model }, names)
      const about = { trees: `${trees} of ${shape.name}` }
      const figure = { section: 'single-row', about, unit: 'us', better: 'less' } as const
      bench.compare(
        { ...figure, measure: 'median', goal: { of: 'ours', atMost: 10 } },
        outcomes,
        ({ scored }) => scored.p50,
      )
      bench.compare({ ...figure, measure: '99th percentile' }, outcomes, ({ scored }) => scored.p99)
      const explaining = { ...figure, measure: 'median, explained' }
      bench.compare(explaining, outcomes, ({ explained }) => explained.p50)
      const slowest = { ...figure, measure: '99th percentile, explained' }
      bench.compare(slowest, outcomes, ({ explained }) => explained.p99)
    }
  },
}
