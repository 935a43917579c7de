import { describe, expect, it } from 'vitest'

import type { Feature } from '../features/feature.js'
import { effectOn, type FeatureValue, observationOf, type Outcome, pointsText } from './sentence.js'

const recency: Feature = {
  name: 'login_days_since_last',
  kind: 'numeric',
  title: 'days since the last login',
  unit: 'days',
  family: 'recency',
}
const logins: Feature = {
  name: 'login_count_30d',
  kind: 'numeric',
  title: 'logins in the last 30 days',
  family: 'count',
}
const plan: Feature = { name: 'plan', kind: 'category', title: 'plan', family: 'trait' }

interface Reason extends Outcome {
  readonly feature: Feature
  readonly value: FeatureValue
  readonly typical: FeatureValue
  readonly impact: number
}

const said = (parts: Partial<Reason>): string => {
  const { feature, value, typical, impact, ...outcome }: Reason = {
    feature: recency,
    value: 34,
    typical: 6,
    impact: 0.18,
    task: 'classification',
    unit: null,
    prediction: 'churn',
    ...parts,
  }
  return `${observationOf(feature, typical)(value)} ${effectOn(outcome)(impact)}`
}

describe('the sentences of a reason', () => {
  it('says how long ago something was', () => {
    expect(said({})).toBe(
      'The last login was 34 days ago; for most it is 6 days ago. This adds 18 points to the churn risk.',
    )
    expect(said({ value: 0.4, typical: 1 })).toMatch(
      /^The last login was less than a day ago; for most it is 1 day ago/,
    )
    expect(said({ value: 6.2 })).toMatch(/^The last login was 6 days ago, as for most\./)
    expect(said({ value: null })).toMatch(/^There has been no login yet\./)
    expect(said({ typical: null })).toMatch(/^The last login was 34 days ago\./)
  })

  it('says how often something was', () => {
    expect(said({ feature: logins, value: 2, typical: 12, impact: 0.05 })).toBe(
      'In the last 30 days: 2 logins; 12 is typical. This adds 5 points to the churn risk.',
    )
  })

  it('says categories and what is not known', () => {
    expect(said({ feature: plan, value: 'basic', typical: 'pro', impact: -0.004 })).toBe(
      'Plan: basic; pro is typical. This takes 0.4 points off the churn risk.',
    )
    expect(said({ feature: plan, value: null, typical: 'pro' })).toMatch(
      /^Plan is not known; pro is typical\./,
    )
    expect(said({ feature: plan, value: 'pro', typical: 'pro' })).toMatch(/^Plan: pro, as for most\./)
  })

  it('speaks of amounts in their unit and of other outcomes by their name', () => {
    expect(said({ task: 'regression', prediction: 'value', impact: -1234.5, unit: 'USD' })).toMatch(
      /This takes 1,235 USD off the expected value\.$/,
    )
    expect(said({ prediction: 'nextPurchase' })).toMatch(/18 points to the probability of next purchase\.$/)
  })
})

describe('pointsText', () => {
  it('rounds as people do', () => {
    expect([0.183, 0.056, 0.01, -0.3].map(pointsText)).toEqual([
      '18 points',
      '5.6 points',
      '1 point',
      '30 points',
    ])
  })
})
