import { expect, it } from 'vitest'

import { logisticRows } from './generated.testing.js'
import { succession } from './challenger.js'
import { Random } from '../shared/random.js'

const rows = logisticRows(1500, 1)
const blurred = (noise: number, seed: number): Float64Array => {
  const random = new Random(seed)
  return rows.truth.map((p) => p + noise * random.normal())
}

it('follows the new version when the two are as good as each other', () => {
  const { takesOver, reason } = succession(
    'classification',
    rows,
    { challenger: blurred(0.02, 1), champion: blurred(0.02, 2) },
    1,
  )
  expect(takesOver).toBe(true)
  expect(reason).toContain('Not worse than the champion')
})

it('keeps the champion when the new version is worse beyond chance', () => {
  const { takesOver, reason } = succession(
    'classification',
    rows,
    { challenger: blurred(1, 1), champion: rows.truth },
    1,
  )
  expect(takesOver).toBe(false)
  expect(reason).toContain('The present champion does better')
})

it('compares amounts by their error', () => {
  const predictions = { challenger: blurred(1, 1), champion: rows.truth }
  expect(succession('regression', rows, predictions, 1).takesOver).toBe(false)
})
