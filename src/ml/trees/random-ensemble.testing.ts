import { randomTree } from '../explain/random-tree.testing.js'
import type { Column, Frame } from '../frame.js'
import type { Random } from '../../shared/random.js'
import { type CategoryColumn } from '../frame.js'
import { type Coding, type MissingRule, missingRules, rowCoder } from './coding.js'
import { divisorOf, type TreeEnsemble } from './ensemble.js'
import { leafOf } from './tree.js'

/** Columns of every kind that scoring treats in its own way: few and many thresholds, few and many levels. */
export function randomCodings(random: Random): Coding[] {
  const numeric = (name: string, count: number, missing: MissingRule): Coding => {
    const cuts = Array.from({ length: count }, () => Math.fround(random.normal()))
    const thresholds = Float64Array.from([...new Set(cuts)].sort((a, b) => a - b))
    return { kind: 'numeric', name, thresholds, missing }
  }
  const category = (name: string, count: number): Coding => ({
    kind: 'category',
    name,
    levels: Array.from({ length: count }, (_, i) => `${name} ${i}`),
  })
  return [
    ...missingRules.map((rule, i) => numeric(`number ${i}`, 1 + random.below(200), rule)),
    numeric('fine', 600 + random.below(600), 'nan'),
    numeric('whole', 254, 'nan'),
    category('few', 1 + random.below(14)),
    category('some', 15 + random.below(239)),
    category('many', 255 + random.below(200)),
  ]
}

export interface EnsembleShape {
  readonly depth: number
  readonly trees: number
  readonly outputs?: number
  readonly average?: boolean
  readonly single?: boolean
}

export function randomEnsemble(
  random: Random,
  codings: readonly Coding[],
  { depth, trees, outputs = 1, average = false, single = false }: EnsembleShape,
): TreeEnsemble {
  const grown = Array.from({ length: trees * outputs }, () => randomTree(random, depth, codings))
  return {
    codings,
    outputs,
    average,
    single,
    initialScores: Array.from({ length: outputs }, () => random.normal()),
    trees: single ? grown.map((tree) => ({ ...tree, value: tree.value.map(Math.fround) })) : grown,
  }
}

/** Rows with missing values, zeros, infinities, values at thresholds, levels in another order and unseen ones. */
export function randomFrame(random: Random, codings: readonly Coding[], rows: number): Frame {
  const numbers = ({ thresholds }: Extract<Coding, { kind: 'numeric' }>): Float64Array =>
    Float64Array.from({ length: rows }, () => {
      const kind = random.below(20)
      if (kind < 2) return NaN
      if (kind === 2) return 0
      if (kind === 3) return random.below(2) === 0 ? Infinity : -Infinity
      if (kind === 4) return 1e-36
      return kind < 9 ? thresholds[random.below(thresholds.length)] : random.normal()
    })
  const levels = (coding: Extract<Coding, { kind: 'category' }>): CategoryColumn => {
    const names = ['unseen', ...coding.levels].reverse()
    const codes = Int32Array.from({ length: rows }, () => random.below(names.length + 1) - 1)
    return { kind: 'category', name: coding.name, codes, levels: names }
  }
  const columns = codings.map((coding): Column =>
    coding.kind === 'numeric'
      ? { kind: 'numeric', name: coding.name, values: numbers(coding) }
      : levels(coding),
  )
  return { rows, columns: columns.reverse() }
}

/** What `TreeScorer.scores` must give, row by row and tree by tree. */
export function plainScores(ensemble: TreeEnsemble, frame: Frame): Float64Array {
  const { codings, outputs, trees, initialScores, average, single } = ensemble
  const coded = rowCoder(codings, frame, frame.rows, { single }).read(0, frame.rows)
  const round = single ? Math.fround : (value: number): number => value
  return Float64Array.from({ length: frame.rows * outputs }, (_, i) => {
    const [row, output] = [Math.floor(i / outputs), i % outputs]
    const sum = trees
      .filter((_tree, at) => at % outputs === output)
      .reduce(
        (total, tree) => round(total + tree.value[leafOf(tree, coded, row)]),
        average ? 0 : round(initialScores[output]),
      )
    return average ? initialScores[output] + sum / divisorOf(ensemble) : sum
  })
}
