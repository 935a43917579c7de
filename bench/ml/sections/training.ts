import type { Bench, Section } from '../bench.js'
import type { Contestant, Race } from '../contestants.js'
import { spread } from '../figures.js'
import { shapes, type TrainOutcome } from '../jobs.js'

const names: readonly Contestant[] = ['ours', 'lightgbm', 'xgboost']

/**
 * Seconds from values to model, their parts, peak memory, and how well the model orders new rows: beside the peer that
 * was faster, which is the one that the time is compared with.
 */
export const training: Section = {
  name: 'training',
  async run(bench) {
    for (const data of bench.options.data) {
      for (const shape of [shapes.leafWise, shapes.depthWise]) {
        for (const threads of bench.options.threads) await compareTraining(bench, data, shape, threads)
      }
    }
  },
}

async function compareTraining(
  bench: Bench,
  data: string,
  shape: (typeof shapes)['leafWise' | 'depthWise'],
  threads: number,
): Promise<void> {
  const table = await bench.table(data)
  if (table === undefined) return
  const { trees } = bench.options
  const job = { kind: 'train', table: table.folder, rows: table.trainRows, shape, trees, threads } as const
  const outcomes = await bench.race<TrainOutcome>(job, names)
  const about = { data: `${data} ${table.trainRows} x ${table.columns}`, trees: shape.name, threads }
  const figure = { section: 'training', about, better: 'less' } as const
  const ratio = { of: 'ratio', atMost: 1 } as const
  bench.compare({ ...figure, measure: 'time', unit: 's', goal: ratio }, outcomes, (o) => o.seconds)
  bench.compare({ ...figure, measure: '- binning', unit: 's' }, outcomes, (o) => o.binningSeconds)
  bench.compare({ ...figure, measure: '- growing', unit: 's' }, outcomes, (o) => o.growingSeconds)
  bench.compare(
    { ...figure, measure: 'peak memory', unit: 'MB', goal: ratio },
    outcomes,
    (o) => o.peakMegabytes,
  )
  bench.compare({ ...figure, measure: '- before training', unit: 'MB' }, outcomes, (o) => o.loadedMegabytes)
  bench.compare(
    {
      ...figure,
      measure: 'AUC on new rows',
      unit: '',
      better: 'more',
      against: fastestPeer(outcomes),
      goal: { of: 'difference', atLeast: -0.001 },
    },
    outcomes,
    (o) => o.auc,
  )
}

function fastestPeer(outcomes: Race<TrainOutcome>): string {
  const median = (name: string): number => spread(outcomes[name].map(({ seconds }) => seconds)).median
  return median('lightgbm') <= median('xgboost') ? 'lightgbm' : 'xgboost'
}
