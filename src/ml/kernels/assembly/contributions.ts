import { BLOCK } from './block'
import { codeBlock, sidesOf } from './coding'
import { addLookedUp, buildTable, markMasks } from './mask-tables'
import { ROWS, walkPaths } from './path-products'

/**
 * What is to be explained (`src/ml/explain/shap-job.ts`), 4 bytes each: 0 inputs, 4 how many, 8 source, 12 bytes of a
 * slot, 16 rows of the chunk, 20 byte columns of its blocks, 24 bytes of a block, 28 values of its blocks, 32 bytes of
 * a block, 36 room of the members, 40 bytes each, 44 members, 48 whether single, 52 trees, 56 first and 60 end of those
 * to work on, 64 tests of what masks can be, 68 bytes of the room for tests.
 *
 * A tree (40 bytes): 0 tests, 4 how many, 8 steps, 12 their end, 16 points, 20 how many, 24 groups, 28 how many, 32 the
 * steps to leaves in no group, 36 their end.
 * A test (16 bytes): 0 column, 4 sides of levels (255 left) in whole groups of 16, 8 how many groups or 0, 12 cut.
 */
const TREE: usize = 40
const GROUP: usize = 72

/** Room of a member: masks of a block (or counts), values of a table, tests, then levels. */
const VALUES: usize = BLOCK << 1
const TESTS: usize = VALUES + 8 * BLOCK * 8

function roomOf(job: usize, member: usize): usize {
  return <usize>load<u32>(job, 36) + member * <usize>load<u32>(job, 40)
}

/** Codes the blocks of a member and clears their values. */
export function beginChunk(job: usize, member: usize): void {
  const rows = <usize>load<u32>(job, 16)
  const members = <usize>load<u32>(job, 44)
  const bytes = <usize>load<u32>(job, 32)
  for (let block = member; block * BLOCK < rows; block += members) {
    const first = block * BLOCK
    codeBlock(
      <usize>load<u32>(job),
      load<u32>(job, 4),
      <usize>load<u32>(job, 8),
      <usize>load<u32>(job, 12),
      first,
      (min(BLOCK, rows - first) + 63) & ~63,
      <usize>load<u32>(job, 20) + block * <usize>load<u32>(job, 24),
      roomOf(job, member),
      load<u32>(job, 48) != 0,
    )
    memory.fill(<usize>load<u32>(job, 28) + block * bytes, 0, bytes)
  }
}

/** Builds a member's share of the tables of the trees. */
export function buildTables(job: usize, member: usize): void {
  const members = <usize>load<u32>(job, 44)
  const room = roomOf(job, member)
  const levels = room + TESTS + <usize>load<u32>(job, 68)
  const tests = <usize>load<u32>(job, 64)
  let turn: usize = 0
  for (let tree = treeOf(job, 56); tree < treeOf(job, 60); tree += TREE) {
    const groups = <usize>load<u32>(tree, 24)
    const end = groups + <usize>load<u32>(tree, 28) * GROUP
    for (let group = groups; group < end; group += GROUP) {
      if (turn % members == member) buildTable(group, tests, room + VALUES, levels)
      turn++
    }
  }
}

/** Adds what the tables of the trees say of the blocks of a member. */
export function addTables(job: usize, member: usize): void {
  const rows = <usize>load<u32>(job, 16)
  const members = <usize>load<u32>(job, 44)
  const room = roomOf(job, member)
  const levels = room + TESTS + <usize>load<u32>(job, 68)
  for (let tree = treeOf(job, 56); tree < treeOf(job, 60); tree += TREE) {
    const groups = <usize>load<u32>(tree, 24)
    const end = groups + <usize>load<u32>(tree, 28) * GROUP
    for (let block = member; block * BLOCK < rows; block += members) {
      const whole = (min(BLOCK, rows - block * BLOCK) + 15) & ~15
      const values = <usize>load<u32>(job, 28) + block * <usize>load<u32>(job, 32)
      writeTests(tree, codesOf(job, block), whole, room + TESTS)
      for (let group = groups; group < end; group += GROUP) {
        markMasks(group, room + TESTS, whole, room)
        addLookedUp(group, room, whole, values)
      }
      walkBlock(tree, 32, min(BLOCK, rows - block * BLOCK), values, room, levels)
    }
  }
}

/** Adds what the trees say of the blocks of a member, without tables. */
export function addPaths(job: usize, member: usize): void {
  const rows = <usize>load<u32>(job, 16)
  const members = <usize>load<u32>(job, 44)
  const room = roomOf(job, member)
  const levels = room + TESTS + <usize>load<u32>(job, 68)
  for (let tree = treeOf(job, 56); tree < treeOf(job, 60); tree += TREE) {
    for (let block = member; block * BLOCK < rows; block += members) {
      const count = min(BLOCK, rows - block * BLOCK)
      const values = <usize>load<u32>(job, 28) + block * <usize>load<u32>(job, 32)
      writeTests(tree, codesOf(job, block), (count + 15) & ~15, room + TESTS)
      walkBlock(tree, 8, count, values, room, levels)
    }
  }
}

/** @param field of the tree that tells which steps */
function walkBlock(tree: usize, field: usize, count: usize, values: usize, room: usize, levels: usize): void {
  const steps = <usize>load<u32>(tree + field)
  const end = <usize>load<u32>(tree + field, 4)
  if (steps == end) return
  for (let row: usize = 0; row < count; row += ROWS) {
    walkPaths(
      steps,
      end,
      <usize>load<u32>(tree, 16),
      <usize>load<u32>(tree, 20),
      room + TESTS + row,
      min(ROWS, count - row),
      values + (row << 3),
      levels,
    )
  }
}

function treeOf(job: usize, field: usize): usize {
  return <usize>load<u32>(job, 52) + <usize>load<u32>(job + field) * TREE
}

function codesOf(job: usize, block: usize): usize {
  return <usize>load<u32>(job, 20) + block * <usize>load<u32>(job, 24)
}

/** For every split of a tree and every row -1 when it goes left, otherwise 0. */
function writeTests(tree: usize, codes: usize, rows: usize, to: usize): void {
  const first = <usize>load<u32>(tree)
  const end = first + ((<usize>load<u32>(tree, 4)) << 4)
  for (let test = first; test < end; test += 16) {
    const column = codes + <usize>load<u32>(test)
    const groups = load<u32>(test, 8)
    if (groups == 0) {
      const cut = v128.load8_splat(test, 12)
      for (let row: usize = 0; row < rows; row += 16) {
        v128.store(to + row, i8x16.le_s(v128.load(column + row), cut))
      }
    } else {
      const sides = <usize>load<u32>(test, 4)
      const sidesEnd = sides + ((<usize>groups) << 4)
      for (let row: usize = 0; row < rows; row += 16) {
        v128.store(to + row, sidesOf(v128.load(column + row), sides, sidesEnd))
      }
    }
    to += BLOCK
  }
}
