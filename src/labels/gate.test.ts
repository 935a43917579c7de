import { describe, expect, it } from 'vitest'

import type { AnchorLabels, LabelCounts } from './counts.js'
import { dataGate } from './gate.js'

const times = { anchors: [], scoring: 0, shortage: 'The events span 40 days.' }

/** Anchors with so many rows with and without the outcome. */
function counted(...anchors: readonly (readonly [positives: number, negatives: number])[]): LabelCounts {
  return {
    times,
    open: undefined,
    anchors: anchors.map(([positives, negatives], index): AnchorLabels => {
      const rows = positives + negatives
      return { at: -index, population: rows, rows, positives, negatives, censored: 0, missing: 0, mean: 0 }
    }),
  }
}

describe('dataGate', () => {
  it('lets pass what is enough, and says what it found', () => {
    expect(dataGate(counted([50, 5_000], [30, 40], [20, 60]), 'classification')).toEqual({
      ok: true,
      value: {
        summary: '100 rows with and 5,100 without the outcome at 3 anchors; it takes 100 of each.',
        warnings: [],
      },
    })
  })

  it('refuses one positive too few, and one negative too few', () => {
    const rare = dataGate(counted([99, 5_000]), 'classification')
    expect(rare).toMatchObject({
      problem: { reason: 'Of 5,099 rows at 1 anchors, 99 are with the outcome, and it takes 100.' },
    })
    const common = dataGate(counted([5_000, 99]), 'classification')
    expect(common).toMatchObject({
      ok: false,
      problem: { remedy: expect.stringContaining('too common') as string },
    })
  })

  it('suspects the label when nothing ever happens, or everything always', () => {
    const never = dataGate(counted([0, 5_000]), 'classification')
    expect(never).toMatchObject({ problem: { remedy: expect.stringContaining('never happens') as string } })
    const always = dataGate(counted([5_000, 0]), 'classification')
    expect(always).toMatchObject({ problem: { remedy: expect.stringContaining('always happens') as string } })
  })

  it('says which: no events, no anchor, nobody in the population', () => {
    const reason = (counts: LabelCounts): string => {
      const gate = dataGate(counts, 'classification')
      return gate.ok ? '' : gate.problem.reason
    }
    expect(reason({ anchors: [], open: undefined, times: undefined })).toBe('There are no events.')
    expect(reason(counted())).toBe('There is no time at which the outcome is known. The events span 40 days.')
    expect(reason(counted([0, 0], [0, 0]))).toBe('At none of 2 anchors was anyone in the population.')
  })

  it('warns of few anchors instead of refusing', () => {
    const gate = dataGate(counted([500, 500]), 'classification')
    expect(gate).toMatchObject({
      ok: true,
      value: { warnings: [expect.stringContaining('With one anchor')] },
    })
  })

  it('asks a quantity for rows only, and a time until something for events only', () => {
    const amounts = counted([0, 200])
    expect(dataGate(amounts, 'regression').ok).toBe(true)
    expect(dataGate(counted([0, 199]), 'regression').ok).toBe(false)
    expect(dataGate(counted([100, 0]), 'survival').ok).toBe(true)
    expect(dataGate(counted([99, 500]), 'survival').ok).toBe(false)
  })
})
