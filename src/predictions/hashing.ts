import { createHash } from 'node:crypto'

import { canonicalJson } from '../config/fingerprint.js'
import type { Frame } from '../ml/frame.js'

/**
 * A number uniform in [0, 1) that only the text and the seed decide: for drawing entities the same way at every
 * anchor, in every process. FNV-1a (Fowler, Noll, Vo) finished by the mixer of MurmurHash3 (Appleby).
 */
export function textDraw(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

/** SHA-256 of the value's JSON with keys in order, as 64 hexadecimal digits: equal content, equal text. */
export function contentFingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** SHA-256 of names, kinds, values and outcomes, in the order of rows and columns. */
export function dataFingerprint(frame: Frame, target: Float64Array, entityIds: readonly string[]): string {
  const hash = createHash('sha256')
  for (const column of frame.columns) {
    hash.update(`${column.kind} ${column.name}\n`)
    if (column.kind === 'numeric') hash.update(column.values)
    else hash.update(JSON.stringify(column.levels)).update(column.codes)
  }
  hash.update(target)
  for (const id of entityIds) hash.update(id).update('\n')
  return hash.digest('hex')
}
