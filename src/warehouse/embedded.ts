import { spawn } from 'node:child_process'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { ForetellError } from '../shared/errors.js'
import { exitHeld } from './host/exit.js'
import { type Lease, takeLease } from './lease.js'
import type { EngineLocation } from './location.js'
import { readOwner } from './owner.js'

export interface HostOptions {
  /** Milliseconds that the host stays after its last client has left. */
  readonly grace: number
}

/** Milliseconds within which a host must have come up, or whoever else holds the folder must have left. */
const patience = 20_000

/**
 * Joins the folder's engine host, starting one when there is none. Any number of processes may do so at once:
 * the engine lets only one of their hosts open the folder, the others end, and all wait for that one's socket.
 * @throws ForetellError `WAREHOUSE_HELD` when somebody else has the folder open, `WAREHOUSE_START` when the
 *   engine does not come up
 */
export async function joinHost(location: EngineLocation, options: HostOptions): Promise<Lease> {
  await mkdir(location.directory, { recursive: true, mode: 0o700 })
  await mkdir(dirname(location.socket), { recursive: true, mode: 0o700 })
  let host: StartedHost | undefined
  for (let waited = 0; waited < patience; waited += 20) {
    const lease = await takeLease(location.socket)
    if (lease !== undefined) return lease
    if (host?.exit() !== undefined && host.exit() !== exitHeld && host.exit() !== 0) {
      throw new ForetellError('WAREHOUSE_START', {
        values: { directory: location.directory, reason: await lastWords(location.log) },
      })
    }
    if (host === undefined || host.exit() !== undefined) host = await startHost(location, options)
    await pause(20)
  }
  const owner = await readOwner(location.owner)
  throw new ForetellError('WAREHOUSE_HELD', {
    values: {
      directory: location.directory,
      owner:
        owner === undefined
          ? 'a process that is not Foretell'
          : `process ${owner.pid} ("${owner.command}", since ${owner.since})`,
    },
  })
}

interface StartedHost {
  /** The exit code; undefined while it runs. */
  exit(): number | undefined
}

async function startHost(location: EngineLocation, options: HostOptions): Promise<StartedHost> {
  const log = await open(location.log, 'a', 0o600)
  try {
    const child = spawn(
      process.execPath,
      [
        ...hostProgram(),
        // With `=`, since a value may start with a dash.
        `--directory=${location.directory}`,
        `--command=${process.argv.slice(1).join(' ').slice(0, 500)}`,
        `--grace=${options.grace}`,
      ],
      {
        // Its own process group: Ctrl-C in the terminal ends the command, not the host that others use.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: hostEnvironment(),
      },
    )
    let exit: number | undefined
    child.once('error', () => (exit = 1))
    child.once('exit', (code) => (exit = code ?? 1))
    child.unref()
    return { exit: () => exit }
  } finally {
    await log.close()
  }
}

/** The built program beside this file, or, when run from source, the source by way of jiti. */
function hostProgram(): string[] {
  const fromSource = import.meta.url.endsWith('.ts')
  const program = fileURLToPath(new URL(`./host/main.${fromSource ? 'ts' : 'js'}`, import.meta.url))
  return fromSource ? ['--import', import.meta.resolve('jiti/register'), program] : [program]
}

function hostEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // Statements occupy libuv's threads; with the default of four, the host's own files would wait for them.
    UV_THREADPOOL_SIZE: '16',
    // A DateTime without a zone is UTC, on every machine.
    TZ: 'UTC',
  }
  delete environment['NODE_OPTIONS']
  return environment
}

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-3).join(' ').slice(-500)
}
