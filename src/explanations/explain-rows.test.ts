import { beforeAll, describe, expect, it } from 'vitest'

import type { Frame } from '../ml/frame.js'
import { inParts, labelledRows, quietSettings } from '../predictions/generated.testing.js'
import { learn, type Learned } from '../predictions/learn.js'
import { openScorer, type Scorer } from '../predictions/scorer.js'
import { Random } from '../shared/random.js'
import { explainRows } from './explain-rows.js'

let learned: Learned
let scorer: Scorer
let frame: Frame

/** Few logins over several windows, and a plan, drive the outcome. */
beforeAll(async () => {
  const random = new Random(1)
  const rows = 3000
  const pace = Float64Array.from({ length: rows }, () => random.exponential())
  const over = (days: number): Float64Array => pace.map((value) => random.poisson(value * days))
  const plan = Array.from(pace, () => (random.uniform() < 0.7 ? 'pro' : 'basic'))
  const target = pace.map((value, row) =>
    random.uniform() < 1 / (1 + Math.exp(2 * value - 1 - (plan[row] === 'basic' ? 1.5 : 0))) ? 1 : 0,
  )
  const data = labelledRows(
    { login_count_30d: over(30), login_count_60d: over(60), login_count_90d: over(90), plan },
    target,
  )
  const parts = inParts(data)
  learned = await learn(parts, quietSettings)
  scorer = openScorer(learned.artifact, 'v')
  frame = parts.holdout.frame
})

describe('explainRows', () => {
  it('has impacts that sum to the prediction less the base', () => {
    const predicted = scorer.predict(frame)
    explainRows(scorer, 'churn', frame).forEach(({ base, factors }, row) => {
      // A reason below a hundredth of the largest is left out.
      const sum = factors.reduce((all, { impact }) => all + impact, 0)
      expect(Math.abs(sum - (predicted[row] - base))).toBeLessThan(0.01)
    })
  })

  it('gives one reason for one behaviour over several windows', () => {
    const [{ factors }] = explainRows(scorer, 'churn', frame)
    const logins = factors.filter(({ feature }) => feature.startsWith('login_count'))
    expect(logins).toHaveLength(1)
    expect(factors.length).toBeLessThanOrEqual(2)
  })

  it('says where the effect turns, what is usual and which way it goes', () => {
    const explanations = explainRows(scorer, 'churn', frame)
    const reasons = explanations.flatMap(({ factors }) => factors)
    const logins = reasons.filter(({ feature }) => feature.startsWith('login_count'))
    expect(logins.some(({ direction }) => direction === 'raises')).toBe(true)
    expect(logins.some(({ direction }) => direction === 'lowers')).toBe(true)
    const turning = logins.find(({ threshold }) => threshold !== null)
    expect(turning?.threshold).toMatchObject({ raises: 'below' })
    expect(turning?.typical).toBeGreaterThan(0)
    const plan = reasons.find(({ feature }) => feature === 'plan')
    expect(plan).toMatchObject({ typical: 'pro', threshold: null })
    for (const { value, direction } of reasons.filter(({ feature }) => feature === 'plan')) {
      expect(direction).toBe(value === 'basic' ? 'raises' : 'lowers')
    }
  })
})
