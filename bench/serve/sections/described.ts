import { join } from 'node:path'

import { installPython } from '../../python.js'
import type { Bench, Section } from '../bench.js'
import { type Described, exportChampion, type Exported } from '../exported.js'
import type { LoadOutcome, LoadRequest } from '../load/job.js'
import { type BenchProject, tableProject } from '../projects.js'
import { type Served, servePeer } from '../server.js'

/**
 * Customers described by features: `foretell serve` beside the same trees in FastAPI and uvicorn, one process each, in
 * turns under the same load. A table's few features, and the many that are made of events.
 */
export const described: Section = {
  name: 'described',
  async run(bench) {
    await beside(bench, await tableProject(bench.root))
    await beside(bench, await bench.knownCustomers())
  },
}

const contestants = ['ours', 'FastAPI'] as const
type Contestant = (typeof contestants)[number]

async function beside(bench: Bench, project: BenchProject): Promise<void> {
  const python = await installPython(
    join(bench.root, 'bench/peers/serve/requirements.txt'),
    join(bench.root, 'bench/.data/serve/python'),
  )
  await bench.serving(project, async (ours, folder) => {
    const exported = await exportChampion({ ...project, folder })
    const peer = await servePeer(bench.root, python, exported.folder)
    try {
      const servers = { ours, FastAPI: peer }
      await checkSame(servers, exported)
      for (const explanations of [false, true]) {
        for (const connections of [1, 8, 32]) {
          await compareAt(bench, servers, exported, { explanations, connections })
        }
      }
    } finally {
      await peer.stop()
    }
  })
}

interface Load {
  readonly explanations: boolean
  readonly connections: number
}

async function compareAt(
  bench: Bench,
  servers: Readonly<Record<Contestant, Served>>,
  exported: Exported,
  load: Load,
): Promise<void> {
  const rounds: Record<Contestant, LoadOutcome[]> = { ours: [], FastAPI: [] }
  for (let round = 0; round < bench.options.rounds; round++) {
    for (const name of contestants) {
      rounds[name].push(
        await bench.load({
          url: servers[name].url,
          requests: exported.described.map((row) => requestOf(name, row, load.explanations)),
          connections: load.connections,
          seconds: bench.options.seconds / 2,
          // The first load of a server finds it cold.
          warmup: round === 0 ? 2 : 0.5,
        }),
      )
    }
  }
  const about = {
    inputs: exported.inputs,
    trees: exported.trees,
    explanations: load.explanations ? 'on' : 'off',
    connections: load.connections,
  }
  const of = (measure: (outcome: LoadOutcome) => number): Record<Contestant, number[]> => ({
    ours: rounds.ours.map(measure),
    FastAPI: rounds.FastAPI.map(measure),
  })
  bench.figure(
    { measure: 'requests', unit: '/s', better: 'more', about, goal: { of: 'ratio', atLeast: 3 } },
    of(({ requestsPerSecond }) => requestsPerSecond),
  )
  bench.figure(
    { measure: 'p99', unit: 'ms', better: 'less', about, goal: { of: 'ratio', atMost: 1 / 3 } },
    of(({ latency }) => latency.p99),
  )
}

function requestOf(name: Contestant, { features }: Described, explanations: boolean): LoadRequest {
  return {
    method: 'POST',
    path: name === 'ours' ? '/predict/churn' : '/predict',
    body: { features, include_explanations: explanations },
  }
}

/** @throws Error when a server does not say what the model says */
async function checkSame(
  servers: Readonly<Record<Contestant, Served>>,
  { described: rows }: Exported,
): Promise<void> {
  for (const name of contestants) {
    for (const row of rows.slice(0, 100)) {
      for (const explanations of [false, true]) {
        const { path, body } = requestOf(name, row, explanations)
        const answer = await fetch(`${servers[name].url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        const { probability } = (await answer.json()) as { probability: number }
        const expected = name === 'ours' ? row.calibrated : row.raw
        if (!(Math.abs(probability - expected) < 1e-9))
          throw new Error(`${name} says ${probability} where the model says ${expected}`)
      }
    }
  }
}
