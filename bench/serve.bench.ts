import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { machine, sectionsNamed, tell } from './document.js'
import { reportTables } from './ml/report.js'
import { Bench, type Section } from './serve/bench.js'
import { batch } from './serve/sections/batch.js'
import { cached } from './serve/sections/cached.js'
import { generator } from './serve/sections/generator.js'
import { described } from './serve/sections/described.js'
import { ingest } from './serve/sections/ingest.js'
import { kills } from './serve/sections/kills.js'
import { training } from './serve/sections/training.js'
import { uncached } from './serve/sections/uncached.js'

const sections: readonly Section[] = [generator, cached, uncached, described, training, ingest, batch, kills]

/**
 * `npm run bench -- serve [options]`: `foretell serve` under loads from a process of their own on the loopback, and
 * beside it the same trees served by FastAPI and uvicorn.
 *
 * - `--only cached,uncached,...`: these sections; default all
 * - `--events 10000000`: of the history that known customers have
 * - `--customers 1400000`: that a batch scores, nearly
 * - `--seconds 6`: of each load
 * - `--rounds 3`: in which the servers of the comparison take turns; medians are compared
 * - `--kills 10`: of the server under ingest
 * - `--json`: one document on stdout instead of tables
 */
export async function run({
  parameters,
  root,
}: {
  readonly parameters: readonly string[]
  readonly root: string
}): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      only: { type: 'string', default: sections.map(({ name }) => name).join(',') },
      events: { type: 'string', default: '10000000' },
      customers: { type: 'string', default: '1400000' },
      seconds: { type: 'string', default: '6' },
      rounds: { type: 'string', default: '3' },
      kills: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  })
  const chosen = sectionsNamed(sections, values.only)
  const bench = new Bench(root, {
    events: Number(values.events),
    customers: Number(values.customers),
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    kills: Number(values.kills),
  })
  const before = loadavg()[0]
  for (const section of chosen) await bench.section(section)

  const document = {
    machine: { ...machine(), loadBefore: before },
    options: { ...bench.options, only: chosen.map(({ name }) => name) },
    figures: bench.figures,
    observations: bench.observations,
  }
  tell(values.json, document, [
    JSON.stringify(document.machine),
    reportTables(bench.figures),
    ...bench.observations.map(({ text }) => text),
  ])
}
