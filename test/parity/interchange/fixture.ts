import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import type { Frame } from '../../../src/ml/frame.js'

/** What a script of this folder wrote. */
export function fixture<Fixture>(name: string): Fixture {
  const bytes = readFileSync(new URL(`${name}.json.gz`, import.meta.url))
  return JSON.parse(gunzipSync(bytes).toString()) as Fixture
}

/** Doubles as `probes.py` packs them. */
export function unpacked(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64')
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i))
}

/** A frame of numeric columns of a matrix, row after row. */
export function numericFrame(values: Float64Array, names: readonly string[]): Frame {
  const rows = values.length / names.length
  return {
    rows,
    columns: names.map((name, column) => ({
      kind: 'numeric',
      name,
      values: Float64Array.from({ length: rows }, (_, row) => values[row * names.length + column]),
    })),
  }
}

/** The largest difference, in units of the last place of the expected number. */
export function largestUlps(actual: ArrayLike<number>, expected: Float64Array): number {
  const bits = new DataView(new ArrayBuffer(8))
  return expected.reduce((most, value, i) => {
    if (Object.is(actual[i], value) || actual[i] === value) return most
    bits.setFloat64(0, value)
    bits.setBigInt64(0, bits.getBigInt64(0) + 1n)
    return Math.max(most, Math.abs(actual[i] - value) / Math.abs(bits.getFloat64(0) - value))
  }, 0)
}

/** The largest difference, relative to the expected number where that is above 1. */
export function largestDifference(actual: ArrayLike<number>, expected: Float64Array): number {
  return expected.reduce(
    (most, value, i) => Math.max(most, Math.abs(actual[i] - value) / Math.max(1, Math.abs(value))),
    0,
  )
}
