import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ForetellError } from '../shared/errors.js'
import { loadConfig, loadPlan } from './load.js'

/** A folder in which no `foretell` is installed. */
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'foretell-load-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(name: string, text: string): void {
  const file = join(root, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

async function errorOf(file?: string): Promise<ForetellError> {
  const error: unknown = await loadPlan({ root, file }).catch((thrown: unknown) => thrown)
  if (error instanceof ForetellError) return error
  throw new Error('expected a ForetellError', { cause: error })
}

const typescript = `import { count, csv, defineConfig, event, last, next, predict } from 'foretell'
const login: { readonly name: string } & ReturnType<typeof event> = event('login', {})
export default defineConfig({
  sources: { app: csv('events.csv', { events: [login] }) },
  predictions: {
    churn: predict({ population: count(login, last('30d')).atLeast(1), label: count(login, next('30d')).is(0) }),
  },
})
`
const javascript = typescript.replace(/const login: .* =/, 'const login =')
const yaml = `
sources:
  app: { file: events.csv, events: [login] }
predictions:
  churn:
    population: { count: login, last: 30d, atLeast: 1 }
    label: { count: login, next: 30d, is: 0 }
`
const json = JSON.stringify(
  {
    sources: { app: { file: 'events.csv', events: ['login'] } },
    predictions: {
      churn: {
        population: { count: 'login', last: '30d', atLeast: 1 },
        label: { count: 'login', next: '30d', is: 0 },
      },
    },
  },
  null,
  '\t',
)

describe('every form of a configuration', () => {
  it.each([
    ['foretell.config.ts', typescript],
    ['foretell.config.mts', typescript],
    ['foretell.config.js', javascript],
    ['foretell.config.mjs', javascript],
    ['foretell.config.yaml', yaml],
    ['foretell.config.yml', yaml],
    ['foretell.config.json', json],
  ])('%s is found, and gives the same plan', async (name, text) => {
    write('typescript/foretell.config.ts', typescript)
    write(`other/${name}`, text)
    const wanted = await loadPlan({ root: join(root, 'typescript') })
    const plan = await loadPlan({ root: join(root, 'other') })
    expect(plan.predictions).toEqual(wanted.predictions)
    expect(plan.events).toEqual(wanted.events)
    expect(Object.keys(plan.predictions)).toEqual(['churn'])
    expect(plan.root).toBe(join(root, 'other'))
  })

  it('is read where --config names it, and its folder is the project', async () => {
    write('deep/my.config.ts', typescript)
    const plan = await loadPlan({ root, file: 'deep/my.config.ts' })
    expect(plan.root).toBe(join(root, 'deep'))
    expect(plan.sources[0]?.path).toBe(join(root, 'deep', 'events.csv'))
  })

  it('may import files beside it', async () => {
    write('events.ts', `import { event } from 'foretell'\nexport const login = event('login', {})\n`)
    write(
      'foretell.config.ts',
      `import { login } from './events.js'\n${typescript.replace(/const login: .*\n/, '')}`,
    )
    expect(Object.keys((await loadPlan({ root })).events)).toEqual(['login'])
  })

  it('is read afresh each time', async () => {
    write('foretell.config.ts', typescript)
    await loadPlan({ root })
    write('foretell.config.ts', typescript.replace("last('30d')", "last('7d')"))
    const plan = await loadPlan({ root })
    expect(JSON.stringify(plan.predictions['churn'])).toContain('"length":"7d"')
  })

  it('may be made of promises', async () => {
    write('foretell.config.mjs', `const wait = await Promise.resolve(1)\n${javascript}`)
    expect(Object.keys((await loadPlan({ root })).predictions)).toEqual(['churn'])
  })
})

describe('trouble with a configuration', () => {
  it('that is not there', async () => {
    expect(await errorOf()).toMatchObject({
      code: 'CONFIG_NOT_FOUND',
      message: `expected a configuration at ${join(root, 'foretell.config.{ts,mts,js,mjs,yaml,yml,json}')}, found none`,
    })
    expect(await errorOf('elsewhere.yaml')).toMatchObject({
      message: `expected a configuration at ${join(root, 'elsewhere.yaml')}, found none`,
    })
  })

  it('that is there twice', async () => {
    write('foretell.config.ts', typescript)
    write('foretell.config.yaml', yaml)
    const error = await errorOf()
    expect(error.code).toBe('CONFIG_AMBIGUOUS')
    expect(error.message).toContain('found foretell.config.ts and foretell.config.yaml')
    expect(await loadConfig({ root, file: 'foretell.config.yaml' })).toMatchObject({ mistakes: [] })
  })

  const broken: readonly [string, string, string, string | RegExp][] = [
    [
      'foretell.config.ts',
      `import { event } from 'foretell'\nconst login = = event('login', {})\n`,
      'CONFIG_SYNTAX',
      /^foretell\.config\.ts:2: expected a configuration that can be read, got: Unexpected token \(column \d+\)$/,
    ],
    [
      'foretell.config.yaml',
      'sources:\n  app: { file: a.csv\npredictions: {}\n',
      'CONFIG_SYNTAX',
      /^foretell\.config\.yaml:\d: expected a configuration that can be read, got: /,
    ],
    [
      'foretell.config.yaml',
      'sources: {}\npredictions: {}\nsources: {}\n',
      'CONFIG_SYNTAX',
      /^foretell\.config\.yaml:3: .*Map keys must be unique/,
    ],
    ['foretell.config.yaml', 'a: *missing\n', 'CONFIG_SYNTAX', /^foretell\.config\.yaml:1: /],
    [
      'foretell.config.json',
      '{\n  "sources": {},\n  "predictions": {"a" 1}\n}\n',
      'CONFIG_SYNTAX',
      /^foretell\.config\.json:3: /,
    ],
    [
      'foretell.config.ts',
      `import { event } from 'foretell'\n\nfunction declare() {\n  return event('login', { name: 1 as never })\n}\nexport default declare()\n`,
      'CONFIG_THREW',
      'foretell.config.ts:4: expected a configuration that runs, got RangeError: event login: a property cannot be called "name"; map it to another name',
    ],
    [
      'foretell.config.mjs',
      `export default { sources: missing }\n`,
      'CONFIG_THREW',
      'foretell.config.mjs:1: expected a configuration that runs, got ReferenceError: missing is not defined',
    ],
    [
      'foretell.config.ts',
      `import { evnt } from 'foretell'\n\nexport default evnt('login')\n`,
      'CONFIG_THREW',
      'foretell.config.ts:3: expected a configuration that runs, got a call of `evnt`, which foretell does not export; did you mean `event`?',
    ],
    [
      'foretell.config.ts',
      `import nothing from 'not-installed'\nexport default nothing\n`,
      'CONFIG_THREW',
      "foretell.config.ts:1: expected a configuration that runs, got Error: Cannot find module 'not-installed'",
    ],
    [
      'foretell.config.ts',
      `throw 'a text'\n`,
      'CONFIG_THREW',
      'foretell.config.ts: expected a configuration that runs, got a text',
    ],
    [
      'foretell.config.ts',
      `export const config = {}\n`,
      'CONFIG_NO_EXPORT',
      'foretell.config.ts: expected `export default defineConfig({ ... })`, got no default export, only config',
    ],
    [
      'foretell.config.ts',
      `export default 'sources'\n`,
      'CONFIG_NO_EXPORT',
      'foretell.config.ts: expected `export default defineConfig({ ... })`, got "sources" as the default export',
    ],
    [
      'foretell.config.ts',
      '',
      'CONFIG_NO_EXPORT',
      'foretell.config.ts: expected `export default defineConfig({ ... })`, got no export',
    ],
    [
      'foretell.config.yaml',
      '- a\n- b\n',
      'CONFIG_INVALID',
      'foretell.config.yaml: 1 mistake in the configuration\n  foretell.config.yaml:1 (top): expected an object with sources and predictions, got a list of 2',
    ],
    [
      'foretell.config.yaml',
      '',
      'CONFIG_INVALID',
      'foretell.config.yaml: 1 mistake in the configuration\n  (top): expected an object with sources and predictions, got nothing',
    ],
  ]
  it.each(broken)('%s %#: %s', async (name, text, code, message) => {
    write(name, text)
    const error = await errorOf()
    expect(error.code).toBe(code)
    if (message instanceof RegExp) expect(error.message).toMatch(message)
    else expect(error.message).toBe(message)
  })

  it('in a file that it imports', async () => {
    write('parts/events.ts', `export const a = 1\nthrow new TypeError('broken')\n`)
    write('foretell.config.ts', `import { a } from './parts/events.js'\nexport default a\n`)
    expect((await errorOf()).message).toBe(
      `${join('parts', 'events.ts')}:2: expected a configuration that runs, got TypeError: broken`,
    )
  })

  it('tells the mistakes of a module with its file', async () => {
    write('foretell.config.ts', typescript.replace("next('30d')", "last('30d')"))
    expect((await errorOf()).message).toBe(
      'foretell.config.ts: 1 mistake in the configuration\n  predictions.churn.label: expected a window of the future, such as next 30d, got last 30d',
    )
  })
})
