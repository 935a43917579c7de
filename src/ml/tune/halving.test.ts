import { describe, expect, it } from 'vitest'
import { lastPromotion, promotion, type RungResult, sharesOf } from './halving.js'

/** Results of one rung, as trial numbers from 0 on. */
function rung(
  number: number,
  losses: readonly (number | undefined)[],
  trials = losses.map((_, i) => i),
): RungResult[] {
  return losses.map((loss, i) => ({
    trial: trials[i],
    rung: number,
    ...(loss === undefined ? {} : { loss }),
  }))
}

describe('sharesOf', () => {
  it('goes down from the whole by the factor', () => {
    expect(sharesOf(undefined)).toEqual([1])
    expect(sharesOf({ smallest: 1 / 9 })).toHaveLength(3)
    expect(sharesOf({ smallest: 0.2, factor: 2 })).toEqual([0.25, 0.5, 1])
    expect(sharesOf({ smallest: 0.5, factor: 3 })).toEqual([1])
  })

  it('refuses what is no halving', () => {
    expect(() => sharesOf({ smallest: 0 })).toThrow(/smallest expects/)
    expect(() => sharesOf({ smallest: 1 })).toThrow(/smallest expects/)
    expect(() => sharesOf({ smallest: 0.1, factor: 1 })).toThrow(/factor expects/)
  })
})

describe('promotion', () => {
  it('sends up the best third that has not gone up', () => {
    const first = rung(0, [5, 1, 4])
    expect(promotion(first, 3, 3)).toMatchObject({ trial: 1, rung: 0 })
    expect(promotion([...first, ...rung(1, [undefined], [1])], 3, 3)).toBeUndefined()
    const more = [...first, ...rung(0, [2, 3, 6], [3, 4, 5]), ...rung(1, [undefined], [1])]
    expect(promotion(more, 3, 3)).toMatchObject({ trial: 3, rung: 0 })
  })

  it('sends up no more than a third of all', () => {
    const results = [...rung(0, [5, 4, 3, 2, 1]), ...rung(1, [undefined], [2])]
    expect(promotion(results, 3, 3)).toBeUndefined()
    expect(promotion([...results, ...rung(0, [9], [5])], 3, 3)).toMatchObject({ trial: 4 })
  })

  it('looks at the highest rung first', () => {
    const results = [...rung(0, [1, 2, 3, 4, 5, 6, 7, 8, 9]), ...rung(1, [3, 2, 1])]
    expect(promotion(results, 3, 3)).toMatchObject({ trial: 2, rung: 1 })
  })

  it('waits where too few have ended, and never sends up a failure', () => {
    expect(promotion(rung(0, [1, 2, undefined]), 2, 3)).toBeUndefined()
    expect(promotion(rung(0, [NaN, NaN, NaN]), 2, 3)).toBeUndefined()
    expect(promotion(rung(0, [NaN, 2, 3]), 2, 3)).toMatchObject({ trial: 1 })
    expect(promotion(rung(0, [1, 2, 3]), 1, 3)).toBeUndefined()
  })
})

describe('lastPromotion', () => {
  it('brings the leader of each rung up', () => {
    expect(lastPromotion(rung(0, [4, 2]), 3)).toMatchObject({ trial: 1, rung: 0 })
    expect(lastPromotion([...rung(0, [4, 2]), ...rung(1, [9], [1])], 3)).toMatchObject({ trial: 1, rung: 1 })
    expect(lastPromotion([...rung(0, [4, 2]), ...rung(1, [9], [0])], 3)).toMatchObject({ trial: 0, rung: 1 })
    const through = [...rung(0, [4, 2]), ...rung(1, [9], [1]), ...rung(2, [9], [1])]
    expect(lastPromotion(through, 3)).toBeUndefined()
    expect(lastPromotion(rung(0, [NaN]), 3)).toBeUndefined()
  })

  it('tries the next where one that went up failed', () => {
    const results = [...rung(0, [4, 2]), ...rung(1, [NaN], [1])]
    expect(lastPromotion(results, 2)).toMatchObject({ trial: 0, rung: 0 })
  })
})
