import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ever, last, next } from '../config/window.js'
import { pluralOf, singularOf, slugOf, uniqueSlugs, windowSuffix, windowTitle } from './naming.js'

describe('slugOf', () => {
  it.each([
    ['login', 'login'],
    ['Order Completed', 'order_completed'],
    ['orderCompleted', 'order_completed'],
    ['$pageview', 'pageview'],
    ['feature-use.v2', 'feature_use_v2'],
    ['Käufe Ω', 'käufe_ω'],
    ['購入', '購入'],
    ['***', 'unnamed'],
    ['', 'unnamed'],
  ])('%j is %j', (name, slug) => expect(slugOf(name)).toBe(slug))
})

describe('uniqueSlugs', () => {
  it('leaves the plain name to the name that is its own slug', () => {
    const slugs = uniqueSlugs(['Log In', 'log_in', 'log-in'])
    expect(Object.fromEntries(slugs)).toEqual({
      log_in: 'log_in',
      'Log In': 'log_in_2',
      'log-in': 'log_in_3',
    })
  })

  it('avoids what is taken', () => {
    expect(uniqueSlugs(['activity'], ['activity']).get('activity')).toBe('activity_2')
  })

  it('gives each name another slug, whatever the order of the names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 6 })), (names) => {
        const slugs = uniqueSlugs(names)
        expect(new Set(slugs.values()).size).toBe(names.length)
        expect(uniqueSlugs(names.toReversed())).toEqual(slugs)
      }),
      { seed: 1 },
    )
  })
})

describe('titles', () => {
  it.each([
    ['login', 'logins', 'login'],
    ['feature_use', 'feature uses', 'feature use'],
    ['reply', 'replies', 'reply'],
    ['display', 'displays', 'display'],
    ['search', 'searches', 'search'],
    ['Order Completed', '"order completed" events', '"order completed" event'],
    ['a2q', '"a2q" events', '"a2q" event'],
    ['sms', '"sms" events', '"sms" event'],
  ])('%s', (event, plural, singular) => {
    expect(pluralOf(event)).toBe(plural)
    expect(singularOf(event)).toBe(singular)
  })

  it('of windows', () => {
    expect([last('1d'), last('4w'), last('12h'), next('90m'), ever()].map(windowTitle)).toEqual([
      'in the last 1 day',
      'in the last 28 days',
      'in the last 12 hours',
      'in the next 90 minutes',
      'so far',
    ])
  })

  it('of equal windows are equal, however they are written', () => {
    expect(windowSuffix(last('4w'))).toBe('28d')
    expect(windowSuffix(last('48h'))).toBe('2d')
  })
})
