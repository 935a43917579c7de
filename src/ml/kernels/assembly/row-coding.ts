import { BYTES, FLIP, known, isMissing, NONE_IS_MISSING, NUMBERS, PIECE, ZERO, ZERO_IS_MISSING } from './coding'

/** Bytes from the value of one input to that of the next. */
const SLOT: usize = 8

/**
 * What `codeBlock` does for a block of rows, for one row, whose codes follow each other: the offsets of byte columns
 * must have been written so.
 */
export function codeRow(inputs: usize, inputCount: u32, source: usize, codes: usize, single: bool): void {
  const end = inputs + <usize>inputCount * 48
  for (let input = inputs; input < end; input += 48) {
    const kind = load<u32>(input)
    const slot = source + <usize>load<u32>(input, 28) * SLOT
    const pieces = <usize>load<u32>(input, 20)
    if (kind == BYTES) {
      store<u8>(codes + <usize>load<u32>(pieces), load<u8>(slot) ^ <u8>FLIP)
      continue
    }
    const code = kind == NUMBERS ? thresholdsBelow(input, load<f64>(slot), single) : <u32>load<u16>(slot)
    const missing = load<u32>(input, 16)
    const piecesEnd = pieces + ((<usize>load<u32>(input, 24)) << 3)
    for (let piece = pieces; piece < piecesEnd; piece += 8) {
      const above = max(<i32>code - <i32>load<u16>(piece, 4), 0)
      const byte = code == missing ? load<u8>(piece, 6) : <u8>min(above, <i32>PIECE) ^ <u8>FLIP
      store<u8>(codes + <usize>load<u32>(piece), byte)
    }
    const sets = <usize>load<u32>(input, 32)
    const setsEnd = sets + ((<usize>load<u32>(input, 36)) << 3)
    for (let set = sets; set < setsEnd; set += 8) {
      const table = <usize>load<u32>(set, 4)
      store<u8>(codes + <usize>load<u32>(set), load<u8>(table + <usize>code))
    }
  }
}

/** How many thresholds are below a value, or the code of what is missing. */
function thresholdsBelow(input: usize, given: f64, single: bool): u32 {
  const rule = load<u32>(input, 12)
  const exact = known(given, rule == NONE_IS_MISSING ? 0 : NaN)
  const value = single ? <f64>(<f32>exact) : exact
  if (isMissing(value, rule == ZERO_IS_MISSING ? ZERO : -1)) return load<u32>(input, 16)
  const ladder = <usize>load<u32>(input, 4) - 8
  // An address less that of the ladder: a step is 8 bytes.
  let below: usize = 0
  for (let shift = load<u32>(input, 8) + 2; shift > 2; shift--) {
    const step = (<usize>1) << shift
    below += (<usize>(load<f64>(ladder + below + step) < value)) << shift
  }
  return <u32>(below >> 3)
}
