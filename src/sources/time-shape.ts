/**
 * A time's shape is its text in lower case with every digit as 0 and every letter as a:
 * `2026-11-21T00:42:34Z` is `0000-00-00a00:00:00a`. A column has few shapes, so each is understood once, here,
 * and read by position in the warehouse: strictly, and as fast as any guess.
 */

/** A part of a text: 0-based start, and length, in characters. */
export interface Part {
  readonly start: number
  readonly length: number
}

export type NumericOrder = 'dayFirst' | 'monthFirst'

/** How the texts of one shape are read. */
export type TimeReading = CalendarReading | UnixReading

/** Seconds, milliseconds, ... since 1970, as a number. */
export interface UnixReading {
  readonly kind: 'unix'
  /** So many of these are one millisecond. */
  readonly perMillisecond: number
}

export interface CalendarReading {
  readonly kind: 'calendar'
  /** Four digits; or two, of which 70 to 99 mean 1970 to 1999 and 00 to 69 mean 2000 to 2069. */
  readonly year: Part
  /** Digits, or an English name of at least three letters where `monthNamed`. */
  readonly month: Part
  readonly monthNamed: boolean
  readonly day: Part
  /** Absent: midnight. */
  readonly clock: ClockReading | undefined
  /** Absent: the zone of the source. */
  readonly zone: ZoneReading | undefined
}

export interface ClockReading {
  /** The letter `t` between date and time. */
  readonly marker: Part | undefined
  readonly hour: Part
  readonly minute: Part
  readonly second: Part | undefined
  readonly fraction: Part | undefined
  /** `am` or `pm`. */
  readonly meridiem: Part | undefined
}

export type ZoneReading =
  /** A word: `z`, `utc` or `gmt`. */
  | { readonly kind: 'utc'; readonly word: Part }
  | {
      readonly kind: 'offset'
      readonly sign: Part
      readonly hours: Part
      readonly minutes: Part | undefined
    }

export interface ShapeOptions {
  /** How `01/02/2026` is read; undefined where the file has not decided it. */
  readonly order: NumericOrder
}

// The year first; the day or the month first, which only digits beyond 12 or the configuration tell apart;
// the month by name. `\k<sep>`: the same separator again.
const yearFirst = '(?<year>0000)(?<sep>[-/.])(?<month>00?)\\k<sep>(?<day>00?)'
const compact = '(?<year>0000)(?<month>00)(?<day>00)'
const yearLast = '(?<first>00?)(?<sep>[-/.])(?<second>00?)\\k<sep>(?<year>0000|00)'
const weekday = '(?:a{3,9},? )?'
const dayName = `${weekday}(?<day>00?)[ /-](?<name>a{3,9})[ /,-]+(?<year>0000)`
const nameDay = `${weekday}(?<name>a{3,9})\\.? (?<day>00?),? (?<year>0000)`

const clock =
  '(?<hour>00?):(?<minute>00)(?::(?<seconds>00)(?:[.,](?<fraction>0{1,9}))?)?(?: ?(?<meridiem>aa)(?!a))?'
const compactClock = '(?<hour>00)(?<minute>00)(?:(?<seconds>00)(?:[.,](?<fraction>0{1,9}))?)?'
const zone = '(?: ?(?<utc>a|aaa)| ?(?<sign>[+-])(?<zoneHours>00):?(?<zoneMinutes>00)?)?'

const calendarForms = [
  ...[yearFirst, yearLast, dayName, nameDay].map(
    (date) => `${date}(?:(?:(?<marker>a)|, ?| |:)${clock}${zone})?`,
  ),
  `${yearFirst}${zone}`,
  `${compact}(?:(?<marker>a)| )${clock}${zone}`,
  `${compact}(?:(?<marker>a)| )${compactClock}${zone}`,
  `${compact}(?:${compactClock})?`,
].map((form) => new RegExp(`^${form}$`, 'd'))

/** Digits of a number of seconds, milliseconds, microseconds and nanoseconds since 1970, from 1973 to 2286. */
const unixDigits: readonly { readonly digits: readonly number[]; readonly perMillisecond: number }[] = [
  { digits: [9, 10], perMillisecond: 1e-3 },
  { digits: [12, 13], perMillisecond: 1 },
  { digits: [16], perMillisecond: 1e3 },
  { digits: [19], perMillisecond: 1e6 },
]

/** @returns undefined when no form of a time has this shape */
export function timeReading(shape: string, { order }: ShapeOptions): TimeReading | undefined {
  const number = /^(0+)(?:\.0*)?$/.exec(shape)
  if (number !== null) {
    const unit = unixDigits.find(({ digits }) => digits.includes(number[1].length))
    if (unit !== undefined) return { kind: 'unix', perMillisecond: unit.perMillisecond }
  }
  for (const form of calendarForms) {
    const groups = form.exec(shape)?.indices?.groups
    if (groups !== undefined) return calendar(groups, order)
  }
  return undefined
}

/** True for shapes such as `00/00/0000`, in which the day or the month may stand first. */
export function leavesOrderOpen(shape: string): boolean {
  // With dots the day is first: nobody writes the American order with them.
  return /^00?([-/])00?\1(0000|00)($|[^0])/.test(shape)
}

type Groups = Readonly<Record<string, readonly [number, number] | undefined>>

function calendar(groups: Groups, order: NumericOrder): CalendarReading | undefined {
  const part = (name: string): Part | undefined => {
    const range = groups[name]
    return range === undefined ? undefined : { start: range[0], length: range[1] - range[0] }
  }
  const first = part('first')
  const second = part('second')
  const dayFirst = order === 'dayFirst'
  const year = part('year')
  const month = part('month') ?? part('name') ?? (dayFirst ? second : first)
  const day = part('day') ?? (dayFirst ? first : second)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const hour = part('hour')
  const minute = part('minute')
  return {
    kind: 'calendar',
    year,
    month,
    monthNamed: part('name') !== undefined,
    day,
    clock:
      hour === undefined || minute === undefined
        ? undefined
        : {
            marker: part('marker'),
            hour,
            minute,
            second: part('seconds'),
            fraction: part('fraction'),
            meridiem: part('meridiem'),
          },
    zone: zoneReading(part),
  }
}

function zoneReading(part: (name: string) => Part | undefined): ZoneReading | undefined {
  const word = part('utc')
  if (word !== undefined) return { kind: 'utc', word }
  const sign = part('sign')
  const hours = part('zoneHours')
  if (sign === undefined || hours === undefined) return undefined
  return { kind: 'offset', sign, hours, minutes: part('zoneMinutes') }
}
