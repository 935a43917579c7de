import { expect, it } from 'vitest'

import { contributionImportance, contributionsOf } from './importance.js'

const inputs = ['a', 'b', 'c'].map((name) => ({ name, kind: 'numeric' as const }))
const contributions = { baseline: 7, values: Float64Array.of(1, -2, 0, -1, 4, 0) }

it('ranks inputs by the mean size of their contributions', () => {
  expect(contributionImportance(inputs, contributions)).toEqual([
    { name: 'b', meanAbsolute: 3, share: 0.75 },
    { name: 'a', meanAbsolute: 1, share: 0.25 },
    { name: 'c', meanAbsolute: 0, share: 0 },
  ])
})

it('is 0 without rows', () => {
  const none = { baseline: 0, values: new Float64Array(0) }
  expect(
    contributionImportance(inputs, none).every(({ meanAbsolute, share }) => meanAbsolute + share === 0),
  ).toBe(true)
})

it('takes the contributions of one input out', () => {
  expect([...contributionsOf(contributions, 3, 1)]).toEqual([-2, 4])
})
