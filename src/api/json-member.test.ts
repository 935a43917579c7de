import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { memberText } from './json-member.js'

describe('memberText', () => {
  it.each([
    ['{}', undefined],
    ['{"a":1}', undefined],
    ['{"features":{"a":1.50}}', '{"a":1.50}'],
    ['{ "features" : { "a" : [1, 2] } , "b" : 3 }', '{ "a" : [1, 2] }'],
    ['{"b":{"features":1},"features":2}', '2'],
    ['{"b":["features",":"],"c":"features"}', undefined],
    ['{"features":1,"features":{"last":true}}', '{"last":true}'],
    [String.raw`{"b":"\",\"features\":1","features":"\\"}`, String.raw`"\\"`],
    // A name that is written otherwise is not looked for.
    [String.raw`{"\u0066eatures":1}`, undefined],
    [String.raw`{"features":1,"\u0066eatures":2}`, undefined],
  ])('of %s is %s', (object, expected) => expect(memberText(object, 'features')).toBe(expected))

  it('says what the parsed member is', () => {
    const objects = fc.dictionary(fc.constantFrom('a', 'features', 'b c'), fc.jsonValue({ maxDepth: 3 }))
    const spaces = fc.constantFrom(0, 2)
    fc.assert(
      fc.property(objects, spaces, (object, indent) => {
        const text = memberText(JSON.stringify(object, null, indent), 'features')
        const parsed = text === undefined ? undefined : (JSON.parse(text) as unknown)
        const again = JSON.parse(JSON.stringify(object)) as Readonly<Record<string, unknown>>
        expect(parsed).toEqual(again['features'])
      }),
    )
  })
})
