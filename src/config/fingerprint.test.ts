import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './document/document.js'
import { canonicalJson, fingerprint } from './fingerprint.js'
import { resolve } from './resolve.js'

function fingerprintOf(churn: string, root = '/project'): string {
  const text = `
sources: { app: { file: a.csv, events: { login: {}, purchase: { amount: number } } } }
predictions:
  churn: { ${churn} }
`
  const { config, origin, mistakes } = parseConfig(text, 'foretell.config.yaml')
  return fingerprint(resolve(config, { root, origin, mistakes }).predictions['churn'])
}

const population = 'population: { count: login, last: 28d, atLeast: 1 }'
const label = 'label: { count: login, next: 30d, is: 0 }'
const start = fingerprintOf(`${population}, ${label}`)

describe('fingerprint', () => {
  it('is 16 hexadecimal digits, the same on every machine', () => {
    expect(start).toBe('b14a52482f0517a6')
  })

  it.each([
    ['the order of keys', `${label}, ${population}`],
    ['a default written out', `${population}, ${label}, seed: 1, levels: { high: 0.5 }, lateness: 0d`],
    ['weeks for days', `population: { count: login, last: 4w, atLeast: 1 }, ${label}`],
    ['a list of one', `population: { count: [login], last: 28d, atLeast: 1 }, ${label}`],
  ])('does not see %s', (_name, churn) => {
    expect(fingerprintOf(churn)).toBe(start)
  })

  it('does not see where the project is', () => {
    expect(fingerprintOf(`${population}, ${label}`, '/elsewhere')).toBe(start)
  })

  it.each([
    ['another event', `population: { count: purchase, last: 28d, atLeast: 1 }, ${label}`],
    ['another window', `population: { count: login, last: 29d, atLeast: 1 }, ${label}`],
    ['another label', `${population}, label: { count: login, next: 31d, is: 0 }`],
    ['another feature', `${population}, ${label}, features: { a: { daysSince: login } }`],
    ['other anchors', `${population}, ${label}, anchors: 1d`],
    ['another seed', `${population}, ${label}, seed: 2`],
  ])('sees %s', (_name, churn) => {
    expect(fingerprintOf(churn)).not.toBe(start)
  })
})

describe('canonicalJson', () => {
  it('does not depend on the order of keys, and says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const backwards = (part: unknown): unknown =>
          Array.isArray(part)
            ? part.map(backwards)
            : typeof part === 'object' && part !== null
              ? Object.fromEntries(
                  Object.entries(part)
                    .toReversed()
                    .map(([key, each]) => [key, backwards(each)]),
                )
              : part
        expect(canonicalJson(backwards(value))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 1 },
    )
  })

  it('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}')
  })
})
