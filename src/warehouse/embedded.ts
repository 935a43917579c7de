import { spawn } from 'node:child_process'
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { ForetellError } from '../shared/errors.js'
import { cancelled } from './failure.js'
import { exitRefused } from './host/exit.js'
import { hostProgram } from './host-program.js'
import { type Lease, takeLease } from './lease.js'
import type { EngineLocation } from './location.js'
import { isAlive, readOwner } from './owner.js'

export interface HostOptions {
  /** Milliseconds that the host stays after its last client has left. */
  readonly grace: number
  /** Milliseconds within which a host must have come up, or whoever else holds the folder must have left. */
  readonly patience?: number
  readonly signal?: AbortSignal | undefined
}

/** A host is up in a second; a leaving one gives its statements ten. */
const defaultPatience = 30_000

/** Milliseconds between two looks for a host that is coming up. */
const look = 10

/** What the engine says, on its error output only, when another process has the folder open. */
const folderIsLocked = 'Cannot lock file'

/** How often a host that is killed while it starts is started again. */
const starts = 3

/** Bytes of log above which the next host begins a new one. */
const longestLog = 1024 * 1024

/**
 * Joins the folder's engine host, starting one when there is none. Any number of processes may do so at once:
 * the engine lets only one of their hosts open the folder, the others end, and all wait for that one's socket.
 * @throws ForetellError `WAREHOUSE_HELD` when somebody else has the folder open, `WAREHOUSE_START` when the
 *   engine does not come up, `CANCELLED` when the signal aborts the wait
 */
export async function joinHost(location: EngineLocation, options: HostOptions): Promise<Lease> {
  await ensurePrivate(location.directory)
  await ensurePrivate(dirname(location.socket))
  const deadline = performance.now() + (options.patience ?? defaultPatience)
  let host: StartedHost | undefined
  let killed = 0
  let wait = look
  let held = false
  while (performance.now() < deadline) {
    const lease = await takeLease(location.socket)
    if (lease !== undefined) return lease
    const end = host?.end()
    if (end === 'failed' || (end === 'killed' && ++killed === starts)) throw await startFailure(location)
    if (host !== undefined && end === 'refused') {
      if (!(await host.said(folderIsLocked))) throw await startFailure(location)
      held = true
      // Whoever holds the folder may be on the way out: looked at again, but ever less often.
      wait = Math.min(Math.max(wait * 2, 100), 1_000)
    }
    if (host === undefined || end !== undefined) host = await startHost(location, options)
    await pause(wait)
    if (options.signal?.aborted === true) throw cancelled()
  }
  throw held ? await heldFailure(location) : await startFailure(location, 'it takes too long')
}

/** @param what where it is not in the log */
async function startFailure(location: EngineLocation, what?: string): Promise<ForetellError> {
  const log = await readFile(location.log, 'utf8').catch(() => '')
  const reason = what ?? log.trim().split('\n').slice(-3).join(' ').slice(-500)
  return new ForetellError('WAREHOUSE_START', { values: { directory: location.directory, reason } })
}

async function heldFailure(location: EngineLocation): Promise<ForetellError> {
  const owner = await readOwner(location.owner)
  const known = owner !== undefined && isAlive(owner.pid)
  return new ForetellError('WAREHOUSE_HELD', {
    values: {
      directory: location.directory,
      owner: known
        ? `process ${owner.pid} ("${owner.command}", since ${owner.since}), which does not answer`
        : 'a process that is not Foretell',
    },
  })
}

/**
 * Whoever may enter the folder may read every event, so only its owner may.
 * @throws ForetellError `WAREHOUSE_START` when the folder is somebody else's, as a folder in a shared temporary
 *   one can be
 */
async function ensurePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = await stat(folder)
  if (uid !== userInfo().uid) {
    throw new ForetellError('WAREHOUSE_START', {
      values: { directory: folder, reason: `the folder belongs to another user (${uid})` },
    })
  }
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700)
}

interface StartedHost {
  /** How it ended; undefined while it runs. */
  end(): HostEnd | undefined
  /** Whether these words stand in what was logged since it was started. */
  said(words: string): Promise<boolean>
}

/** `refused`: the engine did not open the folder. */
type HostEnd = 'left' | 'refused' | 'failed' | 'killed'

async function startHost(location: EngineLocation, options: HostOptions): Promise<StartedHost> {
  const logged = await stat(location.log).then(
    ({ size }) => size,
    () => 0,
  )
  const start = logged > longestLog ? 0 : logged
  const log = await open(location.log, start === 0 ? 'w' : 'a', 0o600)
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
    let end: HostEnd | undefined
    child.once('error', () => (end = 'failed'))
    child.once('exit', (code) => (end = endOf(code)))
    child.unref()
    return {
      end: () => end,
      said: async (words) => (await readFile(location.log)).subarray(start).includes(words),
    }
  } finally {
    await log.close()
  }
}

/** @param code the exit code; null when a signal ended it */
function endOf(code: number | null): HostEnd {
  if (code === null) return 'killed'
  if (code === exitRefused) return 'refused'
  return code === 0 ? 'left' : 'failed'
}

function hostEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    // Every running statement occupies one of libuv's threads. With the default of four, the host's own files
    // would wait for them; there are at most fifteen sessions (host/engine.ts).
    UV_THREADPOOL_SIZE: '24',
    // A DateTime without a zone is UTC, on every machine.
    TZ: 'UTC',
  }
  delete environment['NODE_OPTIONS']
  return environment
}
