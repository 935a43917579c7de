import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { requireLength } from '../metrics/numbers.js'

/** Row numbers of one fit and of what it is judged on. Disjoint; each in ascending order. */
export interface Split {
  readonly train: Uint32Array
  readonly test: Uint32Array
}

/**
 * Folds with the same mix of outcomes each: rows are shuffled within their outcome and dealt out in turn, so fold
 * sizes, and each outcome's share of them, differ by at most one row.
 * @param target the outcome a row; any few distinct numbers
 * @param folds at least 2, at most the number of rows
 * @returns the fold of each row, from 0
 * @throws ForetellError `FOLDS_INVALID`
 */
export function stratifiedFolds(target: ArrayLike<number>, folds: number, seed: number): Uint32Array {
  requireFolds(folds, target.length, 'rows')
  const random = new Random(seed)
  const fold = new Uint32Array(target.length)
  let dealt = 0
  for (const rows of rowsByValue(target)) {
    for (const row of random.shuffle(rows)) fold[row] = dealt++ % folds
  }
  return fold
}

/**
 * Folds of random rows, for a target that is an amount.
 * @returns the fold of each row, from 0; sizes differ by at most one
 * @throws ForetellError `FOLDS_INVALID`
 */
export function randomFolds(rows: number, folds: number, seed: number): Uint32Array {
  return stratifiedFolds(new Uint8Array(rows), folds, seed)
}

/**
 * Folds that never part a group, such as the many rows of one customer. Groups are shuffled, and the largest dealt
 * first, each to the fold with the fewest rows; with `target`, to the fold where it evens out the positives too.
 * @param groups a number or name a row
 * @param folds at least 2, at most the number of groups
 * @param target 0 or 1 a row: asks for the same mix in each fold, as far as the groups allow
 * @returns the fold of each row, from 0
 * @throws ForetellError `FOLDS_INVALID`
 */
export function groupedFolds(
  groups: ArrayLike<number | string>,
  folds: number,
  seed: number,
  target: ArrayLike<number> = new Uint8Array(groups.length),
): Uint32Array {
  requireLength('the targets', target, groups.length)
  const members = new Map<number | string, { rows: number[]; positives: number }>()
  for (let row = 0; row < groups.length; row++) {
    const group = members.get(groups[row]) ?? { rows: [], positives: 0 }
    group.rows.push(row)
    group.positives += target[row]
    members.set(groups[row], group)
  }
  requireFolds(folds, members.size, 'groups')
  const dealt = new Random(seed).shuffle([...members.values()]).sort((a, b) => b.rows.length - a.rows.length)
  const positives = new Float64Array(folds)
  const sizes = new Float64Array(folds)
  const allPositives = dealt.reduce((sum, group) => sum + group.positives, 0)
  const fold = new Uint32Array(groups.length)
  for (const group of dealt) {
    const fullness = (at: number): number =>
      sizes[at] / groups.length +
      (allPositives > 0 ? (group.positives > 0 ? positives[at] / allPositives : 0) : 0)
    let emptiest = 0
    for (let at = 1; at < folds; at++) if (fullness(at) < fullness(emptiest)) emptiest = at
    for (const row of group.rows) fold[row] = emptiest
    sizes[emptiest] += group.rows.length
    positives[emptiest] += group.positives
  }
  return fold
}

/** One split a fold: the fold is the test, all others the training. */
export function foldSplits(fold: Uint32Array): Split[] {
  const count = fold.reduce((most, each) => Math.max(most, each + 1), 0)
  const rows = new Uint32Array(fold.length).map((_, row) => row)
  return Array.from({ length: count }, (_, test) => ({
    train: rows.filter((row) => fold[row] !== test),
    test: rows.filter((row) => fold[row] === test),
  }))
}

/**
 * Parts once, the given share of each outcome to the test (at least one row of each where there are two).
 * @param share of the rows to test on, in (0, 1)
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function stratifiedHoldout(target: ArrayLike<number>, share: number, seed: number): Split {
  if (!(share > 0 && share < 1)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'share', expected: 'a number between 0 and 1', got: share },
    })
  }
  const random = new Random(seed)
  const isTest = new Uint8Array(target.length)
  for (const rows of rowsByValue(target)) {
    const wanted = Math.max(rows.length > 1 ? 1 : 0, Math.round(share * rows.length))
    for (const row of random.shuffle(rows).slice(0, wanted)) isTest[row] = 1
  }
  const rows = new Uint32Array(target.length).map((_, row) => row)
  return { train: rows.filter((row) => isTest[row] === 0), test: rows.filter((row) => isTest[row] === 1) }
}

/** Rows of each distinct value, the values ascending. */
function rowsByValue(target: ArrayLike<number>): number[][] {
  const rows = new Map<number, number[]>()
  for (let row = 0; row < target.length; row++) {
    const own = rows.get(target[row])
    if (own === undefined) rows.set(target[row], [row])
    else own.push(row)
  }
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, own]) => own)
}

function requireFolds(folds: number, available: number, what: string): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= available) return
  throw new ForetellError('FOLDS_INVALID', { values: { folds, available, what } })
}
