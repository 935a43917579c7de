import { describe, it } from 'vitest'

import { activeDays, count, mean, until } from '../../src/config/expression.js'
import { event, number } from '../../src/config/event.js'
import type { LabelPlan } from '../../src/config/plan.js'
import { last, next } from '../../src/config/window.js'
import { compileOutcome, type OutcomeStatement } from '../../src/labels/outcome.js'
import { DAY } from '../../src/shared/time.js'
import { expectGolden } from './golden.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number() })

function compiled(label: LabelPlan): OutcomeStatement {
  return compileOutcome({
    entity: 'customer',
    population: count(login, last('30d')).atLeast(1).node,
    anchor: Date.parse('2025-06-01T00:00:00Z'),
    kinds: (_, property) => (property === 'amount' ? 'number' : undefined),
    sessionIds: false,
    traits: {},
    label,
    horizon: 30 * DAY,
  })
}

describe('the SQL of outcomes', () => {
  it('of a condition: events after the anchor, beside the population before it', () => {
    const { node } = count(login, next('30d'))
      .is(0)
      .and(activeDays(purchase, next('7d')).atMost(1))
    return expectGolden('outcome-condition', compiled({ kind: 'condition', condition: node }))
  })

  it('of a quantity', () =>
    expectGolden(
      'outcome-quantity',
      compiled({ kind: 'quantity', quantity: mean(purchase.amount, next('30d')).node }),
    ))

  it('of a time until something', () =>
    expectGolden('outcome-until', compiled({ kind: 'until', until: until(purchase, next('30d')).node })))
})
