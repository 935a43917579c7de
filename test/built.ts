import { fileURLToPath } from 'node:url'

import { isBuilt } from '../src/warehouse/host-program.js'

const checkout = fileURLToPath(new URL('..', import.meta.url))

/**
 * For tests that start what was compiled: with something else in `dist` they would say nothing about the source.
 * @param folders of `src` that the program is made of
 * @throws Error when something in them was changed after it was built, or never built
 */
export function mustBeBuilt(folders: readonly string[], root = checkout): void {
  const stale = folders.filter((folder) => !isBuilt(`${root}/src/${folder}`, `${root}/dist/${folder}`))
  if (stale.length > 0)
    throw new Error(`src/${stale.join(', src/')} changed since it was built: run npm run build first`)
}
