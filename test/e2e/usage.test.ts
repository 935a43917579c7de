import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { foretell, temporaryFolder } from './foretell.js'

let folder: string
let dispose: () => Promise<void>

beforeAll(async () => {
  ;({ folder, dispose } = await temporaryFolder())
})
afterAll(() => dispose())

describe('the compiled command line', () => {
  it('helps', async () => {
    const { code, stdout, stderr } = await foretell(folder, '--help')
    expect([code, stderr]).toEqual([0, ''])
    for (const verb of ['init', 'check', 'ingest', 'train', 'evaluate', 'predict', 'score', 'run']) {
      expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'))
    }
  })

  it('says what is wrong with a command', async () => {
    const { code, stdout, stderr } = await foretell(folder, 'trian')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Did you mean train?')
  })

  it('says what to do where there is no configuration', async () => {
    const { code, stderr } = await foretell(folder, 'check')
    expect(code).toBe(2)
    expect(stderr).toContain('foretell init')
  })
})

describe('a mistake in the configuration', () => {
  const config = `import { count, csv, defineConfig, event, last, next, predict } from 'foretell'
const login = event('login', {})
export default defineConfig({
  sources: { app: csv('events.csv', { events: [login], timeFromat: 'unix' }) },
  predictions: {
    churn: predict({ population: count(login, last('30d')).atLeast(1), label: count(login, next('1 month')).is(0) }),
  },
})
`
  it('is told with the file, the key, what was expected and the nearest name', async () => {
    await writeFile(join(folder, 'foretell.config.ts'), config)
    const { code, stderr } = await foretell(folder, 'check')
    expect(code).toBe(2)
    expect(stderr).toContain('foretell.config.ts')
    expect(stderr).toContain('sources.app')
    expect(stderr).toContain('timeFormat')
    expect(stderr).toContain('predictions.churn.label')
    expect(stderr).toContain('1 month')
  })

  it('is data with --json', async () => {
    const { code, stdout } = await foretell(folder, 'check', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CONFIG_INVALID', problems: [{}, {}] } })
  })
})
