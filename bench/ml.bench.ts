import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { machine, sectionsNamed, tell } from './document.js'
import { Bench, type BenchOptions, type Section } from './ml/bench.js'
import { turn } from './ml/contestants.js'
import { reportTables } from './ml/report.js'
import { bundle } from './ml/sections/bundle.js'
import { contributions } from './ml/sections/contributions.js'
import { forest } from './ml/sections/forest.js'
import { quality } from './ml/sections/quality.js'
import { scoring } from './ml/sections/scoring.js'
import { singleRow } from './ml/sections/single-row.js'
import { training } from './ml/sections/training.js'
import { installPython } from './python.js'

const sections: readonly Section[] = [training, scoring, singleRow, contributions, forest, bundle, quality]

/**
 * `npm run bench -- ml [options]`: `foretell/ml` beside LightGBM, XGBoost and scikit-learn, on the same files, with the
 * same parameters and threads, in turns.
 *
 * - `--only training,scoring,...`: these sections; default all
 * - `--data numeric,mixed,adult,higgs_small`: what is trained on
 * - `--rows 1000000`: of the largest generated table
 * - `--trees 100`: of a model
 * - `--threads 1,2`: default 1 and every core
 * - `--repeats 3`: of each measurement; medians are compared
 * - `--trials 30`: settings that tuned models are chosen from
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
      data: { type: 'string', default: 'numeric,mixed,adult,higgs_small' },
      rows: { type: 'string', default: '1000000' },
      trees: { type: 'string', default: '100' },
      threads: { type: 'string', default: [...new Set([1, availableParallelism()])].join(',') },
      repeats: { type: 'string', default: '3' },
      trials: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
    },
  })
  const options: BenchOptions = {
    repeats: Number(values.repeats),
    threads: values.threads.split(',').map(Number),
    trees: Number(values.trees),
    rows: Number(values.rows),
    trials: Number(values.trials),
    data: values.data.split(','),
  }
  const chosen = sectionsNamed(sections, values.only)
  const python = await installPython(
    join(root, 'bench/peers/requirements.txt'),
    join(root, 'bench/peers/.venv'),
  )
  const bench = new Bench(options, { root, python, repeats: options.repeats })
  for (const section of chosen) await section.run(bench)

  const document = {
    machine: machine(),
    versions: await versions(bench, root),
    options: { ...options, only: chosen.map(({ name }) => name) },
    figures: bench.figures,
  }
  tell(values.json, document, [
    JSON.stringify({ ...document.machine, ...document.versions }),
    reportTables(bench.figures),
  ])
}

async function versions(bench: Bench, root: string): Promise<Record<string, string>> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const peers = await turn<Record<string, string>>(bench.track, { kind: 'versions' }, 'lightgbm')
  return { foretell: version, ...peers }
}
