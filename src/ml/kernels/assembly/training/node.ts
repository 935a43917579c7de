import { limits } from './plan'

/*
 * A node whose best split is searched: 64 bytes.
 *
 *   0 slot, i32           4 rows, i32        8 sum of its derivatives, i64
 *  16 what both children must gain together, f64
 *  24 least value of its leaves, f64        32 most, f64      40 its own value, f64
 *  48 seed of random boundaries, i32        52 address of the columns it may be split by, or 0
 *
 * What all nodes of a fit have in common, as f64 from `limits` on: what one of fixed gradient and of fixed hessian is
 * worth; l1, l2; least rows and hessian of a child; most size of a value (0: any); path smoothing; categories:
 * smoothing, l2, most levels on the left, most codes for one against the rest, rows of a group; random boundaries
 * (0 or 1); whether values are bounded at all (0 or 1).
 */
@inline
export function gradientUnit(): f64 {
  return load<f64>(limits())
}
@inline
export function hessianUnit(): f64 {
  return load<f64>(limits(), 8)
}
@inline
export function leastRows(): f64 {
  return load<f64>(limits(), 32)
}
@inline
export function leastHessian(): f64 {
  return load<f64>(limits(), 40)
}
@inline
export function penalty(): f64 {
  return load<f64>(limits(), 24)
}
@inline
export function shrinkage(): f64 {
  return load<f64>(limits(), 16)
}
@inline
export function categorySmoothing(): f64 {
  return load<f64>(limits(), 64)
}
@inline
export function categoryPenalty(): f64 {
  return load<f64>(limits(), 72)
}
@inline
export function mostLevels(): i32 {
  return <i32>load<f64>(limits(), 80)
}
@inline
export function mostForOneAgainstRest(): i32 {
  return <i32>load<f64>(limits(), 88)
}
@inline
export function leastGroup(): f64 {
  return load<f64>(limits(), 96)
}
@inline
export function isRandom(): bool {
  return load<f64>(limits(), 104) != 0
}
@inline
export function isBounded(): bool {
  return load<f64>(limits(), 112) != 0
}

/** The two parts of a sum of derivatives, in the loss's units. */
@inline
export function gradientOf(sum: i64): f64 {
  return <f64>(sum >> 32) * gradientUnit()
}
@inline
export function hessianOf(sum: i64): f64 {
  return <f64>(sum & 0xffffffff) * hessianUnit()
}

/** Rows of a bin by their share of the node's hessian. */
@inline
export function rowsIn(sum: i64, rowsPerHessian: f64): f64 {
  return floor(hessianOf(sum) * rowsPerHessian + 0.5)
}

/** Moves towards zero by l1. */
@inline
function shrink(gradient: f64): f64 {
  const l1 = shrinkage()
  return l1 == 0 ? gradient : copysign<f64>(max<f64>(0, abs(gradient) - l1), gradient)
}

function valueOf(node: usize, gradient: f64, hessian: f64, rows: f64, l2: f64): f64 {
  let value = -shrink(gradient) / (hessian + l2)
  const most = load<f64>(limits(), 48)
  if (most > 0 && abs(value) > most) value = copysign<f64>(most, value)
  const smoothing = load<f64>(limits(), 56)
  if (smoothing > 0) {
    const weight = rows / smoothing
    value = (value * weight) / (weight + 1) + load<f64>(node, 40) / (weight + 1)
  }
  return max<f64>(load<f64>(node, 24), min<f64>(load<f64>(node, 32), value))
}

@inline
function gainAt(gradient: f64, hessian: f64, l2: f64, value: f64): f64 {
  return -(2 * shrink(gradient) * value + (hessian + l2) * value * value)
}

/**
 * What two children gain together; -infinity where their values are in the wrong order for a monotone column.
 * `leaf.ts` does the same.
 */
@inline
export function gainOf(
  node: usize, monotone: i32, l2: f64,
  leftGradient: f64, leftHessian: f64, leftRows: f64,
  rightGradient: f64, rightHessian: f64, rightRows: f64,
): f64 {
  if (!isBounded()) {
    const left = shrink(leftGradient)
    const right = shrink(rightGradient)
    return (left * left) / (leftHessian + l2) + (right * right) / (rightHessian + l2)
  }
  return boundedGain(node, monotone, l2, leftGradient, leftHessian, leftRows, rightGradient, rightHessian, rightRows)
}

function boundedGain(
  node: usize, monotone: i32, l2: f64,
  leftGradient: f64, leftHessian: f64, leftRows: f64,
  rightGradient: f64, rightHessian: f64, rightRows: f64,
): f64 {
  const left = valueOf(node, leftGradient, leftHessian, leftRows, l2)
  const right = valueOf(node, rightGradient, rightHessian, rightRows, l2)
  if ((monotone > 0 && left > right) || (monotone < 0 && left < right)) return -Infinity
  return gainAt(leftGradient, leftHessian, l2, left) + gainAt(rightGradient, rightHessian, l2, right)
}

/** A whole number below a bound, by chance, the same for the same seed and column (MurmurHash3's last steps). */
export function drawBelow(node: usize, column: i32, bound: u32): u32 {
  let x: u32 = load<u32>(node, 48) ^ ((<u32>column + 1) * 0x9e3779b9)
  x ^= x >> 16
  x *= 0x85ebca6b
  x ^= x >> 13
  x *= 0xc2b2ae35
  x ^= x >> 16
  return x % bound
}
