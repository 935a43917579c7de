import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY } from '../shared/time.js'
import { Mistakes } from './mistakes.js'
import {
  duration,
  listOf,
  numberWithin,
  oneOf,
  type Options,
  readOptions,
  text,
  wholeNumber,
} from './option.js'
import { optionGroups } from './reference.testing.js'

const group = {
  window: { kind: duration(), default: '30d', description: '' },
  share: { kind: numberWithin({ above: 0, most: 1 }), default: 0.5, description: '' },
  name: { kind: text(), required: true, description: '' },
  format: { kind: oneOf('csv', 'parquet'), description: '' },
} as const satisfies Options

function read(written: unknown): { values: unknown; found: string[] } {
  const mistakes = new Mistakes()
  const values = readOptions(group, written, ['it'], mistakes)
  return {
    values,
    found: mistakes.found.map(({ path, expected, got }) => `${path.join('.')}: ${expected}, ${got}`),
  }
}

describe('readOptions', () => {
  it('gives what was written its meaning', () => {
    const { values, found } = read({ window: '2d', share: 1, name: 'a', format: 'csv' })
    expect(values).toEqual({ window: 2 * DAY, share: 1, name: 'a', format: 'csv' })
    expect(found).toEqual([])
  })

  it('fills in defaults, also for null, which YAML writes as nothing', () => {
    expect(read({ name: 'a', share: null }).values).toEqual({
      window: 30 * DAY,
      share: 0.5,
      name: 'a',
      format: undefined,
    })
  })

  it('goes on after a mistake, with the default', () => {
    const { values, found } = read({ window: 'x', shar: 1, format: 'xml' })
    expect(values).toEqual({ window: 30 * DAY, share: 0.5, name: undefined, format: undefined })
    expect(found).toEqual([
      'it.shar: one of the keys (window, share, name, format), "shar"',
      'it.window: a length of time such as 30d, 12h, 4w or 90m, "x"',
      'it.name: a text, nothing',
      'it.format: one of csv, parquet, "xml"',
    ])
  })

  it.each([[3], ['a'], [[]], [null]])('tells %j, which is no object, once', (written) => {
    const { values, found } = read(written)
    expect(values).toMatchObject({ window: 30 * DAY })
    expect(found).toHaveLength(1)
  })
})

describe('kinds', () => {
  it('accept exactly the numbers of their range', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(numberWithin({ above: 0, below: 1 }).accept(value)).toBe(
          value > 0 && value < 1 ? value : undefined,
        )
        expect(numberWithin({ least: 0, most: 1 }).accept(value)).toBe(
          value >= 0 && value <= 1 ? value : undefined,
        )
        expect(wholeNumber(2).accept(value)).toBe(
          Number.isSafeInteger(value) && value >= 2 ? value : undefined,
        )
      }),
      { seed: 1 },
    )
    expect(numberWithin({}).accept('1')).toBeUndefined()
    expect(numberWithin({ above: 0 }).accept(Infinity)).toBeUndefined()
  })

  it('accept lists of which every member is fit', () => {
    const kind = listOf(duration(), 'durations', { least: 1 })
    expect(kind.accept(['1d', '2d'])).toEqual([DAY, 2 * DAY])
    for (const written of [[], ['1d', 'x'], '1d', undefined]) expect(kind.accept(written)).toBeUndefined()
  })

  it('accept a length of 0 only where it makes sense', () => {
    expect(duration().accept('0d')).toBeUndefined()
    expect(duration({ zero: true }).accept('0d')).toBe(0)
    expect(duration({ zero: true }).accept(0)).toBeUndefined()
    expect(duration().accept('99999999999999999999d'), 'longer than any date can be').toBeUndefined()
  })
})

describe('every option', () => {
  const all = Object.entries(optionGroups).flatMap(([name, options]) =>
    Object.entries(options as Options).map(([key, option]) => [`${name}.${key}`, option] as const),
  )

  it.each(all)('%s has a default that its own check accepts, and says what it is', (_name, option) => {
    if (option.default !== undefined) expect(option.kind.accept(option.default)).toBeDefined()
    expect(option.description).toMatch(/^\S.*\.$/)
    expect(option.kind.expected).toMatch(/^\S/)
  })
})
