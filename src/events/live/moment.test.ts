import { describe, expect, it } from 'vitest'

import { momentOf } from './moment.js'

const at = Date.parse('2026-11-21T00:42:34.123Z')

describe('momentOf', () => {
  it.each([
    ['2026-11-21T00:42:34.123Z', at],
    ['2026-11-21T00:42:34.123456789Z', at],
    [' 2026-11-21 00:42:34,123 ', at],
    ['2026-11-21T02:42:34.123+02:00', at],
    ['2026-11-20T19:12:34.123-0530', at],
    ['2026-11-21t00:42z', Date.parse('2026-11-21T00:42:00Z')],
    ['2026-11-21', Date.parse('2026-11-21T00:00:00Z')],
    ['2024-02-29', Date.parse('2024-02-29T00:00:00Z')],
    [at, at],
    [String(at), at],
    [at / 1000, at],
    ['1795221754', 1_795_221_754_000],
    [99_999_999_999, 'impossible_time'],
    ['2026-02-29', 'impossible_time'],
    ['2026-13-01', 'impossible_time'],
    ['2026-11-21T24:00:00Z', 'impossible_time'],
    ['1970-01-01T23:59:59Z', 'impossible_time'],
    [0, 'impossible_time'],
    [-5, 'impossible_time'],
    ['1970-01-02', 86_400_000],
    ['2100-12-31T23:59:59.999Z', Date.UTC(2101, 0, 1) - 1],
    ['2101-01-01', 'impossible_time'],
    ['yesterday', 'unparsable_time'],
    ['21.11.2026', 'unparsable_time'],
    [NaN, 'unparsable_time'],
    [true, 'unparsable_time'],
    [{}, 'unparsable_time'],
    ['', 'no_time'],
    ['  ', 'no_time'],
    [null, 'no_time'],
    [undefined, 'no_time'],
  ])('of %j is %j', (written, expected) => expect(momentOf(written)).toBe(expected))
})
