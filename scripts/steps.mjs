/** What the scripts share: running a command as a named step with its time, quietly unless it fails. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The checkout's folder, with a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a program with the checkout as its folder. `shown`: its output goes straight to the terminal. */
export function execute(program, parameters, { shown = false, environment = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    // Interrupted from outside counts as a failure, never as a success.
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A tool of this project, run by this very Node: nothing installed globally is ever used. */
export function tool(script, parameters, options) {
  return execute(process.execPath, [`node_modules/${script}`, ...parameters], options)
}

/** npm itself: the one that runs this script, or the one on the path. */
export function npm(parameters, options) {
  const running = process.env.npm_execpath
  const known = running !== undefined && /npm-cli\.js$/.test(running)
  return known
    ? execute(process.execPath, [running, ...parameters], options)
    : execute('npm', parameters, options)
}

/**
 * Prints one line for a piece of work: its name, whether it went well, and its time. What it said is printed
 * only when it failed.
 * @param work gives `{ code, output?, note? }`
 * @returns whether it went well
 */
export async function step(name, work) {
  const started = performance.now()
  const { code, output = '', note = '' } = await work()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const line = `${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(24)} ${seconds.padStart(6)} s  ${note}`
  console.log(line.trimEnd())
  if (code !== 0 && output.trim() !== '') console.log(`\n${output.trimEnd()}\n`)
  return code === 0
}
