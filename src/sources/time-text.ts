import type { EventSourceOptions } from '../config/source.js'
import { ForetellError } from '../shared/errors.js'
import { literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'
import {
  type CalendarReading,
  type ClockReading,
  leavesOrderOpen,
  type NumericOrder,
  type Part,
  type TimeReading,
  timeReading,
  type ZoneReading,
} from './time-shape.js'

export type TimeFormat = NonNullable<EventSourceOptions['timeFormat']>

/** What a time's SQL gives instead of milliseconds: no text, a text that is no time, a day that does not exist. */
export const NO_TIME = -9_000_000_000_000_000
export const NOT_A_TIME = -9_000_000_000_000_001
export const IMPOSSIBLE_TIME = -9_000_000_000_000_002

/** Where times stand that are to be read. */
export interface TimeColumn {
  readonly table: string
  /** SQL of the text. */
  readonly value: string
  /** For messages: the column's name. */
  readonly name: string
  readonly format: TimeFormat
  /** IANA name of the zone of times that name none. */
  readonly timeZone: string
}

/** Shapes that differ are forms of a time and garbage; so many are looked at. */
const mostShapes = 2_000

/** Texts longer than this are no times. */
const longestTime = 40

/**
 * SQL that reads the column's texts as milliseconds since 1970 (Int64), or gives one of the three numbers above.
 * In `auto`, every shape that the column has is read by its own form; where `01/02/2026` does not say what is
 * first, the column's other rows do.
 * @throws ForetellError `TIME_AMBIGUOUS` when they do not either
 */
export async function timeSql(project: Project, column: TimeColumn): Promise<string> {
  const { value, format } = column
  if (format === 'unix') return unixSql(value, 1e-3)
  if (format === 'unixMilliseconds') return unixSql(value, 1)
  const shapes = await shapesOf(project, column)
  const open = shapes.filter(({ shape }) => leavesOrderOpen(shape))
  const order =
    format !== 'auto' ? format : open.length === 0 ? 'dayFirst' : await numericOrder(project, column)
  return shapedTimeSql(
    value,
    shapes.map(({ shape }) => shape),
    order,
    column.timeZone,
  )
}

/** SQL of a text's shape. */
function shapeSql(value: string): string {
  const letters = 'bcdefghijklmnopqrstuvwxyz'
  return `translate(lower(${value}), '123456789${letters}', '${'0'.repeat(9)}${'a'.repeat(letters.length)}')`
}

/** SQL that reads a text of one of the shapes. */
function shapedTimeSql(
  value: string,
  shapes: readonly string[],
  order: NumericOrder,
  timeZone: string,
): string {
  const branches = shapes.flatMap((shape) => {
    const reading = timeReading(shape, { order })
    return reading === undefined
      ? []
      : [`${shapeSql(value)} = ${literal(shape)}`, readingSql(value, shape, reading, timeZone)]
  })
  return `multiIf(${value} = '', ${NO_TIME}, ${[...branches, NOT_A_TIME].join(', ')})`
}

async function shapesOf(
  project: Project,
  { table, value }: TimeColumn,
): Promise<readonly { shape: string }[]> {
  return project.warehouse.rows<{ shape: string }>(
    `SELECT ${shapeSql(value)} AS shape FROM ${table}
     WHERE problem = '' AND length(${value}) BETWEEN 1 AND ${longestTime}
     GROUP BY shape ORDER BY match(shape, '^[-0a:/., +]+$') DESC, count() DESC, shape LIMIT ${mostShapes}`,
    { signal: project.signal },
  )
}

/** A column decides for an order when the other one is out of the question for so many times as many rows. */
const deciding = 20

async function numericOrder(project: Project, column: TimeColumn): Promise<NumericOrder> {
  const { table, value } = column
  const [{ dayFirst, monthFirst, example }] = await project.warehouse.rows<{
    dayFirst: number
    monthFirst: number
    example: string
  }>(
    `SELECT countIf(toUInt32OrZero(numbers[1]) > 12) AS dayFirst, countIf(toUInt32OrZero(numbers[2]) > 12) AS monthFirst,
       any(${value}) AS example
     FROM (SELECT *, extractAll(substring(${value}, 1, 10), '[0-9]+') AS numbers FROM ${table}
           WHERE problem = '' AND match(${value}, '^[0-9]{1,2}[-/][0-9]{1,2}[-/]'))`,
    { signal: project.signal },
  )
  if (dayFirst > monthFirst * deciding) return 'dayFirst'
  if (monthFirst > dayFirst * deciding) return 'monthFirst'
  throw new ForetellError('TIME_AMBIGUOUS', {
    values: {
      column: column.name,
      example,
      found:
        dayFirst === 0
          ? 'no row says whether the day or the month is first'
          : `${dayFirst} rows must have the day first and ${monthFirst} the month`,
    },
  })
}

function readingSql(value: string, shape: string, reading: TimeReading, timeZone: string): string {
  if (reading.kind === 'unix') return unixSql(value, reading.perMillisecond)
  const read = isoShape.test(shape) ? isoSql(value, reading, timeZone) : partsSql(value, reading, timeZone)
  const words = wordTests(value, reading)
  return words.length === 0 ? read : `if(${words.join(' AND ')}, ${read}, ${NOT_A_TIME})`
}

/** The form that nearly all times have: the engine's own reader takes it several times faster than by its parts. */
const isoShape = /^0000-00-00(?:[a ]00:00:00(?:\.0{1,9})?(?: ?a(?:aa)?|[+-]00:?00)?)?$/

/** The engine's reader knows how many days a month has; that no part is 0 or runs over is for us to see. */
function isoSql(value: string, { clock }: CalendarReading, timeZone: string): string {
  // It takes `T` and `Z` for what they are in capitals only.
  const text = `parseDateTime64BestEffortOrNull(upper(${value}), 3, ${literal(timeZone)})`
  const read = `ifNull(toUnixTimestamp64Milli(${text}), ${NOT_A_TIME})`
  const two = (start: number): string => `substring(${value}, ${start}, 2)`
  const exists = [
    `${read} != ${NOT_A_TIME}`,
    `substring(${value}, 1, 4) BETWEEN '1900' AND '2299'`,
    `${two(6)} BETWEEN '01' AND '12'`,
    `${two(9)} != '00'`,
    ...(clock === undefined ? [] : [`${two(12)} < '24'`, `${two(15)} < '60'`, `${two(18)} <= '60'`]),
  ]
  return `if(${exists.join(' AND ')}, ${read}, ${IMPOSSIBLE_TIME})`
}

function unixSql(value: string, perMillisecond: number): string {
  // Whole numbers stay whole: nanoseconds are beyond what a float holds.
  const milliseconds =
    perMillisecond <= 1
      ? `toInt64(round(number * ${1 / perMillisecond}))`
      : `intDiv(toInt64OrZero(splitByChar('.', ${value})[1]), ${perMillisecond})`
  const parsed = `toFloat64OrNull(${value})`
  const sql = milliseconds.replaceAll('number', `assumeNotNull(${parsed})`)
  return `multiIf(${value} = '', ${NO_TIME}, isNull(${parsed}) OR NOT isFinite(${parsed}), ${NOT_A_TIME}, abs(assumeNotNull(${parsed})) > 1e19, ${IMPOSSIBLE_TIME}, ${sql})`
}

const monthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
]

