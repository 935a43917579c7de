/** Compiles the kernels and `src` to `dist`, with the SQL beside it. What has not changed is not compiled again. */
import { chmod, cp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { compileKernels } from './kernels.mjs'
import { root, step, tool } from './steps.mjs'

/** @returns `{ code, output }` for `step` */
export async function build() {
  const begun = new Date()
  await removeStale()
  const kernels = await compileKernels()
  if (kernels.code !== 0) return kernels
  for (const file of await filesUnder('src')) {
    if (file.endsWith('.sql')) await cp(join(root, 'src', file), join(root, 'dist', file))
  }
  const compiled = await tool('typescript/bin/tsc', ['-p', 'tsconfig.build.json'])
  if (compiled.code !== 0) return compiled
  await chmod(join(root, 'dist/cli/main.js'), 0o755)
  await markCurrent(begun)
  return compiled
}

/** A compiled file whose source is gone would go on being found by imports, and by nobody else. */
async function removeStale() {
  const sources = new Set(await filesUnder('src'))
  for (const file of await filesUnder('dist')) {
    if (file === '.tsbuildinfo') continue
    const source = file.replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts')
    if (!sources.has(source)) await rm(join(root, 'dist', file))
  }
}

/**
 * What did not have to be compiled again is as current as what was: tests that run `dist` look at the times. What is
 * changed while this compiles is newer than all.
 */
async function markCurrent(begun) {
  for (const file of await filesUnder('dist')) await utimes(join(root, 'dist', file), begun, begun)
}

/** Every file under a folder of the checkout, relative to it; none when the folder is not there. */
async function filesUnder(folder) {
  const top = join(root, folder)
  const there = await stat(top).then(
    () => true,
    () => false,
  )
  if (!there) return []
  const entries = await readdir(top, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { install } = await import('./install.mjs')
  const built = (await step('install', install)) && (await step('build', build))
  process.exitCode = built ? 0 : 1
}
