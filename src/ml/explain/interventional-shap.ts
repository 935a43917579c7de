import { ForetellError } from '../../shared/errors.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions } from '../model.js'
import { type CodedRows, rowCoder } from '../trees/coding.js'
import { divisorOf, treesOf } from '../trees/ensemble.js'
import type { TreeModel } from '../trees/tree-model.js'
import { type Combinations, combinationsOf, type LeafPath, leafPaths } from './leaf-paths.js'

/** Rows coded at a time. */
const BLOCK_ROWS = 2048

/**
 * Exact interventional TreeSHAP (Lundberg et al. 2020, Algorithm 3): an input that is not known is as in the rows of a
 * background, whatever else is known. `baseline` is the mean score over the background, and baseline and contributions
 * add up to the score. Unlike path-dependent values, they give nothing to an input that the model does not use to
 * decide, however it correlates with others.
 *
 * Against one background row, a leaf is a game whose value is v when all columns that only the explained row passes are
 * known and none that only the background row passes. With a of the former and b of the latter, each of the a has
 * v (a - 1)! b! / (a + b)!, each of the b has -v a! (b - 1)! / (a + b)!. Rows of the background that pass the same
 * conditions are counted once.
 *
 * @param background at least one row; a hundred or so is usual
 * @param output which class of a multiclass model
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`
 */
export function interventionalShap(
  model: TreeModel,
  frame: Frame,
  background: Frame,
  output = 0,
): Contributions {
  checkFrame(frame)
  checkFrame(background)
  if (background.rows === 0) {
    throw new ForetellError('DATASET_INVALID', {
      values: { expected: 'a background of at least one row', got: 'none' },
    })
  }
  const { ensemble } = model
  const { codings, single } = ensemble
  const leaves = treesOf(ensemble, output).flatMap((tree) => leafPaths(tree, codings))
  const expected = rowCoder(codings, background, background.rows, { single }).read(0, background.rows)
  const against = leaves.map((leaf) => combinationsOf(leaf, expected))
  const share = 1 / (divisorOf(ensemble) * background.rows)
  const width = codings.length
  const values = new Float64Array(frame.rows * width)
  const coder = rowCoder(codings, frame, Math.min(BLOCK_ROWS, frame.rows), { single })
  for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
    const coded = coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows))
    leaves.forEach((leaf, i) => {
      addLeaf(leaf, against[i], coded, values.subarray(begin * width), width, share)
    })
  }
  const reached = leaves.reduce((sum, { value }, i) => sum + value * rowsThatMeetAll(against[i]), 0)
  return { baseline: ensemble.initialScores[output] + reached * share, values }
}

function rowsThatMeetAll({ met, rows }: Combinations): number {
  return met.reduce((sum, flags, i) => sum + (flags.every((flag) => flag === 1) ? rows[i] : 0), 0)
}

function addLeaf(
  leaf: LeafPath,
  background: Combinations,
  coded: CodedRows,
  values: Float64Array,
  width: number,
  share: number,
): void {
  const { of, met } = combinationsOf(leaf, coded)
  const games = met.map((flags) => gameValues(leaf.value * share, flags, background))
  leaf.conditions.forEach(({ column }, i) => {
    for (let row = 0; row < coded.rows; row++) values[row * width + column] += games[of[row]][i]
  })
}

/** The values of one leaf's columns for rows that meet some of its conditions, summed over the background. */
function gameValues(value: number, met: Uint8Array, background: Combinations): Float64Array {
  const into = new Float64Array(met.length)
  background.met.forEach((others, combination) => {
    let [only, onlyOthers, neither] = [0, 0, 0]
    for (let i = 0; i < met.length; i++) {
      if (met[i] > others[i]) only++
      else if (met[i] < others[i]) onlyOthers++
      else if (met[i] === 0) neither++
    }
    if (neither > 0 || only + onlyOthers === 0) return
    const each = value * background.rows[combination]
    const [gain, loss] = [each * orderShare(only, onlyOthers), each * orderShare(onlyOthers, only)]
    for (let i = 0; i < met.length; i++) {
      if (met[i] > others[i]) into[i] += gain
      else if (met[i] < others[i]) into[i] -= loss
    }
  })
  return into
}

/** (a - 1)! b! / (a + b)!; of no use, and 0, without a. */
function orderShare(a: number, b: number): number {
  if (a === 0) return 0
  let share = 1 / a
  for (let i = 1; i <= b; i++) share *= i / (a + i)
  return share
}
