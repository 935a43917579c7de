import { describe, expect, it } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { fixedClock } from '../shared/time.js'
import { commandLine } from './command-line.js'
import { list, toggle, wholeNumber } from './option.js'
import { type Answer, verb } from './verb.js'

const greet = verb({
  name: 'greet',
  summary: 'Says hello',
  arguments: { who: { about: 'whom' }, how: { about: 'how', optional: true } },
  options: {
    times: wholeNumber('NUMBER', 'how often', { minimum: 1, maximum: 9, fallback: 1 }),
    exclude: list('NAMES', 'whom not'),
    holdBack: toggle('softly'),
  },
  examples: [{ command: 'greet Ada --times 2', about: 'twice' }],
  run: (input, { seed, folder }): Promise<Answer> =>
    Promise.resolve({ json: { input, seed, folder }, text: () => `hello ${input.who}` }),
})

const fail = verb({
  name: 'fail',
  summary: 'Fails',
  arguments: { how: { about: 'how' } },
  options: {},
  examples: [],
  run: ({ how }) => {
    if (how === 'cancelled') throw new ForetellError('CANCELLED', { values: { what: 'the work' } })
    if (how === 'config') throw new ForetellError('CONFIG_NOT_FOUND', { values: { looked: 'here' } })
    throw how === 'known'
      ? new ForetellError('DURATION_INVALID', { values: { text: '3y' } })
      : new Error('oops')
  },
})

async function run(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  const code = await commandLine(parameters, [greet, fail], {
    folder: '/somewhere',
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    clock: fixedClock(0),
    signal: new AbortController().signal,
    version: '1.2.3',
  })
  return { code, stdout, stderr }
}

it('prints the text of an answer', async () => {
  expect(await run('greet', 'Ada')).toEqual({ code: 0, stdout: 'hello Ada\n', stderr: '' })
})

it('gives a verb its arguments, its options with their fallbacks, and what is global on either side', async () => {
  const { stdout } = await run('--seed', '7', 'greet', 'Ada', '--exclude', 'a,b', '--json', '--project', 'x')
  expect(JSON.parse(stdout)).toEqual({
    input: { who: 'Ada', times: 1, exclude: ['a', 'b'], holdBack: false },
    seed: 7,
    folder: '/somewhere/x',
  })
})

describe('a wrong command', () => {
  it.each([
    [['greet'], "missing required argument 'who'"],
    [['greet', 'Ada', '--nope'], "unknown option '--nope'"],
    [['greet', 'Ada', 'x', 'y'], 'too many arguments'],
    [['greet', 'Ada', '--times', '12'], '--times expects a whole number from 1 to 9, got "12"'],
    [['gret'], "unknown command 'gret' (Did you mean greet?)"],
  ])('%j ends with 2 and says so', async (parameters, message) => {
    const { code, stdout, stderr } = await run(...parameters)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
    expect(stderr).toContain('what to do')
  })

  it('is JSON where JSON was asked for', async () => {
    const { stdout } = await run('greet', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE' } })
  })
})

describe('an error', () => {
  it('that was foreseen ends with 1 and says what to do', async () => {
    const { code, stdout, stderr } = await run('fail', 'known')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/expected a length of time.*"3y"\nwhat to do {2}Write a whole number/s)
  })

  it('that was not foreseen asks for a report, and shows where it came from when asked', async () => {
    const { code, stderr } = await run('fail', 'unknown')
    expect(code).toBe(1)
    expect(stderr).toContain('Run the same with --verbose')
    expect(stderr).not.toContain('    at ')
    expect((await run('fail', 'unknown', '--verbose')).stderr).toContain('    at ')
  })

  it('has an exit code of its own for a wrong configuration and for a cancellation', async () => {
    expect((await run('fail', 'config')).code).toBe(2)
    expect((await run('fail', 'cancelled')).code).toBe(130)
  })

  it('is one JSON document on stdout with --json', async () => {
    const { stdout } = await run('fail', 'unknown', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERNAL', message: 'oops' } })
  })
})

describe('help', () => {
  it('lists the verbs and the exit codes', async () => {
    const { code, stdout } = await run('--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/greet.*Says hello/)
    expect(stdout).toContain('Exit codes:')
  })
  it('is what a command without words prints', async () => {
    expect((await run()).stdout).toBe((await run('--help')).stdout)
  })
  it('of a verb shows its options with their defaults, the global ones, and examples', async () => {
    const { stdout } = await run('greet', '--help')
    expect(stdout).toContain('--times <NUMBER>')
    expect(stdout).toContain('(default: 1)')
    expect(stdout).toContain('--json')
    expect(stdout).toContain('foretell greet Ada --times 2')
  })
})

it('knows its version', async () => {
  expect((await run('--version')).stdout).toBe('1.2.3\n')
})
