import { expect, it } from 'vitest'

import { levelOf } from './level.js'

it('gives a bound to the level above it', () => {
  const levels = { medium: 0.2, high: 0.5, critical: 0.8 }
  expect([0, 0.199, 0.2, 0.5, 0.79, 0.8, 1].map((p) => levelOf(p, levels))).toEqual([
    'low',
    'low',
    'medium',
    'high',
    'high',
    'critical',
    'critical',
  ])
})
