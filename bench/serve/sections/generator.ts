import type { Section } from '../bench.js'
import { serveNothing } from '../server.js'

/** What the load itself can do, against a server that does nothing: the ceiling of all other figures. */
export const generator: Section = {
  name: 'generator',
  async run(bench) {
    const server = await serveNothing()
    const requests = [{ method: 'POST', path: '/', body: { features: { days: 1 } } }] as const
    try {
      const job = { url: server.url, requests, seconds: bench.options.seconds / 2, warmup: 1 }
      const closed = await bench.load({ ...job, connections: 16 })
      const open = await bench.load({ ...job, connections: 64, rate: 1000 })
      bench.figure(
        {
          measure: 'requests, a server that does nothing',
          unit: '/s',
          better: 'more',
          about: { connections: 16 },
        },
        { ours: [closed.requestsPerSecond] },
      )
      bench.figure(
        {
          measure: 'p99 at 1,000/s, a server that does nothing',
          unit: 'ms',
          better: 'less',
          about: { connections: 64 },
        },
        { ours: [open.latency.p99] },
      )
      bench.observe(
        `a request costs the load ${((1e6 * closed.loadCpuSeconds) / closed.requests).toFixed(0)} us of a processor`,
        { closed, open },
      )
    } finally {
      await server.stop()
    }
  },
}
