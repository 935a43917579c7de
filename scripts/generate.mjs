/**
 * `node scripts/generate.mjs EXAMPLE FOLDER [--customers N] [--days N] [--seed N] [--end 2026-11-21]`: writes an
 * example's configuration and a made-up history into a folder.
 */
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { root } from './steps.mjs'

const DAY = 86_400_000

/** Writes `foretell.config.ts` and `data/`; the history ends last midnight unless `end` says otherwise. */
export async function generateExample(example, folder, { customers, days, seed, end }) {
  const { createJiti } = await import('jiti')
  const { generate } = await createJiti(import.meta.url).import(`../examples/${example}/generate.ts`)
  await mkdir(folder, { recursive: true })
  await copyFile(join(root, 'examples', example, 'foretell.config.ts'), join(folder, 'foretell.config.ts'))
  return generate({
    folder: join(folder, 'data'),
    customers,
    days,
    end: end ?? Math.floor(Date.now() / DAY) * DAY,
    seed,
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      customers: { type: 'string', default: '2000' },
      days: { type: 'string', default: '500' },
      seed: { type: 'string', default: '7' },
      end: { type: 'string' },
    },
  })
  const [example, folder] = positionals
  const entries = await readdir(join(root, 'examples'), { withFileTypes: true })
  const examples = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'generator')
    .map(({ name }) => name)
  if (folder === undefined || !examples.includes(example)) {
    console.error(`usage: node scripts/generate.mjs EXAMPLE FOLDER\nexamples: ${examples.join(', ')}`)
    process.exit(2)
  }
  const made = await generateExample(example, resolve(folder), {
    customers: Number(values.customers),
    days: Number(values.days),
    seed: Number(values.seed),
    end: values.end === undefined ? undefined : Date.parse(values.end),
  })
  console.log(`${made.rows.toLocaleString('en-US')} rows in ${made.files.length} files under ${folder}`)
}
