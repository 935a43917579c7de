import type { Instant } from '../../shared/time.js'
import type { Reason } from '../reasons.js'

/** A time as a client wrote it, or why it is none. */
export type Moment = Instant | Extract<Reason, 'no_time' | 'unparsable_time' | 'impossible_time'>

/** Times from this on are believed. The first day of 1970 is what a clock says that says nothing. */
const earliest = Date.UTC(1970, 0, 2)
const latest = Date.UTC(2101, 0, 1)

/** Numbers below are seconds: as milliseconds they would lie before March 1973. */
const smallestMilliseconds = 1e11

/** `2026-11-21`, `2026-11-21T00:42:34.123Z`, `2026-11-21 00:42+01:00`. */
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/i

const digits = /^\d+(?:\.\d+)?$/

/**
 * Reads a time: ISO 8601, in UTC where it names no zone, or a number (also as text) of milliseconds since 1970, of
 * seconds below 10^11. Fractions below a millisecond are cut off.
 */
export function momentOf(written: unknown): Moment {
  if (written === undefined || written === null) return 'no_time'
  if (typeof written === 'number') return momentOfNumber(written)
  if (typeof written !== 'string') return 'unparsable_time'
  const text = written.trim()
  if (text === '') return 'no_time'
  const parts = iso.exec(text)
  if (parts !== null) return momentOfParts(parts)
  return digits.test(text) ? momentOfNumber(Number(text)) : 'unparsable_time'
}

function momentOfNumber(number: number): Moment {
  if (!Number.isFinite(number)) return 'unparsable_time'
  return believed(Math.trunc(Math.abs(number) < smallestMilliseconds ? number * 1000 : number))
}

function momentOfParts(parts: RegExpExecArray): Moment {
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const [hour, minute, second] = [number(parts[4]), number(parts[5]), number(parts[6])]
  const midnight = Date.UTC(year, month - 1, day)
  const there = new Date(midnight)
  const exists = there.getUTCMonth() === month - 1 && there.getUTCDate() === day
  if (!exists || hour > 23 || minute > 59 || second > 60) return 'impossible_time'
  const milliseconds = parts[7] === undefined ? 0 : Number(parts[7].padEnd(3, '0').slice(0, 3))
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
  return believed(midnight + clock - offsetOf(parts[8]))
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + number(zone.slice(3).replace(':', ''))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

function number(text: string | undefined): number {
  return text === undefined || text === '' ? 0 : Number(text)
}

function believed(instant: number): Moment {
  return instant >= earliest && instant < latest ? instant : 'impossible_time'
}
