import type { Bench, Section } from '../bench.js'
import { standingOf, submitJob } from '../job.js'
import type { LoadJob, LoadRequest } from '../load/job.js'
import { customerId } from '../projects.js'

/** How long predictions take while the server trains, beside how long they take when it does not. */
export const training: Section = {
  name: 'training',
  async run(bench) {
    const project = await bench.knownCustomers()
    await bench.serving(project, async ({ url }) => {
      const known = Array.from({ length: 500 }, (_, index) => ask(customerId(index)))
      const remembered: LoadJob = {
        url,
        requests: known,
        connections: 64,
        rate: 1000,
        seconds: bench.options.seconds,
        warmup: 1,
      }
      const fresh = (from: number): LoadJob => ({
        url,
        requests: Array.from({ length: 5000 }, (_, index) =>
          ask(customerId((1000 + from + index) % project.customers)),
        ),
        connections: 1,
        seconds: bench.options.seconds,
      })
      await bench.load({ url, requests: known, connections: 8, seconds: 60, requestsAtMost: known.length })
      const idle = {
        remembered: (await bench.load(remembered)).latency.p99,
        fresh: (await bench.load(fresh(0))).latency.p99,
      }
      const job = await submitJob(url, '/train', { prediction: 'churn' })
      await begun(url, job)
      const busy = {
        remembered: (await bench.load(remembered)).latency.p99,
        fresh: (await bench.load(fresh(10_000))).latency.p99,
      }
      const { status } = await standingOf(url, job)
      if (status !== 'running') bench.observe(`the training was ${status} before the loads ended`, {})
      tell(bench, 'remembered, at 1,000/s', idle.remembered, busy.remembered)
      tell(bench, 'not remembered, one at a time', idle.fresh, busy.fresh)
      await fetch(`${url}/jobs/${job}`, { method: 'DELETE' })
    })
  },
}

function ask(id: string): LoadRequest {
  return { method: 'POST', path: '/predict/churn', body: { user_id: id, include_explanations: true } }
}

async function begun(url: string, job: string): Promise<void> {
  while ((await standingOf(url, job)).status !== 'running')
    await new Promise((resolve) => setTimeout(resolve, 100))
}

function tell(bench: Bench, answers: string, idle: number, busy: number): void {
  const about = { answers }
  bench.figure({ measure: 'p99, idle', unit: 'ms', better: 'less', about }, { ours: [idle] })
  bench.figure({ measure: 'p99 while training', unit: 'ms', better: 'less', about }, { ours: [busy] })
  bench.figure(
    {
      measure: 'p99 while training / idle',
      unit: '',
      better: 'less',
      about,
      goal: { of: 'ours', atMost: 2 },
    },
    { ours: [busy / idle] },
  )
}
