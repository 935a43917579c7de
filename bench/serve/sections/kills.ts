import type { Section } from '../bench.js'
import { killRounds } from '../kills.js'

/** SIGKILL under ingest: what was acknowledged is there, once. */
export const kills: Section = {
  name: 'kills',
  async run(bench) {
    const found = await killRounds(bench.options.kills)
    const about = { kills: found.kills.server, ofTheEngineToo: found.kills.engine }
    const none = { better: 'less', unit: 'events', about, goal: { of: 'ours', atMost: 0 } } as const
    bench.figure({ ...none, measure: 'acknowledged and lost' }, { ours: [found.lost] })
    bench.figure({ ...none, measure: 'there twice' }, { ours: [found.twice] })
    bench.observe(
      `${found.acknowledged.toLocaleString('en-US')} events acknowledged, ${found.sentAgain} requests sent again`,
      { ...found },
    )
  },
}
