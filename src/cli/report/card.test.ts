import { expect, it } from 'vitest'

import { cardReport, cardSummary } from './card.js'
import { sampleCard } from './card.testing.js'
import { paint } from './paint.js'

const plain = paint(false)

it('says what was asked, how good the answer is, and what to look at first', () => {
  const report = cardReport(sampleCard, plain)
  expect(report).toContain(
    '12,000 of 15,000 at 1 anchor time, 1,200 with the outcome (10.0 %); 300 not known yet',
  )
  expect(report).toContain('alarm    one feature says it all')
  expect(report).toContain('AUC                    0.840 (0.830 to 0.850)')
  expect(report).toMatch(
    /Logistic regression\s+0\.820 \(0\.810 to 0\.830\)\s+0\.020 \(0\.011 to 0\.029\)\s+DeLong/,
  )
  expect(report).toContain('Threshold by profit (assumed costs')
  expect(report).toContain('Not for customers who signed up today.')
})

it('draws what was said beside what came true', () => {
  const lines = cardReport(sampleCard, plain).split('\n')
  const line = lines.find((text) => text.includes('56.0 %'))
  expect(line).toMatch(/50\.0 %\s+56\.0 %\s+200\s+\|-+o-+$/)
})

it('leaves a model that does well without alarms unremarked', () => {
  expect(cardSummary({ ...sampleCard, alarms: [] }, plain)).not.toContain('Look at this first')
})
