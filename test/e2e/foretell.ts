import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const compiled = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  /** Everything written to stderr so far. */
  stderr(): string
  kill(signal: NodeJS.Signals): void
  readonly finished: Promise<Finished>
}

/** Starts the compiled command line in a folder, as a person would. */
export function start(folder: string, ...parameters: readonly string[]): Running {
  if (!existsSync(compiled)) throw new Error('these tests run what was compiled: `npm run build` comes first')
  const child = spawn(process.execPath, [compiled, ...parameters], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  return {
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    finished: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
    }),
  }
}

/** Without colours, which the test runner forces on, and without a server. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const rest = { ...process.env }
  delete rest.FORCE_COLOR
  return { ...rest, NO_COLOR: '1', CLICKHOUSE_URL: '' }
}

/** Runs it to its end. */
export function foretell(folder: string, ...parameters: readonly string[]): Promise<Finished> {
  return start(folder, ...parameters).finished
}

/** Runs it with `--json` and reads its one document; a failure of the command fails the test with its words. */
export async function foretellJson<Document>(
  folder: string,
  ...parameters: readonly string[]
): Promise<Document> {
  const { code, stdout, stderr } = await foretell(folder, ...parameters, '--json')
  if (code !== 0) throw new Error(`foretell ${parameters.join(' ')} ended with ${code}\n${stderr}`)
  return JSON.parse(stdout) as Document
}

/** A new folder, and how to be rid of it. */
export async function temporaryFolder(): Promise<{ folder: string; dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'foretell-e2e-'))
  return { folder, dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) }
}
