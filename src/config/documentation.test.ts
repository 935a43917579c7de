import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { afterAll, describe, expect, it } from 'vitest'
import { loadPlan } from './load.js'
import type { Plan } from './plan.js'
import { withReference } from './reference.testing.js'

const file = fileURLToPath(new URL('../../docs/configuration.md', import.meta.url))
const page = readFileSync(file, 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'foretell-docs-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The code of the page in its order, with the lines on which it begins. */
const examples = [...page.matchAll(/^```(ts|yaml)\n([^]*?)^```$/gm)].map(
  ([, language = '', code = ''], index) => ({
    language,
    code,
    line: page.slice(0, page.indexOf(code)).split('\n').length,
    index,
  }),
)

async function planOf({ language, code, index }: (typeof examples)[number]): Promise<Plan> {
  const example = join(folder, `${index}.${language}`)
  writeFileSync(example, code)
  return loadPlan({ root: folder, file: example })
}

describe('docs/configuration.md', () => {
  it('has the options and quantities as they are declared (vitest -u writes them)', async () => {
    const options = { ...(await resolveConfig(file)), filepath: file }
    await expect(await format(withReference(page), options)).toMatchFileSnapshot(file)
  })

  it('has examples', () => {
    expect(examples.map(({ language }) => language)).toEqual(['ts', 'yaml', 'ts', 'yaml', 'ts', 'yaml'])
  })

  it.each(examples)('has an example in $language at line $line that runs', async (example) => {
    expect(Object.keys((await planOf(example)).predictions)).not.toEqual([])
  })

  it('says the same in both forms of an example', async () => {
    for (let first = 0; first < examples.length; first += 2) {
      const [module, document] = await Promise.all(examples.slice(first, first + 2).map(planOf))
      expect(document).toEqual(module)
    }
  })
})
