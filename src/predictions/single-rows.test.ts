import { describe, expect, it } from 'vitest'

import { boosting } from '../ml/boosting/boosting.js'
import type { Frame } from '../ml/frame.js'
import { logisticRegression } from '../ml/linear/logistic.js'
import type { Learner, Model } from '../ml/model.js'
import { Random } from '../shared/random.js'
import { keepLevels, type KeptLevels, learnKeptLevels } from './rare-levels.js'
import { takeRows } from './rows.js'
import { singleRowModel } from './single-rows.js'

const plans = ['free', 'pro', 'team', 'gold']
const rows = 600

/** Half a number that is sometimes missing, half a plan; `gold` is rare. */
function table(): { frame: Frame; target: Float64Array } {
  const random = new Random(3)
  const codes = Int32Array.from({ length: rows }, (_, row) =>
    row < 3 ? 3 : random.below(3) - (row % 17 === 0 ? 1 : 0),
  )
  const values = Float64Array.from({ length: rows }, (_, row) =>
    row % 13 === 0 ? NaN : random.uniform() * 10,
  )
  const target = Float64Array.from(values, (value, row) =>
    value + 3 * codes[row] + 4 * random.uniform() > 8 ? 1 : 0,
  )
  return {
    frame: {
      rows,
      columns: [
        { kind: 'numeric', name: 'amount', values },
        { kind: 'category', name: 'plan', codes, levels: plans },
      ],
    },
    target,
  }
}

async function fitted(learner: Learner): Promise<{ model: Model; frame: Frame; kept: KeptLevels }> {
  const { frame, target } = table()
  const kept = learnKeptLevels(frame)
  return { model: await learner.fit({ frame: keepLevels(frame, kept), target }), frame, kept }
}

describe('rows one at a time', () => {
  it('are predicted and explained as together', async () => {
    const { model, frame, kept } = await fitted(boosting({ objective: 'binary', numIterations: 30 }))
    expect(kept['plan']).not.toContain('gold')
    const predicted = model.predict(keepLevels(frame, kept))
    const { baseline, values } = model.contributions(keepLevels(frame, kept))
    const single = singleRowModel(model, kept)
    for (let row = 0; row < frame.rows; row += 7) {
      const one = takeRows(frame, [row])
      expect(single?.predict(one)[0]).toBe(predicted[row])
      const explained = single?.contributions(one)
      expect(explained?.baseline).toBe(baseline)
      explained?.values.forEach((value, input) => expect(value).toBeCloseTo(values[2 * row + input], 12))
    }
  })

  it('may have their columns in any order, among others', async () => {
    const { model, frame, kept } = await fitted(boosting({ objective: 'binary', numIterations: 5 }))
    const [amount, plan] = takeRows(frame, [5]).columns
    const single = singleRowModel(model, kept)
    const other = { kind: 'numeric', name: 'other', values: Float64Array.of(1) } as const
    const straight = single?.predict({ rows: 1, columns: [amount, plan] })
    expect(single?.predict({ rows: 1, columns: [other, plan, amount] })).toEqual(straight)
    expect(() => single?.predict({ rows: 1, columns: [amount] })).toThrowError('"plan"')
  })

  it('go the usual way when they come together', async () => {
    const { model, frame, kept } = await fitted(boosting({ objective: 'binary', numIterations: 5 }))
    const single = singleRowModel(model, kept)
    expect(single?.predict(frame)).toEqual(model.predict(keepLevels(frame, kept)))
    expect(single?.contributions(frame)).toEqual(model.contributions(keepLevels(frame, kept)))
  })

  it('are nothing special for models that are no trees', async () => {
    const { model, kept } = await fitted(logisticRegression())
    expect(singleRowModel(model, kept)).toBeUndefined()
  })
})
