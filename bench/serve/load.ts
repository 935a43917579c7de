import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import type { LoadJob, LoadOutcome } from './load/job.js'

/** Runs a load in a process of its own. @throws Error when a connection broke */
export async function load(root: string, job: LoadJob): Promise<LoadOutcome> {
  const child = spawn(process.execPath, [join(root, 'bench/serve/load/main.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = new Promise((resolve) => child.on('close', resolve))
  child.stdin.end(JSON.stringify(job))
  const printed = await text(child.stdout)
  const code = await closed
  if (code !== 0) throw new Error(`the load ended with ${String(code)}`)
  return JSON.parse(printed) as LoadOutcome
}

/** The outcome of a load that was answered as it should be. @throws Error with the first answer that was not */
export function answered(outcome: LoadOutcome): LoadOutcome {
  const [failure] = Object.entries(outcome.failures)
  if (failure !== undefined) throw new Error(`answered ${failure[0]}: ${failure[1]}`)
  return outcome
}
