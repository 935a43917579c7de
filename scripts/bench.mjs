/**
 * `npm run bench -- NAME [options]` runs `bench/NAME.bench.ts` on what has been built; `npm run bench` lists them.
 * Progress goes to stderr; with `--json` the figures are one JSON document on stdout.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { build } from './build.mjs'
import { install } from './install.mjs'
import { root } from './steps.mjs'

const [name, ...parameters] = process.argv.slice(2)
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))

if (name === undefined || !existsSync(join(root, 'bench', `${name}.bench.ts`))) {
  console.error(`usage: npm run bench -- NAME [options]\nthere are: ${names.join(', ')}`)
  process.exit(2)
}

for (const prepare of [install, build]) {
  const { code, output } = await prepare()
  if (code !== 0) {
    console.error(output)
    process.exit(1)
  }
}
const { createJiti } = await import('jiti')
const { run } = await createJiti(import.meta.url).import(`../bench/${name}.bench.ts`)
await run({ parameters, root })
