import { BLOCK } from './block'

/**
 * From values to byte columns (`src/ml/trees/byte-columns.ts`). A byte column holds codes of 0 to 255, each with its
 * highest bit flipped, so that comparing signed bytes compares codes.
 *
 * An input (48 bytes): 0 kind, 4 ladder of thresholds, 8 its steps (log2 of its length + 1), 12 rule for what is
 * missing, 16 the code of what is missing, 20 pieces, 24 how many, 28 which slot of the source holds it, 32 sets of
 * levels, 36 how many.
 */
export const NUMBERS: u32 = 0
export const BYTES: u32 = 1

/** Rules: `missingRules` of `src/ml/trees/coding.ts`. */
export const ZERO_IS_MISSING: u32 = 1
export const NONE_IS_MISSING: u32 = 2

/** Codes a piece tells apart, less one: 255 is left to what is missing. */
export const PIECE: i16 = 254
export const FLIP: i8 = -128

/** What LightGBM takes for zero: `ZERO` of `src/ml/trees/coding.ts`. */
export const ZERO: f64 = <f64>(<f32>1e-35)

/**
 * @param source the slots of a chunk of rows, `slotBytes` each
 * @param row the first row, counted from the chunk's first
 * @param rows at most a block's; as many as fill whole groups of 16 are coded
 * @param counts room for a block of 16-bit numbers
 */
export function codeBlock(
  inputs: usize,
  inputCount: u32,
  source: usize,
  slotBytes: usize,
  row: usize,
  rows: usize,
  codes: usize,
  counts: usize,
  single: bool,
): void {
  for (let i: u32 = 0; i < inputCount; i++) {
    const input = inputs + <usize>i * 48
    const kind = load<u32>(input)
    const slot = source + <usize>load<u32>(input, 28) * slotBytes
    const pieces = <usize>load<u32>(input, 20)
    if (kind == BYTES) {
      copyFlipped(slot + row, codes + <usize>load<u32>(pieces), rows)
      continue
    }
    if (kind == NUMBERS) countThresholds(input, slot + (row << 3), rows, counts, single)
    const wide = kind == NUMBERS ? counts : slot + (row << 1)
    const missing = load<i16>(input, 16)
    const piecesEnd = pieces + ((<usize>load<u32>(input, 24)) << 3)
    for (let piece = pieces; piece < piecesEnd; piece += 8) writePiece(piece, missing, wide, rows, codes)
    const sets = <usize>load<u32>(input, 32)
    const setsEnd = sets + ((<usize>load<u32>(input, 36)) << 3)
    for (let set = sets; set < setsEnd; set += 8) lookUpSet(set, wide, rows, codes)
  }
}

/** How many thresholds are below each value, by halving steps, four rows at a time so that none waits for another. */
function countThresholds(input: usize, values: usize, rows: usize, counts: usize, single: bool): void {
  const ladder = <usize>load<u32>(input, 4) - 8
  const steps = load<u32>(input, 8)
  const rule = load<u32>(input, 12)
  // Where nothing is missing, NaN is read as 0.
  const instead: f64 = rule == NONE_IS_MISSING ? 0 : NaN
  const missingCode = load<u32>(input, 16)
  const zero: f64 = rule == ZERO_IS_MISSING ? ZERO : -1
  for (let row: usize = 0; row < rows; row += 4) {
    const at = values + (row << 3)
    let v0 = known(load<f64>(at), instead)
    let v1 = known(load<f64>(at, 8), instead)
    let v2 = known(load<f64>(at, 16), instead)
    let v3 = known(load<f64>(at, 24), instead)
    if (single) {
      v0 = <f64>(<f32>v0)
      v1 = <f64>(<f32>v1)
      v2 = <f64>(<f32>v2)
      v3 = <f64>(<f32>v3)
    }
    // Addresses less those of the ladder: a step is 8 bytes.
    let n0: usize = 0
    let n1: usize = 0
    let n2: usize = 0
    let n3: usize = 0
    for (let shift = steps + 2; shift > 2; shift--) {
      const step = (<usize>1) << shift
      n0 += (<usize>(load<f64>(ladder + n0 + step) < v0)) << shift
      n1 += (<usize>(load<f64>(ladder + n1 + step) < v1)) << shift
      n2 += (<usize>(load<f64>(ladder + n2 + step) < v2)) << shift
      n3 += (<usize>(load<f64>(ladder + n3 + step) < v3)) << shift
    }
    const to = counts + (row << 1)
    store<u16>(to, <u16>(isMissing(v0, zero) ? missingCode : n0 >> 3))
    store<u16>(to, <u16>(isMissing(v1, zero) ? missingCode : n1 >> 3), 2)
    store<u16>(to, <u16>(isMissing(v2, zero) ? missingCode : n2 >> 3), 4)
    store<u16>(to, <u16>(isMissing(v3, zero) ? missingCode : n3 >> 3), 6)
  }
}