function partsSql(value: string, reading: CalendarReading, timeZone: string): string {
  const digits = (part: Part): string =>
    `toUInt32OrZero(substring(${value}, ${part.start + 1}, ${part.length}))`
  const { clock, zone } = reading
  const year =
    reading.year.length === 2
      ? `(${digits(reading.year)} + if(${digits(reading.year)} < 70, 2000, 1900))`
      : digits(reading.year)
  const month = reading.monthNamed ? monthByName(wordSql(value, reading.month)) : digits(reading.month)
  const day = digits(reading.day)
  const hour = clock === undefined ? '0' : hourSql(value, clock, digits)
  const minute = clock === undefined ? '0' : digits(clock.minute)
  const second = clock?.second === undefined ? '0' : digits(clock.second)
  const milliseconds =
    clock?.fraction === undefined
      ? '0'
      : `toUInt32OrZero(rightPad(substring(${value}, ${clock.fraction.start + 1}, ${Math.min(3, clock.fraction.length)}), 3, '0'))`
  const exists = [
    `${year} BETWEEN 1900 AND 2299`,
    `${month} BETWEEN 1 AND 12`,
    `${day} BETWEEN 1 AND ${daysInMonth(year, month)}`,
    ...(clock === undefined ? [] : [`${hour} < 24`, `${minute} < 60`, `${second} <= 60`]),
  ]
  const at = `makeDateTime64(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second}, ${milliseconds}, 3, ${literal(zone === undefined ? timeZone : 'UTC')})`
  return `if(${exists.join(' AND ')}, toUnixTimestamp64Milli(${at})${offsetSql(zone, digits, value)}, ${IMPOSSIBLE_TIME})`
}

