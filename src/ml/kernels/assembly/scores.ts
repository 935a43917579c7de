import { BLOCK } from './block'
import { codeBlock, writeSides } from './coding'
import { leavesByPlanes } from './planes'
import { leavesByWalking } from './walking'

/**
 * What is to be scored (`src/ml/trees/scoring-job.ts`), 4 bytes each: 0 inputs, 4 how many, 8 source, 12 bytes of a
 * slot, 16 rows of the chunk, 20 trees, 24 how many, 28 outputs, 32 initial scores and how many
 * trees an output has, 36 whether single, 40 whether
 * averaged, 44 results, 48 room of the members, 52 bytes each, 56 bytes of the byte columns, 60 members.
 *
 * A tree (32 bytes): 0 planes, or 0 when it is walked; 4 output, 8 values of its leaves, 12 first plane or root,
 * 16 first leaf when walked, 20 sets of levels to be written out, 24 how many.
 */

/** Room of a member: counts, leaves, sums of each output, byte columns. */
const LEAVES: usize = BLOCK << 1
const SUMS: usize = LEAVES + (BLOCK << 2)

/** Scores the blocks of a chunk that fall to one member. */
export function scoreChunk(job: usize, member: usize): void {
  const rows = <usize>load<u32>(job, 16)
  const stride = <usize>load<u32>(job, 60) * BLOCK
  for (let row = member * BLOCK; row < rows; row += stride) {
    scoreBlock(job, member, row, min(BLOCK, rows - row))
  }
}

function scoreBlock(job: usize, member: usize, row: usize, rows: usize): void {
  const room = <usize>load<u32>(job, 48) + member * <usize>load<u32>(job, 52)
  const outputs = load<u32>(job, 28)
  const sums = room + SUMS
  const codes = sums + <usize>outputs * BLOCK * 8
  const single = load<u32>(job, 36) != 0
  const whole = (rows + 63) & ~63
  codeBlock(
    <usize>load<u32>(job),
    load<u32>(job, 4),
    <usize>load<u32>(job, 8),
    <usize>load<u32>(job, 12),
    row,
    whole,
    codes,
    room,
    single,
  )
  beginSums(job, sums, outputs, single)
  const trees = <usize>load<u32>(job, 20)
  const end = trees + ((<usize>load<u32>(job, 24)) << 5)
  const sides = codes + <usize>load<u32>(job, 56)
  for (let tree = trees; tree < end; tree += 32) {
    const sum = sums + <usize>load<u32>(tree, 4) * BLOCK * 8
    if (load<u32>(tree) > 0) addByPlanes(tree, codes, sides, whole, room + LEAVES, sum, single)
    else addByWalking(tree, codes, whole, room + LEAVES, sum, single)
  }
  finish(job, sums, row, rows, outputs)
}

function beginSums(job: usize, sums: usize, outputs: u32, single: bool): void {
  const initial = <usize>load<u32>(job, 32)
  const average = load<u32>(job, 40) != 0
  for (let output: u32 = 0; output < outputs; output++) {
    const first = load<f64>(initial + ((<usize>output) << 3))
    const start = f64x2.splat(average ? 0 : single ? <f64>(<f32>first) : first)
    const sum = sums + <usize>output * BLOCK * 8
    for (let at: usize = 0; at < BLOCK * 8; at += 16) v128.store(sum + at, start)
  }
}

function addByPlanes(
  tree: usize,
  codes: usize,
  sides: usize,
  rows: usize,
  leaves: usize,
  sum: usize,
  single: bool,
): void {
  const setCount = load<u32>(tree, 24)
  if (setCount > 0) writeSides(<usize>load<u32>(tree, 20), setCount, rows, codes, sides)
  const values = <usize>load<u32>(tree, 8)
  for (let row: usize = 0; row < rows; row += 64) {
    leavesByPlanes(<usize>load<u32>(tree, 12), load<u32>(tree), codes + row, leaves)
    const to = sum + (row << 3)
    if (single) {
      for (let i: usize = 0; i < 64; i++) addSingle(to + (i << 3), values, <usize>load<u8>(leaves + i))
    } else {
      for (let i: usize = 0; i < 64; i += 4) {
        add(to + (i << 3), values, <usize>load<u8>(leaves + i))
        add(to + (i << 3) + 8, values, <usize>load<u8>(leaves + i, 1))
        add(to + (i << 3) + 16, values, <usize>load<u8>(leaves + i, 2))
        add(to + (i << 3) + 24, values, <usize>load<u8>(leaves + i, 3))
      }
    }
  }
}

function addByWalking(
  tree: usize,
  codes: usize,
  rows: usize,
  numbers: usize,
  sum: usize,
  single: bool,
): void {
  const values = <usize>load<u32>(tree, 8)
  for (let row: usize = 0; row < rows; row += 8) {
    leavesByWalking(<usize>load<u32>(tree, 12), <usize>load<u32>(tree, 16), codes + row, numbers)
    const to = sum + (row << 3)
    for (let i: usize = 0; i < 8; i++) {
      const leaf = <usize>load<u32>(numbers + (i << 2))
      if (single) addSingle(to + (i << 3), values, leaf)
      else add(to + (i << 3), values, leaf)
    }
  }
}

function add(sum: usize, values: usize, leaf: usize): void {
  store<f64>(sum, load<f64>(sum) + load<f64>(values + (leaf << 3)))
}

/** Rounding the sum of two single numbers once more is the same as adding them in single precision. */
function addSingle(sum: usize, values: usize, leaf: usize): void {
  store<f64>(sum, <f64>(<f32>(load<f64>(sum) + load<f64>(values + (leaf << 3)))))
}

/** Writes sums as rows of outputs; those of trees that are averaged come to their initial score here. */
function finish(job: usize, sums: usize, row: usize, rows: usize, outputs: u32): void {
  const initial = <usize>load<u32>(job, 32)
  const average = load<u32>(job, 40) != 0
  const count = load<f64>(initial + ((<usize>outputs) << 3))
  const results = <usize>load<u32>(job, 44) + row * <usize>outputs * 8
  for (let output: u32 = 0; output < outputs; output++) {
    const sum = sums + <usize>output * BLOCK * 8
    const start = load<f64>(initial + ((<usize>output) << 3))
    for (let i: usize = 0; i < rows; i++) {
      const score = load<f64>(sum + (i << 3))
      store<f64>(results + (i * <usize>outputs + <usize>output) * 8, average ? start + score / count : score)
    }
  }
}