export function known(value: f64, instead: f64): f64 {
  return value == value ? value : instead
}

/** @param zero what counts as zero, at most; below 0 where zero is a number like any other */
export function isMissing(value: f64, zero: f64): bool {
  return value != value || abs<f64>(value) <= zero
}

/** A piece (8 bytes): 0 column, 4 thresholds before it, 6 the byte of a missing value. */
function writePiece(piece: usize, missingCode: i16, counts: usize, rows: usize, codes: usize): void {
  const to = codes + <usize>load<u32>(piece)
  const first = i16x8.splat(load<i16>(piece, 4))
  const missing = v128.load8_splat(piece, 6)
  const most = i16x8.splat(PIECE)
  const flip = i8x16.splat(FLIP)
  const none = i16x8.splat(missingCode)
  for (let row: usize = 0; row < rows; row += 16) {
    const low = v128.load(counts + (row << 1))
    const high = v128.load(counts + (row << 1), 16)
    const known = i8x16.narrow_i16x8_u(
      i16x8.min_u(i16x8.sub_sat_u(low, first), most),
      i16x8.min_u(i16x8.sub_sat_u(high, first), most),
    )
    const isMissing = i8x16.narrow_i16x8_s(i16x8.eq(low, none), i16x8.eq(high, none))
    v128.store(to + row, v128.bitselect(missing, v128.xor(known, flip), isMissing))
  }
}

function copyFlipped(from: usize, to: usize, rows: usize): void {
  const flip = i8x16.splat(FLIP)
  for (let row: usize = 0; row < rows; row += 16) v128.store(to + row, v128.xor(v128.load(from + row), flip))
}

/** A set of levels where there are many (8 bytes): 0 column, 4 by level the byte that the column shall hold. */
function lookUpSet(set: usize, from: usize, rows: usize, codes: usize): void {
  const to = codes + <usize>load<u32>(set)
  const table = <usize>load<u32>(set, 4)
  for (let row: usize = 0; row < rows; row++) {
    store<u8>(to + row, load<u8>(table + <usize>load<u16>(from + (row << 1))))
  }
}

/**
 * Turns codes of levels into sides: byte columns of -128, left, and 127, right.
 * A set (16 bytes): 0 the column asked, 4 by code 0 left and 255 right, in whole groups of 16; 8 how many groups.
 */
export function writeSides(sets: usize, setCount: u32, rows: usize, codes: usize, target: usize): void {
  const flip = i8x16.splat(FLIP)
  for (let i: u32 = 0; i < setCount; i++) {
    const set = sets + ((<usize>i) << 4)
    const from = codes + <usize>load<u32>(set)
    const table = <usize>load<u32>(set, 4)
    const end = table + ((<usize>load<u32>(set, 8)) << 4)
    for (let row: usize = 0; row < rows; row += 16) {
      v128.store(target + row, v128.xor(sidesOf(v128.load(from + row), table, end), flip))
    }
    target += BLOCK
  }
}

/** Looks signed codes up in tables of groups of 16. */
export function sidesOf(codes: v128, table: usize, end: usize): v128 {
  let code = v128.xor(codes, i8x16.splat(FLIP))
  let side = i8x16.splat(0)
  // A code outside of the group wraps around to 16 or more, for which swizzling gives 0.
  for (let group = table; group < end; group += 16) {
    side = v128.or(side, i8x16.swizzle(v128.load(group), code))
    code = i8x16.sub(code, i8x16.splat(16))
  }
  return side
}
