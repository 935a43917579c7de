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
  const current = ['warehouse/host', 'warehouse', 'shared'].every((folder) =>
    isBuilt(path(`../${folder}`), path(`../../dist/${folder}`)),
  )
  return current
    ? [path('../../dist/warehouse/host/main.js')]
    : ['--import', import.meta.resolve('jiti/register'), path('./host/main.ts')]
}

/** Whether every file of a folder of the source was built after it was changed last. */
function isBuilt(source: string, built: string): boolean {
  return readdirSync(source)
    .filter((file) => file.endsWith('.ts') && !/\.test(ing|-d)?\.ts$/.test(file))
    .every((file) => {
      const program = statSync(`${built}/${file.slice(0, -'.ts'.length)}.js`, { throwIfNoEntry: false })
      return program !== undefined && program.mtimeMs >= statSync(`${source}/${file}`).mtimeMs
    })
}
