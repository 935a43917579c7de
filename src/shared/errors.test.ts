import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, type ErrorEntry, errorCatalogue } from './error-catalogue.js'
import { ForetellError } from './errors.js'

const catalogue = Object.entries(errorCatalogue) as [ErrorCode, ErrorEntry][]
const documented = new Map(
  readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n')
      return [section.slice(0, end).trim(), section.slice(end)] as const
    }),
)

/** How an entry of docs/errors.md begins; what follows below it is free. */
function entryOf({ status, message, remedy }: ErrorEntry): string {
  return `Status ${status}\n\n> ${message}\n\n${remedy}`
}

/** The formatter escapes what Markdown could take for its own, which is no difference. */
function plain(text: string): string {
  return text.replaceAll('\\', '').replaceAll(/\s+/g, ' ').trim()
}

describe('docs/errors.md', () => {
  it.each(catalogue)('says of %s what the catalogue says', (code, entry) => {
    const wanted = `## ${code}\n\n${entryOf(entry)}`
    const section = documented.get(code)
    if (section === undefined) expect.fail(`docs/errors.md lacks this entry:\n\n${wanted}\n`)
    if (!plain(section).startsWith(plain(entryOf(entry)))) {
      expect.fail(`docs/errors.md has another text than the catalogue; it ought to be:\n\n${wanted}\n`)
    }
  })

  it('has no entry that is not in the catalogue', () => {
    expect([...documented.keys()].filter((code) => !(code in errorCatalogue))).toEqual([])
  })
})

describe('the catalogue', () => {
  it.each(catalogue)('has a status, a message and a remedy for %s', (code, { status, message, remedy }) => {
    expect(code).toMatch(/^[A-Z][A-Z_]*[A-Z]$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(message, 'a message is no sentence of its own: a place may stand before it').not.toMatch(/\.$/)
    expect(remedy, 'a remedy is a whole sentence').toMatch(/^\S.*[.}]$/s)
  })
})

describe('ForetellError', () => {
  it('fills the message and the remedy, and says where', () => {
    const error = new ForetellError('DURATION_INVALID', {
      values: { text: '3 fortnights' },
      at: { file: 'foretell.config.yaml', line: 7, key: 'predictions.churn.label' },
    })
    expect(error.message).toBe(
      'foretell.config.yaml:7 predictions.churn.label: expected a length of time such as 30d, 12h, 4w or 90m, got "3 fortnights"',
    )
    expect(error.status).toBe(400)
    expect(error.remedy).toMatch(/^Write a whole number/)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('ForetellError')
  })

  it.each([
    [{ file: 'a.csv' }, 'a.csv: x was cancelled'],
    [{ key: 'sources.app' }, 'sources.app: x was cancelled'],
    [{ file: 'a.csv', key: 'amount' }, 'a.csv amount: x was cancelled'],
    [{ line: 3 }, 'x was cancelled'],
    [{}, 'x was cancelled'],
  ])('says of the place %j what is known', (at, message) => {
    expect(new ForetellError('CANCELLED', { values: { what: 'x' }, at }).message).toBe(message)
  })

  it('leaves a place without a value as it stands', () => {
    expect(new ForetellError('CANCELLED').message).toBe('{what} was cancelled')
  })

  it('fills in values literally', () => {
    const error = new ForetellError('CANCELLED', { values: { what: '$& {what} $1' } })
    expect(error.message).toBe('$& {what} $1 was cancelled')
  })

  it('keeps its cause', () => {
    const cause = new Error('below')
    expect(new ForetellError('INTERNAL', { values: { what: 'it' }, cause }).cause).toBe(cause)
  })

  it('becomes JSON with its code, and with its problems only when it has some', () => {
    const plainly = new ForetellError('CANCELLED', { values: { what: 'Training' } })
    expect(JSON.parse(JSON.stringify(plainly))).toEqual({
      code: 'CANCELLED',
      message: 'Training was cancelled',
      remedy: 'Run it again; what had been finished is kept.',
      at: {},
    })
    const problems = [{ at: { key: 'sources' }, message: 'expected x, got y' }]
    const gathered = new ForetellError('CONFIG_INVALID', { problems })
    expect(gathered.toJSON()).toMatchObject({ code: 'CONFIG_INVALID', problems })
  })
})
