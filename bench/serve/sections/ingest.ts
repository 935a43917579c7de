import type { Bench, Section } from '../bench.js'
import { rowsIn } from '../count.js'
import { MemoryWatch, usageOf } from '../process-usage.js'

/** Events that clients send at once: what `@segment/analytics-node` sends at most is 500 kB. */
const batch = 100
const connections = 48
/** Seconds of load; long enough that the engine's merges belong to it. */
const seconds = 20

/** Live events through the Segment route, each acknowledged once it is on the disk. */
export const ingest: Section = {
  name: 'ingest',
  async run(bench) {
    const project = await bench.knownCustomers()
    await bench.serving(project, async (server, folder) => {
      const segment = { batch, customers: project.customers, prefix: 'bench-' }
      const warm = { ...segment, prefix: 'warm-' }
      await bench.load({ url: server.url, connections, seconds: 2, segment: warm })
      const memory = new MemoryWatch(() => server.pids())
      const before = usageOf(server.pids())
      const stored = await rowsIn(folder, 'source = {source:String}', { source: 'segment' })
      const outcome = await bench.load({ url: server.url, connections, seconds, segment })
      const after = usageOf(server.pids())
      const peak = memory.stop()
      const now = await rowsIn(folder, 'source = {source:String}', { source: 'segment' })
      const about = { batch, connections, events: project.events }
      bench.figure(
        {
          measure: 'durable events',
          unit: '/s',
          better: 'more',
          about,
          goal: { of: 'ours', atLeast: 20_000 },
        },
        { ours: [outcome.unitsPerSecond] },
      )
      bench.figure(
        { measure: 'p99 of a batch', unit: 'ms', better: 'less', about },
        { ours: [outcome.latency.p99] },
      )
      const found = now.once - stored.once
      tell(bench, {
        acknowledged: outcome.units,
        found,
        twice: now.twice,
        cpuSeconds: after.cpuSeconds - before.cpuSeconds,
        loadCpuSeconds: outcome.loadCpuSeconds,
        peakMegabytes: peak,
        outcome,
      })
      if (found !== outcome.units || now.twice > 0)
        throw new Error('not every acknowledged event is there once')
    })
  },
}

function tell(
  bench: Bench,
  found: {
    readonly acknowledged: number
    readonly found: number
    readonly twice: number
    readonly cpuSeconds: number
    readonly loadCpuSeconds: number
    readonly peakMegabytes: number
    readonly outcome: unknown
  },
): void {
  bench.observe(
    `${found.acknowledged.toLocaleString('en-US')} acknowledged, ${found.found.toLocaleString('en-US')} found, ` +
      `${found.twice} twice; server and engine used ${found.cpuSeconds.toFixed(0)} s of processors and ` +
      `${found.peakMegabytes.toFixed(0)} MB at most`,
    found,
  )
}
