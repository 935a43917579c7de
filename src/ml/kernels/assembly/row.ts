import { codeRow } from './row-coding'
import { NODE, step } from './walking'

/** Steps between two looks at whether all have arrived. */
const STRIDE: u32 = 3

/**
 * Scores one row by the same description as a chunk of rows (`scores.ts`), all of whose trees are walked: four at a
 * time, so that none waits for another's memory. The room holds its codes, which follow each other (`codeRow`).
 */
export function scoreRow(job: usize): void {
  const codes = <usize>load<u32>(job, 48)
  const single = load<u32>(job, 36) != 0
  codeRow(<usize>load<u32>(job), load<u32>(job, 4), <usize>load<u32>(job, 8), codes, single)
  const outputs = <usize>load<u32>(job, 28)
  const initial = <usize>load<u32>(job, 32)
  const average = load<u32>(job, 40) != 0
  const sums = <usize>load<u32>(job, 44)
  for (let output: usize = 0; output < outputs; output++) {
    const first = load<f64>(initial + (output << 3))
    store<f64>(sums + (output << 3), average ? 0 : single ? <f64>(<f32>first) : first)
  }
  const trees = <usize>load<u32>(job, 20)
  const count = <usize>load<u32>(job, 24)
  let tree: usize = 0
  for (; tree + 4 <= count; tree += 4) addFour(trees + (tree << 5), codes, sums, single)
  for (; tree < count; tree++) addOne(trees + (tree << 5), codes, sums, single)
  if (!average) return
  const divisor = load<f64>(initial + (outputs << 3))
  for (let output: usize = 0; output < outputs; output++) {
    const at = sums + (output << 3)
    store<f64>(at, load<f64>(initial + (output << 3)) + load<f64>(at) / divisor)
  }
}

function addFour(tree: usize, codes: usize, sums: usize, single: bool): void {
  let a = <usize>load<u32>(tree, 12)
  let b = <usize>load<u32>(tree, 44)
  let c = <usize>load<u32>(tree, 76)
  let d = <usize>load<u32>(tree, 108)
  const leafOfA = <usize>load<u32>(tree, 16)
  const leafOfB = <usize>load<u32>(tree, 48)
  const leafOfC = <usize>load<u32>(tree, 80)
  const leafOfD = <usize>load<u32>(tree, 112)
  while (a < leafOfA || b < leafOfB || c < leafOfC || d < leafOfD) {
    for (let i: u32 = 0; i < STRIDE; i++) {
      a = step(a, codes)
      b = step(b, codes)
      c = step(c, codes)
      d = step(d, codes)
    }
  }
  add(tree, a - leafOfA, sums, single)
  add(tree + 32, b - leafOfB, sums, single)
  add(tree + 64, c - leafOfC, sums, single)
  add(tree + 96, d - leafOfD, sums, single)
}

function addOne(tree: usize, codes: usize, sums: usize, single: bool): void {
  let node = <usize>load<u32>(tree, 12)
  const firstLeaf = <usize>load<u32>(tree, 16)
  while (node < firstLeaf) node = step(node, codes)
  add(tree, node - firstLeaf, sums, single)
}

/** @param leaf how far from the first one, in bytes of nodes */
function add(tree: usize, leaf: usize, sums: usize, single: bool): void {
  const sum = sums + ((<usize>load<u32>(tree, 4)) << 3)
  const score = load<f64>(sum) + load<f64>(<usize>load<u32>(tree, 8) + (leaf / NODE) * 8)
  store<f64>(sum, single ? <f64>(<f32>score) : score)
}
