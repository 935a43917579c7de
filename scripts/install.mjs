/** Brings `node_modules` to what the lock file says, and does nothing when it is there already. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { npm, root } from './steps.mjs'

const MINIMUM_NODE = [20, 19]

/** @returns `{ code, output, note }` for `step` */
export async function install() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    return {
      code: 1,
      output: `Foretell needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.version}.`,
    }
  }
  if (await installed()) return { code: 0, note: 'nothing to do' }
  // No package of ours needs an install script, so none may run.
  return npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'])
}

/** Whether what npm wrote down about `node_modules` is what the lock file asks for on this machine. */
async function installed() {
  const wanted = await packagesOf('package-lock.json')
  const present = await packagesOf('node_modules/.package-lock.json')
  if (wanted === undefined || present === undefined) return false
  const asked = Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    const found = present[path]
    // An optional package of another platform is left out; a lock file's own root is not listed.
    if (found === undefined) return path === '' || optional === true || link === true
    return found.version === version && found.integrity === integrity
  })
  return asked && Object.keys(present).every((path) => path in wanted)
}

async function packagesOf(file) {
  try {
    return JSON.parse(await readFile(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}
