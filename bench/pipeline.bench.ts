import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { machine, tell } from './document.js'
import { configuration, writeHistory } from './pipeline/history.js'
import { HostMemory } from './pipeline/memory.js'

/** One verb of the command line on one history. */
interface StepFigures {
  readonly step: string
  readonly seconds: number
  /** Peak of the command's own process. */
  readonly nodeMegabytes: number
  /** Peak of the engine host so far. */
  readonly engineMegabytes: number
}

interface HistoryFigures {
  readonly events: number
  readonly fileMegabytes: number
  readonly steps: readonly StepFigures[]
}

const verbs = [
  ['import', 'ingest'],
  ['import again', 'ingest'],
  ['count outcomes', 'check'],
  ['train', 'train', 'churn'],
  ['score everyone', 'score', 'churn'],
  ['predict one', 'predict', 'churn', '--random'],
] as const

/**
 * `npm run bench -- pipeline [--events 1e6,1e7,5e7] [--json]`: seconds and peak memory of each step of the main job
 * on generated histories, each step a command of its own as a person runs it, and how they grow.
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
      events: { type: 'string', default: '1e6,1e7,5e7' },
      json: { type: 'boolean', default: false },
    },
  })
  const histories: HistoryFigures[] = []
  for (const size of values.events.split(',').map(Number)) histories.push(await measure(root, size))
  tell(values.json, { machine: machine(), histories }, [table(histories)])
}

async function measure(root: string, events: number): Promise<HistoryFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'foretell-bench-'))
  try {
    const bytes = await writeHistory(folder, events)
    console.error(`${events.toLocaleString('en-US')} events, ${megabytes(bytes)} MB`)
    await writeFile(join(folder, 'foretell.config.ts'), configuration)
    const steps: StepFigures[] = []
    for (const [step, ...command] of verbs) {
      steps.push(await measureStep(root, folder, step, command))
      console.error(`  ${step}: ${steps.at(-1)?.seconds.toFixed(1)} s`)
    }
    return { events, fileMegabytes: megabytes(bytes), steps }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function measureStep(
  root: string,
  folder: string,
  step: string,
  command: readonly string[],
): Promise<StepFigures> {
  const record = join(folder, `${step.replaceAll(' ', '-')}.memory`)
  const host = new HostMemory(join(folder, '.foretell'))
  const started = performance.now()
  const probe = new URL('./pipeline/probe.mjs', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--import', probe, join(root, 'dist/cli/main.js'), ...command, '--json'],
    {
      cwd: folder,
      env: { ...process.env, FORETELL_BENCH_MEMORY: record },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const code = await new Promise((resolve) => child.on('close', resolve))
  const seconds = (performance.now() - started) / 1000
  const engine = host.stop()
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${String(code)}\n${stderr}`)
  return {
    step,
    seconds,
    nodeMegabytes: Math.round(Number(await readFile(record, 'utf8')) / 1024),
    engineMegabytes: megabytes(engine),
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}

function table(histories: readonly HistoryFigures[]): string {
  const head = '| events | file MB | step | seconds | times the size before | Node peak MB | engine peak MB |'
  const lines = histories.flatMap(({ events, fileMegabytes, steps }, index) =>
    steps.map(({ step, seconds, nodeMegabytes, engineMegabytes }, position) => {
      const before = histories[index - 1]?.steps[position]?.seconds
      const growth = before === undefined ? '' : (seconds / before).toFixed(1)
      return `| ${events.toLocaleString('en-US')} | ${fileMegabytes} | ${step} | ${seconds.toFixed(1)} | ${growth} | ${nodeMegabytes} | ${engineMegabytes} |`
    }),
  )
  return [head, '|---|---|---|---|---|---|---|', ...lines].join('\n')
}
