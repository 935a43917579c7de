/**
 * `npm run demo`: makes up a business, and runs the whole of Foretell on it. `-- --exit` stops after the summary,
 * `-- --customers N` makes the business smaller or larger.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { build } from './build.mjs'
import { generateExample } from './generate.mjs'
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

async function generateHistory() {
  const made = await generateExample('saas', join(root, 'demo'), {
    customers: Number(values.customers),
    days: Number(values.days),
    seed: Number(values.seed),
  })
  const counts = [made.customers, made.rows, made.files.length].map((count) => count.toLocaleString('en-US'))
  return { code: 0, note: `${counts[0]} accounts, ${counts[1]} rows in ${counts[2]} files` }
}
