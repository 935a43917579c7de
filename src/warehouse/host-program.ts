import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * How Node is told to run an engine host: the built program beside this file. When this is run from source, it is that
 * of the checkout's build, unless something of it was changed since; then it is the source itself by way of jiti,
 * which takes each host a second.
 * @returns parameters of `node`
 */
export function hostProgram(): readonly string[] {
  const path = (address: string): string => fileURLToPath(new URL(address, import.meta.url))
  if (!import.meta.url.endsWith('.ts')) return [path('./host/main.js')]
  const current = ['warehouse', 'shared'].every((folder) =>
    isBuilt(path(`../${folder}`), path(`../../dist/${folder}`)),
  )
  return current
    ? [path('../../dist/warehouse/host/main.js')]
    : ['--import', import.meta.resolve('jiti/register'), path('./host/main.ts')]
}

/** Whether every file of a folder of the source, and of those within, was built after it was changed last. */
export function isBuilt(source: string, built: string): boolean {
  const changed = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|sql)$/.test(file) && !/\.(test|testing|test-d|d)\.ts$/.test(file))
    .every((file) => changed(`${built}/${file.replace(/\.ts$/, '.js')}`) >= changed(`${source}/${file}`))
}
