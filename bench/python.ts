import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Makes a Python environment with exactly what a file of requirements names, unless it is there.
 * @returns its Python
 */
export async function installPython(requirements: string, folder: string): Promise<string> {
  const python = join(folder, 'bin/python')
  const stamp = join(folder, 'installed')
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return python
  console.error(`installing the peers into ${folder}`)
  await rm(folder, { recursive: true, force: true })
  await command('python3', ['-m', 'venv', folder])
  await command(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    requirements,
  ])
  await writeFile(stamp, wanted)
  return python
}

async function command(program: string, parameters: readonly string[]): Promise<void> {
  const child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${String(code)}`)
}
