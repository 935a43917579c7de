import { spawn } from 'node:child_process'
import { join } from 'node:path'

import type { Job } from './jobs.js'

/** Whose turn it is: `ours` runs in Node, the others in Python. */
export type Contestant = 'ours' | 'lightgbm' | 'xgboost' | 'scikit-learn'

/** The repetitions of each contestant, by name. */
export type Race<Outcome> = Readonly<Record<string, readonly Outcome[]>>

export interface Track {
  readonly root: string
  readonly python: string
  readonly repeats: number
}

/**
 * Lets contestants do the same job in turns - A B C, A B C, ... - so that a slow moment of the machine meets all of
 * them. Each turn is a process of its own.
 */
export async function race<Outcome>(
  track: Track,
  job: Job,
  names: readonly Contestant[],
): Promise<Race<Outcome>> {
  const outcomes: Record<string, Outcome[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let repeat = 0; repeat < track.repeats; repeat++) {
    for (const name of names) outcomes[name].push(await turn<Outcome>(track, job, name))
  }
  return outcomes
}

/** @throws Error with what the process printed when it failed */
export async function turn<Outcome>(track: Track, job: object, name: Contestant): Promise<Outcome> {
  const [command, script] =
    name === 'ours'
      ? [process.execPath, join(track.root, 'bench/ml/ours/main.mjs')]
      : [track.python, join(track.root, 'bench/peers/main.py')]
  const child = spawn(command, [script, JSON.stringify({ ...job, contestant: name })], {
    cwd: track.root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${name} ended with ${String(code)} at ${JSON.stringify(job)}\n${stderr}`)
  return JSON.parse(stdout) as Outcome
}

/** Threads are set by the job alone: OpenMP threads told to sleep while they wait would slow the peers down. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(OMP|KMP|GOMP)_/.test(name))
  return { ...Object.fromEntries(kept), PYTHONDONTWRITEBYTECODE: '1' }
}
