/**
 * Derivatives as whole numbers. A gradient is rounded to a multiple of `1 / scale`, and all of a tree's rows together
 * stay below 2^31 (hessians: 2^32), so that a sum of both fits 64 bits and is the same in any order. Only the choice of
 * splits sees the rounding; what leaves predict is summed without.
 */
export interface Scales {
  readonly gradient: number
  readonly hessian: number
}

/** A sum of both, in whole numbers. */
export interface FixedSums {
  readonly gradient: number
  readonly hessian: number
}

/** Larger ones would not be a single-precision number times a derivative any more. */
const LARGEST_SCALE = 2 ** 90

/**
 * Powers of two, so that nothing but the last bits is lost.
 * @param gradients sum of the gradients' sizes
 * @param hessians sum of the hessians
 * @param rows how many they are, each counted as often as the tree sees it
 */
export function scalesFor(gradients: number, hessians: number, rows: number): Scales {
  // Rounding moves each row's gradient by at most a half, and lifts its hessian to 1.
  return {
    gradient: scaleBelow(2 ** 31 - rows, gradients),
    hessian: scaleBelow(2 ** 32 - 2 * rows, hessians),
  }
}

/** For sums as exact as those of double precision: see `kernels/assembly/training/leaves.ts`. */
export function exactScale(sum: number, rows: number): number {
  return scaleBelow(2 ** 62 - rows, sum)
}

function scaleBelow(limit: number, sum: number): number {
  if (!(sum > 0)) return 1
  return Math.min(LARGEST_SCALE, 2 ** Math.floor(Math.log2(limit / sum) - 1e-9))
}
