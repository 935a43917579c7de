import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { DAY } from '../shared/time.js'
import { type AnchorCount, assertNoOverlap, sharedPart, splitAnchors } from './split.js'

const anchorsEvery = (days: number, count: number, rows = 1000, positives = 300): AnchorCount[] =>
  Array.from({ length: count }, (_, index) => ({ at: -index * days * DAY, rows, positives }))

const reach = { horizon: 30 * DAY, lateness: 0 }

describe('splitAnchors', () => {
  it('holds out the newest anchor, validates on the one before, trains on the rest', () => {
    const split = splitAnchors(anchorsEvery(30, 5), reach)
    expect(split.kind).toBe('time')
    expect(split.parts).toEqual(['holdout', 'validation', 'training', 'training', 'training'])
  })

  it('purges the anchors whose labels reach into a later part', () => {
    const split = splitAnchors(anchorsEvery(15, 12), reach)
    expect(split.parts).toEqual([
      'holdout',
      'purged',
      'validation',
      'purged',
      ...Array<string>(8).fill('training'),
    ])
    expect(split.description).toContain('2 anchors in between were left out')
  })

  it('validates on other entities when a later time would cost most of the training anchors', () => {
    const split = splitAnchors(anchorsEvery(7, 12), reach)
    expect(split.kind).toBe('time')
    expect(split.parts).toEqual([
      'holdout',
      ...Array<string>(4).fill('purged'),
      ...Array<string>(7).fill('shared'),
    ])
  })

  it('counts lateness into the gap', () => {
    const split = splitAnchors(anchorsEvery(30, 8), { horizon: 30 * DAY, lateness: DAY })
    const training = Array<string>(4).fill('training')
    expect(split.parts).toEqual(['holdout', 'purged', 'validation', 'purged', ...training])
  })

  it('joins older anchors to a holdout with too few outcomes', () => {
    const split = splitAnchors(anchorsEvery(30, 12, 1000, 80), reach)
    expect(split.parts.slice(0, 4)).toEqual(['holdout', 'holdout', 'holdout', 'validation'])
  })

  it('validates on other entities when only two stretches of time are there', () => {
    const split = splitAnchors(anchorsEvery(30, 2), reach)
    expect(split).toMatchObject({ kind: 'time', parts: ['holdout', 'shared'] })
    expect(split.shares.map(({ part }) => part)).toEqual(['training', 'validation'])
  })

  it('holds out other entities, and says so, when all lies within one horizon', () => {
    const split = splitAnchors(anchorsEvery(7, 3), reach)
    expect(split).toMatchObject({ kind: 'entity', parts: ['shared', 'shared', 'shared'] })
    expect(split.description).toContain('not how well the future is')
  })

  it('never lets a label window reach past an anchor of a later part', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 1000 }),
        (days, horizonDays, lateDays, positives) => {
          const anchors = days.map((day) => ({ at: day * DAY, rows: 1000, positives }))
          const known = (at: number): number => at + (horizonDays + lateDays) * DAY
          const split = splitAnchors(anchors, { horizon: horizonDays * DAY, lateness: lateDays * DAY })
          const at = (...parts: string[]): number[] =>
            anchors.filter((_, i) => parts.includes(split.parts[i])).map((anchor) => anchor.at)
          for (const holdout of at('holdout')) {
            for (const other of at('training', 'validation', 'shared')) {
              expect(known(other)).toBeLessThanOrEqual(holdout)
            }
          }
          for (const validation of at('validation')) {
            for (const training of at('training')) expect(known(training)).toBeLessThanOrEqual(validation)
          }
          expect(at('training', 'shared').length).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('assertNoOverlap', () => {
  it('fails when a training label ends after the holdout begins, and not when it ends there', () => {
    const anchors = anchorsEvery(30, 2)
    expect(() => assertNoOverlap(anchors, ['holdout', 'training'], reach)).not.toThrow()
    expect(() =>
      assertNoOverlap(anchors, ['holdout', 'training'], { horizon: 30 * DAY + 1, lateness: 0 }),
    ).toThrow(expect.objectContaining({ code: 'SPLIT_OVERLAP' }))
  })
})

describe('sharedPart', () => {
  it('divides by the shares', () => {
    const { shares } = splitAnchors(anchorsEvery(7, 1), reach)
    expect([0, 0.59, 0.61, 0.79, 0.81, 0.999].map((draw) => sharedPart(shares, draw))).toEqual([
      'training',
      'training',
      'validation',
      'validation',
      'holdout',
      'holdout',
    ])
  })
})
