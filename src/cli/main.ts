#!/usr/bin/env node
import { setMaxListeners } from 'node:events'
import { readFileSync } from 'node:fs'

import { systemClock } from '../shared/time.js'
import { commandLine } from './command-line.js'
import { verbs } from './commands/index.js'
import { exitCodes } from './exit-code.js'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The first signal asks the work to stop; the second one does not ask. */
const stop = new AbortController()
// Every statement and every file listens to it while it runs.
setMaxListeners(0, stop.signal)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(exitCodes.cancelled.code)
    stop.abort()
    process.stderr.write('\nstopping; press Ctrl-C again to stop at once\n')
  })
}
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok.code)
  throw error
})

process.exitCode = await commandLine(process.argv.slice(2), verbs, {
  folder: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  clock: systemClock,
  signal: stop.signal,
  version,
})
