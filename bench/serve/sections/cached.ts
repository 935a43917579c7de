import type { Bench, Section } from '../bench.js'
import type { LoadRequest } from '../load/job.js'
import { customerId } from '../projects.js'

/** Customers that are asked about again and again. */
const remembered = 500

/** Answers that are remembered, at a rate that does not wait for the server. */
export const cached: Section = {
  name: 'cached',
  async run(bench) {
    const project = await bench.knownCustomers()
    await bench.serving(project, async ({ url }) => {
      for (const [path, requests] of Object.entries(aboutTheSame)) await atRate(bench, url, path, requests)
    })
  },
}

const asked = Array.from({ length: remembered }, (_, index) => customerId(index))

const aboutTheSame: Readonly<Record<string, readonly LoadRequest[]>> = {
  'GET /predict/{id}': asked.map((id) => ({ method: 'GET', path: `/predict/${id}` })),
  'POST /predict/churn': asked.map((id) => ({
    method: 'POST',
    path: '/predict/churn',
    body: { user_id: id, include_explanations: true },
  })),
}

async function atRate(
  bench: Bench,
  url: string,
  path: string,
  requests: readonly LoadRequest[],
): Promise<void> {
  const job = { url, requests, connections: 64, rate: 1000, seconds: bench.options.seconds }
  await everyOneOnce(bench, url, requests)
  const outcome = await bench.load({ ...job, warmup: 2 })
  const { p50, p99, p999 } = outcome.latency
  const about = { path, rate: 1000 }
  const question = { unit: 'ms', better: 'less', about } as const
  bench.figure({ ...question, measure: 'p50', goal: { of: 'ours', atMost: 2 } }, { ours: [p50] })
  bench.figure({ ...question, measure: 'p99', goal: { of: 'ours', atMost: 15 } }, { ours: [p99] })
  bench.observe(`${path}: ${outcome.requestsPerSecond.toFixed(0)}/s, p99.9 ${p999.toFixed(1)} ms`, {
    outcome,
  })
}

/** So that every answer is remembered. */
async function everyOneOnce(bench: Bench, url: string, requests: readonly LoadRequest[]): Promise<void> {
  await bench.load({ url, requests, connections: 8, requestsAtMost: requests.length, seconds: 60 })
}
