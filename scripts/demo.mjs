/**
 * `npm run demo`: makes up a business, and runs the whole of Foretell on it. `-- --exit` stops after the summary,
 * `-- --customers N` makes the business smaller or larger.
 */
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { build } from './build.mjs'
import { install } from './install.mjs'
import { execute, root, step } from './steps.mjs'

const { values } = parseArgs({
  options: {
    // There is no server to go on with yet, so the demo ends here either way.
    exit: { type: 'boolean', default: false },
    customers: { type: 'string', default: '5000' },
    days: { type: 'string', default: '600' },
    seed: { type: 'string', default: '7' },
  },
})

const folder = join(root, 'demo')
const ready =
  (await step('install', install)) &&
  (await step('build', build)) &&
  (await step('make up a business', generateHistory))
if (!ready) process.exit(1)

console.log('\n$ npx foretell run --project demo\n')
const { code } = await execute(process.execPath, ['dist/cli/main.js', 'run', '--project', 'demo'], {
  shown: true,
})
process.exit(code)

/** The example's configuration, and a history that ends last midnight. */
async function generateHistory() {
  const { createJiti } = await import('jiti')
  const { generate } = await createJiti(import.meta.url).import('../examples/saas/generate.ts')
  await mkdir(folder, { recursive: true })
  await copyFile(join(root, 'examples/saas/foretell.config.ts'), join(folder, 'foretell.config.ts'))
  const made = await generate({
    folder: join(folder, 'data'),
    customers: Number(values.customers),
    days: Number(values.days),
    end: Math.floor(Date.now() / 86_400_000) * 86_400_000,
    seed: Number(values.seed),
  })
  const note = `${made.customers.toLocaleString('en-US')} accounts, ${made.rows.toLocaleString('en-US')} rows in ${made.files.length} files`
  return { code: 0, note }
}
