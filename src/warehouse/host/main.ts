import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { systemClock } from '../../shared/time.js'
import { type EngineLocation, engineLocation } from '../location.js'
import { writeOwner } from '../owner.js'
import { type Engine, openEngine } from './engine.js'
import { exitRefused } from './exit.js'
import { Leases } from './leases.js'
import { createService } from './service.js'

/** Milliseconds that a host waits for its first client, and that statements get to finish when it must go. */
const firstClient = 10_000
const drainTime = 10_000

/**
 * The engine host: runs the embedded ClickHouse of one folder and speaks its HTTP protocol on a unix socket.
 * It is a process of its own, so that when the engine dies nothing else does, and the engine's quirks stay in
 * here (docs/warehouse.md lists them). It leaves when its last client has left.
 */
async function main(): Promise<void> {
  const { directory, command, grace } = readArguments()
  const location = engineLocation('/', directory)
  const engine = await openEngine(location)
  if (engine === undefined) process.exit(exitRefused)
  const leaving = new AbortController()
  const leases = new Leases(grace, () => leaving.abort())
  const secret = randomBytes(24).toString('base64url')
  const server = createService({ ...engine, leases, secret, quickLimit: 1_000 })
  await announce(location, command, secret)
  await listen(server, location.socket)
  leases.expectFirst(firstClient)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => leaving.abort())
  await once(leaving.signal, 'abort')
  await withdraw(server, leases, location)
  await drain(engine)
  await engine.close()
  process.exit(0)
}

function readArguments(): { directory: string; command: string; grace: number } {
  const { values } = parseArgs({
    options: {
      directory: { type: 'string' },
      command: { type: 'string', default: '' },
      grace: { type: 'string', default: '1000' },
    },
  })
  if (values.directory === undefined) throw new Error('expected --directory')
  return { directory: values.directory, command: values.command, grace: Number(values.grace) }
}

async function announce(location: EngineLocation, command: string, secret: string): Promise<void> {
  const since = new Date(systemClock.now()).toISOString()
  await writeOwner(location.owner, { pid: process.pid, since, command, secret })
}

async function listen(server: Server, socket: string): Promise<void> {
  await mkdir(dirname(socket), { recursive: true, mode: 0o700 })
  // Whoever bound it before is gone, or the engine would not have opened.
  await rm(socket, { force: true })
  server.listen(socket)
  await once(server, 'listening')
}

/** No new clients. It comes before the engine is closed: after that the socket is another host's. */
async function withdraw(server: Server, leases: Leases, location: EngineLocation): Promise<void> {
  server.close()
  leases.end()
  await rm(location.socket, { force: true })
  await rm(location.owner, { force: true })
}

/** Lets statements finish, and ends those that do not. */
async function drain(engine: Engine): Promise<void> {
  const late = new AbortController()
  await Promise.race([
    engine.lanes.quiet().then(() => late.abort()),
    pause(drainTime, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  if (!late.signal.aborted) {
    await engine.admin.kill('/*')
    await Promise.race([engine.lanes.quiet(), pause(2_000)])
  }
}

await main()
