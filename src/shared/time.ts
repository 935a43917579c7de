import { ForetellError } from './errors.js'

/** The only source of "now". Everything that needs the time is given one; tests give a fixed one. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): Instant
}

/** Milliseconds since 1970-01-01T00:00:00Z. May be negative or fractional only where said so. */
export type Instant = number

export const systemClock: Clock = { now: () => Date.now() }

export function fixedClock(at: Instant | string): Clock {
  const instant = typeof at === 'string' ? Date.parse(at) : at
  return { now: () => instant }
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

const unitLength = { m: MINUTE, h: HOUR, d: DAY, w: WEEK } as const

/**
 * A length of time as people write it: `90m`, `12h`, `30d`, `4w`. Months and years are left out on purpose:
 * they have no fixed length, and a label window must have one.
 */
export type Duration = `${number}${keyof typeof unitLength}`

/**
 * @returns milliseconds, greater than 0
 * @throws ForetellError `DURATION_INVALID` when the text is not a positive whole number and a unit
 */
export function durationLength(duration: string, key?: string): number {
  const match = /^(\d+)([mhdw])$/.exec(duration.trim())
  const amount = match === null ? 0 : Number(match[1])
  if (match === null || amount === 0) {
    throw new ForetellError('DURATION_INVALID', {
      values: { text: duration },
      ...(key === undefined ? {} : { at: { key } }),
    })
  }
  return amount * unitLength[match[2] as keyof typeof unitLength]
}

/** The shortest spelling of a length: `30d`, `12h`. Weeks are written as days, the unit people compare in. */
export function durationText(length: number): string {
  if (length % DAY === 0) return `${length / DAY}d`
  if (length % HOUR === 0) return `${length / HOUR}h`
  return `${length / MINUTE}m`
}

/** `2026-11-21`, in UTC. */
export function dayText(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** `2026-11-21 00:42:34.000`, in UTC: how the warehouse reads a DateTime64(3). */
export function warehouseTime(instant: Instant): string {
  return new Date(instant).toISOString().replace('T', ' ').replace('Z', '')
}
