import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

import { systemClock } from '../../shared/time.js'
import { engineLocation } from '../location.js'
import { writeOwner } from '../owner.js'
import { exitHeld } from './exit.js'
import { Leases } from './leases.js'
import { SessionPool } from './pool.js'
import { createService } from './service.js'
import { EngineSession } from './session.js'

/**
 * The engine host: runs the embedded ClickHouse of one folder and speaks its HTTP protocol on a unix socket.
 * A process of its own, so that when the engine dies, nothing else does; the engine's quirks stay in here.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      directory: { type: 'string', default: '' },
      secret: { type: 'string', default: '' },
      command: { type: 'string', default: '' },
      grace: { type: 'string', default: '1000' },
    },
  })
  const location = engineLocation('/', values.directory)
  // Another host may be at home: its folder is not this one's to clear.
  const scratch = join(location.scratch, String(process.pid))
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const open = (name: string): Promise<EngineSession> =>
    EngineSession.open({
      data: location.data,
      scratch,
      name,
      database: 'foretell',
      base: { async_insert: '0' },
      engineArguments: [],
    })
  let sessions: EngineSession[]
  try {
    sessions = [await open('admin')]
  } catch (error) {
    console.error(error)
    await rm(scratch, { recursive: true, force: true })
    process.exit(exitHeld)
  }
  for (let lane = 0; lane < 4; lane++) sessions.push(await open(`lane${lane}`))
  const [admin, ...lanes] = sessions
  const leave = async (): Promise<void> => {
    service.close()
    leases.end()
    service.closeAllConnections()
    for (const session of sessions) session.close()
    await rm(location.socket, { force: true })
    await rm(location.owner, { force: true })
    await rm(location.scratch, { recursive: true, force: true })
    process.exit(0)
  }
  const leases = new Leases(Number(values.grace), () => void leave())
  const service = createService({ pool: new SessionPool(lanes), admin }, leases)
  await writeOwner(location.owner, {
    pid: process.pid,
    since: new Date(systemClock.now()).toISOString(),
    command: values.command,
    secret: values.secret,
  })
  await mkdir(dirname(location.socket), { recursive: true, mode: 0o700 })
  await rm(location.socket, { force: true })
  service.listen(location.socket, () => leases.waitForClients(10_000))
  process.on('SIGTERM', () => void leave())
  process.on('SIGINT', () => void leave())
}

await main()
