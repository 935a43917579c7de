import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A server that runs in a process of its own. */
export interface Served {
  readonly url: string
  readonly pid: number
  /** Of the server, and of the engine beside it where there is one. */
  pids(): readonly number[]
  /** Tells it to stop, and waits until it has. */
  stop(): Promise<void>
}

export interface ServeOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** For Node: `--cpu-prof` and the like. */
  readonly nodeOptions?: readonly string[]
}

/**
 * `foretell serve` of a project on a free port, as it comes, but for the limit of requests, since that is what is
 * measured. Its log goes to `bench/.data/serve/server.log`.
 */
export async function serveProject(
  root: string,
  folder: string,
  { environment, nodeOptions }: ServeOptions = {},
): Promise<Served> {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [...(nodeOptions ?? []), join(root, 'dist/cli/main.js'), 'serve', '--port', String(port)],
    {
      cwd: folder,
      env: { ...process.env, FORETELL_REQUESTS_PER_MINUTE: '0', ...environment },
      stdio: ['ignore', 'ignore', logFile(root, 'server')],
    },
  )
  const url = await listening(child, port, '/health/live')
  return {
    url,
    pid: pidOf(child),
    pids: () => [pidOf(child), ...enginePids(folder)],
    stop: () => stopped(child),
  }
}

/** The FastAPI server of an exported model; see `bench/peers/serve/main.py`. */
export async function servePeer(root: string, python: string, folder: string): Promise<Served> {
  const port = await freePort()
  const child = spawn(python, [join(root, 'bench/peers/serve/main.py'), folder, String(port)], {
    stdio: ['ignore', 'ignore', logFile(root, 'peer')],
  })
  const url = await listening(child, port, '/health')
  return { url, pid: pidOf(child), pids: () => [pidOf(child)], stop: () => stopped(child) }
}

/** A server that answers `ok` to everything: what the load itself can do. */
export async function serveNothing(): Promise<Served> {
  const port = await freePort()
  const program = `require('node:http').createServer((request, reply) => {
    request.resume()
    reply.setHeader('content-length', 2)
    reply.end('ok')
  }).listen(${port}, '127.0.0.1')`
  const child = spawn(process.execPath, ['--eval', program], { stdio: 'ignore' })
  const url = await listening(child, port, '/')
  return { url, pid: pidOf(child), pids: () => [pidOf(child)], stop: () => stopped(child) }
}

/** Milliseconds that a server may take to come up. */
const patience = 60_000

async function listening(child: ChildProcess, port: number, path: string): Promise<string> {
  const url = `http://127.0.0.1:${port}`
  for (const started = performance.now(); performance.now() - started < patience; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before it listened`)
    const up = await fetch(`${url}${path}`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (up) return url
  }
  child.kill('SIGKILL')
  throw new Error(`nobody answers at ${url}${path}`)
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function freePort(): Promise<number> {
  const taker = createServer().listen(0, '127.0.0.1')
  await once(taker, 'listening')
  const { port } = taker.address() as AddressInfo
  taker.close()
  await once(taker, 'close')
  return port
}

/** The engine host of a project's folder, while there is one. */
function enginePids(folder: string): number[] {
  try {
    const { pid } = JSON.parse(readFileSync(join(folder, '.foretell/engine.json'), 'utf8')) as { pid: number }
    return [pid]
  } catch {
    return []
  }
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the server could not be started')
  return pid
}

function logFile(root: string, name: string): number {
  const folder = join(root, 'bench/.data/serve')
  mkdirSync(folder, { recursive: true })
  return openSync(join(folder, `${name}.log`), 'w')
}