/** What must hold of the letters for the text to be a time at all. */
function wordTests(value: string, { month, monthNamed, clock, zone }: CalendarReading): string[] {
  const tests: string[] = []
  if (monthNamed) tests.push(`${monthByName(wordSql(value, month))} != 0`)
  if (clock?.marker !== undefined) tests.push(`${wordSql(value, clock.marker)} = 't'`)
  if (clock?.meridiem !== undefined) tests.push(`${wordSql(value, clock.meridiem)} IN ('am', 'pm')`)
  if (zone?.kind === 'utc') tests.push(`${wordSql(value, zone.word)} IN ('z', 'utc', 'gmt')`)
  return tests
}

function wordSql(value: string, part: Part): string {
  return `lower(substring(${value}, ${part.start + 1}, ${part.length}))`
}

/** 1 to 12 for a month's name or its first three letters (`sept` too), else 0. */
function monthByName(word: string): string {
  const names = [...monthNames, ...monthNames.map((name) => name.slice(0, 3)), 'sept']
  const numbers = [...monthNames, ...monthNames].map((_, index) => (index % 12) + 1)
  return `toUInt32(transform(${word}, [${names.map(literal).join(', ')}], [${[...numbers, 9].join(', ')}], 0))`
}

function daysInMonth(year: string, month: string): string {
  const leap = `(${year} % 4 = 0 AND (${year} % 100 != 0 OR ${year} % 400 = 0))`
  return `multiIf(${month} = 2, 28 + toUInt32(${leap}), ${month} IN (4, 6, 9, 11), 30, 31)`
}

/** Hours on the clock of 12: 12 am is 0, 12 pm is 12; 13 pm does not exist and is made one that is refused. */
function hourSql(value: string, clock: ClockReading, digits: (part: Part) => string): string {
  const hour = digits(clock.hour)
  if (clock.meridiem === undefined) return hour
  const afternoon = `if(${wordSql(value, clock.meridiem)} = 'pm', 12, 0)`
  return `if(${hour} BETWEEN 1 AND 12, ${hour} % 12 + ${afternoon}, 99)`
}

function offsetSql(zone: ZoneReading | undefined, digits: (part: Part) => string, value: string): string {
  if (zone?.kind !== 'offset') return ''
  const minutes = zone.minutes === undefined ? '0' : digits(zone.minutes)
  const length = `(${digits(zone.hours)} * 60 + ${minutes}) * 60000`
  return ` - if(substring(${value}, ${zone.sign.start + 1}, 1) = '-', -1, 1) * toInt64(${length})`
}
