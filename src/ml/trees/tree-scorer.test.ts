import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import {
  type EnsembleShape,
  plainScores,
  randomCodings,
  randomEnsemble,
  randomFrame,
} from './random-ensemble.testing.js'
import { TreeScorer } from './tree-scorer.js'

const shapes: Record<string, EnsembleShape> = {
  'a leaf': { depth: 0, trees: 3 },
  'small trees': { depth: 3, trees: 20 },
  'trees of many planes': { depth: 7, trees: 10 },
  'trees that are walked': { depth: 11, trees: 5 },
  'several outputs': { depth: 5, trees: 4, outputs: 3 },
  averages: { depth: 5, trees: 7, outputs: 2, average: true },
  'single precision': { depth: 8, trees: 12, single: true },
  'no tree': { depth: 0, trees: 0 },
}

describe('scores', () => {
  it.each(Object.entries(shapes))('are those of plain walks to the last bit: %s', (_, shape) => {
    for (const [seed, rows] of [1, 65, 700, 0].entries()) {
      const random = new Random(seed)
      const codings = randomCodings(random)
      const ensemble = randomEnsemble(random, codings, shape)
      const frame = randomFrame(random, codings, rows)
      expect(new TreeScorer(ensemble).scores(frame)).toEqual(plainScores(ensemble, frame))
    }
  })

  it('do not depend on what is scored in between', () => {
    const random = new Random(5)
    const codings = randomCodings(random)
    const frame = randomFrame(random, codings, 3000)
    const [one, other] = [3, 4].map((depth) => {
      const ensemble = randomEnsemble(random, codings, { depth, trees: 9 })
      return { scorer: new TreeScorer(ensemble), expected: plainScores(ensemble, frame) }
    })
    for (const { scorer, expected } of [one, other, one]) expect(scorer.scores(frame)).toEqual(expected)
  })
})
