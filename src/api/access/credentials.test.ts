import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { shownKey } from './credentials.js'

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

describe('the key in headers', () => {
  it.each([
    ['Bearer', { authorization: 'Bearer ftk_read_a' }, { secret: 'ftk_read_a' }],
    ['Bearer in small letters, with spaces', { authorization: 'bearer   ftk_a ' }, { secret: 'ftk_a' }],
    ['Basic as Segment sends it', { authorization: basic('ftk_a:') }, { secret: 'ftk_a' }],
    ['Basic without a colon', { authorization: basic('ftk_a') }, { secret: 'ftk_a' }],
    ['Basic with a password', { authorization: basic('ftk_a:other') }, { secret: 'ftk_a' }],
    ['Basic with a password alone', { authorization: basic(':ftk_a') }, { secret: 'ftk_a' }],
    ['X-API-Key', { 'x-api-key': ' ftk_a ' }, { secret: 'ftk_a' }],
    ['both', { authorization: 'Bearer ftk_a', 'x-api-key': 'ftk_b' }, { secret: 'ftk_a' }],
    ['no header', {}, undefined],
    ['an empty header', { authorization: '' }, 'unreadable'],
    ['a scheme alone', { authorization: 'Bearer' }, 'unreadable'],
    ['a scheme and a space', { authorization: 'Bearer ' }, 'unreadable'],
    ['another scheme', { authorization: 'Digest username="a"' }, 'unreadable'],
    ['an empty pair', { authorization: basic(':') }, 'unreadable'],
    ['more than a key is long', { authorization: `Bearer ${'a'.repeat(257)}` }, 'unreadable'],
    ['two words', { authorization: 'Bearer ftk_a ftk_b' }, 'unreadable'],
    ['an empty X-API-Key', { 'x-api-key': '' }, 'unreadable'],
  ])('of %s', (_what, headers, expected) => expect(shownKey(headers)).toEqual(expected))

  it('is found or not in whatever stands there, and never throws', () => {
    const headers = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `Bearer ${rest}`),
      fc.base64String().map((rest) => `Basic ${rest}`),
      fc.string({ unit: 'binary' }).map(basic),
    )
    fc.assert(
      fc.property(headers, (authorization) => {
        const shown = shownKey({ authorization })
        expect(shown === 'unreadable' || /^[!-~]{1,256}$/.test(shown?.secret ?? '')).toBe(true)
      }),
    )
  })

  it('survives being sent in each of the ways', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z_]{1,80}$/), (secret) => {
        for (const authorization of [`Bearer ${secret}`, basic(`${secret}:`), basic(secret)]) {
          expect(shownKey({ authorization })).toEqual({ secret })
        }
      }),
    )
  })
})
