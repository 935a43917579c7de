import type { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import {
  type EnsembleShape,
  randomCodings,
  randomEnsemble,
  randomFrame,
} from '../trees/random-ensemble.testing.js'
import { chainTree } from './random-tree.testing.js'

/** An ensemble of which one output is explained, of some rows. */
export interface Explained {
  readonly ensemble: TreeEnsemble
  readonly output: number
  readonly frame: Frame
}

/** Trees of all shapes that explaining treats in its own way. */
export const explainedShapes: Readonly<Record<string, EnsembleShape>> = {
  'a leaf': { depth: 0, trees: 3 },
  'small trees': { depth: 3, trees: 6 },
  'trees of many groups': { depth: 7, trees: 4 },
  'deep trees': { depth: 10, trees: 3 },
  'several outputs': { depth: 5, trees: 2, outputs: 3 },
  averages: { depth: 5, trees: 4, average: true },
  'single precision': { depth: 6, trees: 5, single: true },
}

/** Random trees of a shape; the last output is explained. */
export function explainedOf(random: Random, shape: EnsembleShape, rows: number): Explained {
  const codings = randomCodings(random)
  const ensemble = randomEnsemble(random, codings, shape)
  return { ensemble, output: ensemble.outputs - 1, frame: randomFrame(random, codings, rows) }
}

/** A tree that asks for one column after another. */
export function explainedChain(random: Random, columns: number, rows: number): Explained {
  const { chain, columns: codings } = chainTree(columns)
  const ensemble = {
    codings,
    outputs: 1,
    trees: [chain],
    initialScores: [0.5],
    average: false,
    single: false,
  }
  return { ensemble, output: 0, frame: randomFrame(random, codings, rows) }
}
