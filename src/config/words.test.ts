import { describe, expect, it } from 'vitest'
import { counted, durationWords, eventNoun, humanise, joined, plural, withArticle } from './words.js'

describe('words', () => {
  it.each([
    ['feature_use', 'feature use'],
    ['featureUse', 'feature use'],
    ['Feature Use', 'feature use'],
    ['page.view', 'page view'],
    ['NPS-score', 'NPS score'],
  ])('humanises %s', (name, text) => {
    expect(humanise(name)).toBe(text)
  })

  it.each([
    ['customer', 'customers'],
    ['company', 'companies'],
    ['day', 'days'],
    ['box', 'boxes'],
    ['person', 'people'],
  ])('makes the plural of %s', (one, many) => {
    expect(plural(one)).toBe(many)
  })

  it.each([
    ['login', 'login', 'logins'],
    ['feature_use', 'feature use', 'feature uses'],
    ['downloads', 'download', 'downloads'],
    ['access', 'access', 'accesses'],
    ['feed', 'feed', 'feeds'],
    ['Order Completed', '"order completed" event', '"order completed" events'],
    ['sign_up', '"sign up" event', '"sign up" events'],
    ['answer_to_question', '"answer to question" event', '"answer to question" events'],
    ['step_2', '"step 2" event', '"step 2" events'],
  ])('makes a noun of the event %s', (name, one, many) => {
    expect(eventNoun(name)).toEqual({ one, many })
  })

  it.each([
    ['30d', '30 days'],
    ['1h', '1 hour'],
    ['4w', '4 weeks'],
    ['90m', '90 minutes'],
  ])('says the duration %s', (duration, text) => {
    expect(durationWords(duration)).toBe(text)
  })

  it('counts, joins and gives articles', () => {
    expect(counted(1, 'login')).toBe('1 login')
    expect(counted(12_000, 'entity')).toBe('12,000 entities')
    expect(joined([], 'and')).toBe('')
    expect(joined(['a'], 'and')).toBe('a')
    expect(joined(['a', 'b', 'c'], 'or')).toBe('a, b or c')
    expect(withArticle('amount')).toBe('an amount')
    expect(withArticle('total')).toBe('a total')
  })
})
