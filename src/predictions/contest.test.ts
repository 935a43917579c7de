import { describe, expect, it } from 'vitest'

import { candidates } from './candidates.js'
import { chooseChampion, type Contender, runContest } from './contest.js'
import { inParts, logisticRows, quietSettings } from './generated.testing.js'

/** A contender with these losses; nothing else of it is looked at. */
function contender(name: string, complexity: number, losses: readonly number[]): Contender {
  const validationLosses = Float64Array.from(losses)
  return {
    candidate: { name, title: name, complexity },
    validationLosses,
    validationLoss: validationLosses.reduce((sum, loss) => sum + loss, 0) / losses.length,
  } as unknown as Contender
}

const noisy = (level: number): number[] =>
  Array.from({ length: 100 }, (_, row) => level + (row % 2 === 0 ? 0.5 : -0.5))

describe('chooseChampion', () => {
  it('takes the simpler one when the difference is within its standard error', () => {
    const simple = contender('simple', 1, Array<number>(100).fill(1.01))
    const { champion, whyChosen } = chooseChampion([contender('best', 3, noisy(1)), simple])
    expect(champion).toBe(simple)
    expect(whyChosen).toContain('within one standard error of the lowest (best)')
  })

  it('takes the better one when the difference is the same in every row, however small', () => {
    const rows = noisy(1)
    const best = contender('best', 3, rows)
    const other = contender(
      'simple',
      1,
      rows.map((loss) => loss + 0.001),
    )
    expect(chooseChampion([other, best])).toMatchObject({
      champion: best,
      whyChosen: 'It has the lowest loss on the validation rows.',
    })
  })
})

describe('runContest', () => {
  it('fits every candidate and says how each did', async () => {
    const { training, validation } = inParts(logisticRows(1500, 1))
    const { contenders } = await runContest(training, validation, quietSettings)
    expect(contenders.map(({ candidate }) => candidate.name)).toEqual([
      'logistic',
      'boosting_small',
      'boosting',
    ])
    for (const { validationLoss } of contenders) expect(validationLoss).toBeLessThan(0.69)
  })
})

describe('candidates', () => {
  const options = { task: 'classification', rows: 5000, columns: 20, skewed: false } as const

  it('learns slowly from few rows and tries the log scale of skewed amounts', () => {
    const [, small] = candidates(options)
    expect(small.parameters).toMatchObject({ learningRate: 0.02, numLeaves: 8 })
    const names = candidates({ ...options, task: 'regression', skewed: true }).map(({ name }) => name)
    expect(names).toContain('linear_log')
    expect(names).toContain('boosting_log')
  })

  it('bounds the work by the number of trees', () => {
    const [, large] = candidates({ ...options, rows: 200_000, columns: 100 })
    expect(large.parameters['numIterations']).toBe(60)
    expect(large.parameters['learningRate']).toBe(0.15)
  })
})
