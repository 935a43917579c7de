import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * Runs one command of the built program in a project, to its end.
 * @returns what it printed
 */
export async function foretell(root: string, folder: string, parameters: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...parameters], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let told = ''
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
  child.stderr.on('data', (text: Buffer) => (told += text.toString()))
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`foretell ${parameters.join(' ')} ended with ${String(code)}\n${told}`)
  return printed
}
