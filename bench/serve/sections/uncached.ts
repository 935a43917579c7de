import type { Section } from '../bench.js'
import { customerId } from '../projects.js'

/** Customers of whom nothing is remembered, one after the other and four at a time. */
export const uncached: Section = {
  name: 'uncached',
  async run(bench) {
    const project = await bench.knownCustomers()
    await bench.serving(project, async ({ url }) => {
      let from = 0
      for (const path of ['GET /predict/{id}', 'POST /predict/churn']) {
        for (const connections of [1, 4]) {
          const requests = Array.from({ length: 5000 }, (_, index) =>
            ofNew(path, customerId((from + index * 7) % project.customers)),
          )
          from += 7 * requests.length
          const { latency, requestsPerSecond } = await bench.load({
            url,
            requests,
            connections,
            seconds: bench.options.seconds,
            warmup: 1,
            requestsAtMost: requests.length,
          })
          const about = { path, connections, events: project.events }
          const question = { unit: 'ms', better: 'less', about } as const
          bench.figure(
            {
              ...question,
              measure: 'p50',
              ...(connections === 1 ? { goal: { of: 'ours', atMost: 40 } } : {}),
            },
            { ours: [latency.p50] },
          )
          bench.figure({ ...question, measure: 'p99' }, { ours: [latency.p99] })
          bench.observe(`${path}, ${connections} at a time: ${requestsPerSecond.toFixed(0)}/s`, { latency })
        }
      }
    })
  },
}

function ofNew(path: string, id: string) {
  return path.startsWith('GET')
    ? ({ method: 'GET', path: `/predict/${id}` } as const)
    : ({ method: 'POST', path: '/predict/churn', body: { user_id: id, include_explanations: true } } as const)
}
