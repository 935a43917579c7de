import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The `redis-server` of this machine; undefined where none is on the PATH. */
export const redisServer: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find(isExecutable)

if (redisServer === undefined) {
  process.stderr.write('no redis-server on the PATH: tests that need a Redis are skipped\n')
}

export interface TestRedis {
  /** `redis://127.0.0.1:<port>` */
  readonly url: string
  readonly port: number
  /** Freezes the server: it accepts connections and says nothing. */
  freeze(): void
  thaw(): void
  /** Kills it as a crash would; what it held is lost. */
  kill(): Promise<void>
  /** Starts it again, empty, at the same address. */
  restart(): Promise<void>
  /** Ends it and removes what it left. */
  dispose(): Promise<void>
}

/**
 * A Redis of the test's own, on a free port of the loopback, which writes nothing to the disk. Tests that need one
 * are declared with `describe.skipIf(redisServer === undefined)`.
 */
export async function testRedis(): Promise<TestRedis> {
  if (redisServer === undefined) throw new Error('no redis-server on the PATH')
  const folder = await mkdtemp(join(tmpdir(), 'foretell-redis-'))
  const port = await freePort()
  let running = await started(redisServer, folder, port)
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => void running.signal('SIGSTOP'),
    thaw: () => void running.signal('SIGCONT'),
    kill: () => running.end(),
    async restart() {
      await running.end()
      running = await started(redisServer, folder, port)
    },
    async dispose() {
      await running.end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Running {
  signal(name: NodeJS.Signals): void
  end(): Promise<void>
}

/** Resolves once it takes connections. */
async function started(program: string, folder: string, port: number): Promise<Running> {
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' }
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(program, [...flags, '--maxmemory-policy', 'noeviction'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  // A test that is killed must not leave it behind.
  const orphaned = (): void => void child.kill('SIGKILL')
  process.once('exit', orphaned)
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('Ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('close', () => reject(new Error(`redis-server ended before it was ready:\n${said}`)))
  })
  return {
    signal: (name) => void child.kill(name),
    async end() {
      process.off('exit', orphaned)
      child.kill('SIGKILL')
      await ended
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
