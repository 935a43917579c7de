import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { depthOf, isDeeper } from './json-depth.js'

const depth = (text: string): number => depthOf(Buffer.from(text), 1000)

describe('depthOf', () => {
  it.each([
    ['1', 0],
    ['"[[["', 0],
    ['{}', 1],
    ['[{"a":[1]},[]]', 3],
    [String.raw`["\"[[", {"\\":[]}]`, 3],
    ['["unclosed [[[', 1],
  ])('of %s is %i', (text, expected) => expect(depth(text)).toBe(expected))

  it('stops at what is too deep', () => {
    expect(depthOf(Buffer.from('['.repeat(1e6)), 32)).toBe(33)
  })

  it('is that of the parsed value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(depth(JSON.stringify(value))).toBe(deep(value))
      }),
    )
  })
})

describe('isDeeper', () => {
  it('says whether the depth is more', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 7 }), (value, most) => {
        expect(isDeeper(Buffer.from(JSON.stringify(value)), most)).toBe(deep(value) > most)
      }),
    )
  })

  it('does not take many for deep', () => {
    expect(isDeeper(Buffer.from(`[${'[],'.repeat(1000)}{}]`), 2)).toBe(false)
    expect(isDeeper(Buffer.from('[{'.repeat(17)), 33)).toBe(true)
  })
})

function deep(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(deep))
}
