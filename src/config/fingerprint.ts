import { createHash } from 'node:crypto'
import { durationLength } from '../shared/time.js'
import type { PredictionPlan } from './plan.js'

/**
 * What a model was asked to learn, as 16 hexadecimal digits (the first 64 bits of SHA-256 over the canonical
 * JSON of the plan). Two plans that mean the same have the same one, however their configurations are written;
 * a plan has the same one on every machine.
 */
export function fingerprint(prediction: PredictionPlan): string {
  return createHash('sha256')
    .update(canonicalJson(withLengths(prediction)))
    .digest('hex')
    .slice(0, 16)
}

/** A window of 4w is the same as one of 28d. */
function withLengths(prediction: PredictionPlan): unknown {
  const text = JSON.stringify(prediction, (key, value: unknown) =>
    key === 'length' && typeof value === 'string' ? durationLength(value) : value,
  )
  return JSON.parse(text)
}

/** JSON with the keys of every object in order of code units, and without those that are undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`)
  return `{${entries.join(',')}}`
}
