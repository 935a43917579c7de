import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { innerObject } from './inner-object.js'

const inner = (json: string): string | undefined => innerObject(Buffer.from(json))

describe('innerObject', () => {
  it.each([
    ['{"features":{}}', '{}'],
    ['{ "a" : 1, "features" : { "b" : 1.50, "c": "ü" } , "d": [2] }', '{ "b" : 1.50, "c": "ü" }'],
    [String.raw`{"f\u0065atures":{"a":"\"\u007b"}}`, String.raw`{"a":"\"\u007b"}`],
    ['{"features":{"a":1},"features":{"a":2}}', undefined],
    ['{"features":{"a":{}}}', undefined],
    ['{"features":{"a":"}"}}', undefined],
    ['{"a":"{","features":{}}', undefined],
    ['{"features":{},"a":"}"}', undefined],
  ])('of %s is %s', (json, expected) => expect(inner(json)).toBe(expected))

  it('is what was parsed, or not told', () => {
    const values = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean()))
    fc.assert(
      fc.property(values, fc.string(), (features, id) => {
        const json = JSON.stringify({ id, features, last: id })
        const text = inner(json)
        if (text !== undefined)
          expect(JSON.parse(text)).toEqual((JSON.parse(json) as { features: unknown }).features)
        expect(text === undefined).toBe((json.match(/[{}]/g) ?? []).length > 4)
      }),
    )
  })
})
