import { describe, expect, it } from 'vitest'

import type { Factor, Level } from '../predictions/prediction.js'
import type { Tier } from '../segments/tiers.js'
import { recommend } from './recommend.js'

function factor(title: string, impact: number, feature = title.replaceAll(' ', '_')): Factor {
  return {
    feature,
    title,
    impact,
    direction: impact >= 0 ? 'raises' : 'lowers',
    value: 1,
    valueText: '1',
    typical: 0,
    typicalText: '0',
    threshold: null,
    sentence: `Something about ${title}.`,
    alike: [],
  }
}

const churn = (level: Level, factors: readonly Factor[] = []) => ({ prediction: 'churn', level, factors })

describe('recommended actions', () => {
  const factors = [
    factor('days since the last login', 0.184),
    factor('payment failed in the last 30 days', 0.06),
    factor('support tickets in the last 30 days', 0.03),
    factor('seats', -0.1),
  ]

  it('are at most three: for the risk first, then for what raises it the most', () => {
    const actions = recommend(churn('critical', factors), { tier: 'high' })
    expect(actions.map(({ action, priority }) => [action, priority])).toEqual([
      ['Speak with them in person', 'urgent'],
      ['Give them a reason for the next login', 'high'],
      ['Sort out the payment that failed', 'high'],
    ])
    expect(actions[1].description).toBe('Something about days since the last login.')
  })

  it('say that nobody has measured their effect, and how much could be at stake', () => {
    const actions = recommend(churn('high', factors), { tier: null })
    expect(actions.every(({ basis }) => basis === 'risk, not effect')).toBe(true)
    expect(actions[0].expectedImpact).toMatch(/^Not measured/)
    expect(actions[1].expectedImpact).toMatch(
      /^At most the 18\.4 points of churn that go with it; not measured/,
    )
  })

  it('spend nothing on those who stay anyway', () => {
    const [only, ...rest] = recommend(churn('low', factors), { tier: 'high' })
    expect(rest).toEqual([])
    expect(only.description).toContain('no discount')
  })

  it('spend the more the more somebody is worth', () => {
    const first = (tier: Tier | null) => recommend(churn('critical'), { tier })[0]
    expect(first('high').priority).toBe('urgent')
    expect(first('low')).toMatchObject({ action: 'Send a message that costs little', priority: 'medium' })
    expect(first(null)).toEqual(first('medium'))
  })

  it('never ask for what lowers the risk already', () => {
    expect(recommend(churn('high', [factor('seats', -0.3)]), { tier: null })).toHaveLength(1)
  })

  it('ask for the same only once', () => {
    const two = [factor('support tickets', 0.2), factor('support ticket hours', 0.1)]
    const actions = recommend(churn('high', two), { tier: null }).map(({ action }) => action)
    expect(actions).toEqual(['Make a retention offer', 'Settle what they complained about'])
  })

  it('turn around for an outcome that is wanted: what lowers it is what to act on', () => {
    const conversion = {
      prediction: 'conversion',
      level: 'high' as const,
      factors: [factor('days since the last visit', -0.1), factor('seats', 0.2)],
    }
    expect(recommend(conversion, { tier: null }).map(({ action }) => action)).toEqual([
      'Make the next step easy',
      'Give them a reason to come back',
    ])
  })

  it('have nothing to say of an amount without a tier', () => {
    const value = { prediction: 'value', level: null, factors }
    expect(recommend(value, { tier: null })).toEqual([])
    expect(recommend(value, { tier: 'high' }).map(({ action }) => action)).toEqual(['Look after them'])
  })
})
