import { codeCount, type Coding } from '../trees/coding.js'
import type { Split } from './engine.js'

/** Reads a split as `kernels/assembly/training/found.ts` lays it down. @param at where it begins */
export function splitAt(view: DataView, at: number, codings: readonly Coding[]): Split {
  const column = view.getInt32(at + 8, true)
  const cut = view.getInt32(at + 12, true)
  const codes = codeCount(codings[column])
  const goesLeft = new Uint8Array(codes)
  if (cut >= 0) {
    goesLeft.fill(1, 0, cut + 1)
    goesLeft[codes - 1] = view.getInt32(at + 24, true)
  } else {
    for (let code = 0; code < codes; code++) {
      goesLeft[code] = (view.getUint8(at + 32 + (code >> 3)) >> (code & 7)) & 1
    }
  }
  return {
    gain: view.getFloat64(at, true),
    column,
    cut,
    goesLeft,
    left: { gradient: view.getInt32(at + 20, true), hessian: view.getUint32(at + 16, true) },
    sorted: view.getInt32(at + 28, true) === 1,
  }
}
