import type { Bench, Section } from '../bench.js'
import { jobDone, submitJob } from '../job.js'
import { memoryOfAll } from '../process-usage.js'
import type { Served } from '../server.js'

/** Everyone in a population of a million, by a job of the server, without reasons and with. */
export const batch: Section = {
  name: 'batch',
  async run(bench) {
    const project = await bench.batchCustomers()
    await bench.serving(project, async (server) => {
      for (const reasons of [false, true]) await measured(bench, server, project.events, reasons)
    })
  },
}

async function measured(bench: Bench, server: Served, events: number, reasons: boolean): Promise<void> {
  const started = performance.now()
  const id = await submitJob(server.url, '/predict/batch', {
    prediction: 'churn',
    include_explanations: reasons,
  })
  // Of the server, its children that do jobs, and the engine: by how many customers are done.
  const memory: { done: number; megabytes: number }[] = []
  const { progress } = await jobDone(server.url, id, ({ progress: { done } }) => {
    memory.push({ done, megabytes: memoryOfAll(server.pids()) })
  })
  const seconds = (performance.now() - started) / 1000
  const rows = progress.done
  const upTo = (share: number): number =>
    Math.max(...memory.filter(({ done }) => done <= share * rows).map(({ megabytes }) => megabytes))
  const about = { customers: rows, events, reasons: reasons ? 'with' : 'without' }
  bench.figure(
    {
      measure: 'time of a million',
      unit: 's',
      better: 'less',
      about,
      ...(reasons ? {} : { goal: { of: 'ours', atMost: 60 } }),
    },
    { ours: [(seconds * 1e6) / rows] },
  )
  const [quarter, all] = [upTo(0.25), upTo(1)]
  bench.figure(
    {
      measure: 'memory of all customers to that of a quarter',
      unit: '',
      better: 'less',
      about,
      goal: { of: 'ours', atMost: 1.2 },
    },
    { ours: [all / quarter] },
  )
  bench.observe(
    `${rows.toLocaleString('en-US')} customers ${about.reasons} reasons in ${seconds.toFixed(1)} s; ${quarter.toFixed(0)} MB at a quarter, ${all.toFixed(0)} MB at the end`,
    { seconds, rows, memory },
  )
}
