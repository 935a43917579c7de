import type { FieldType } from '../config/event.js'
import type { ColumnProfile } from './column-profile.js'
import { timeReading } from './time-shape.js'

/**
 * What a column of a table is:
 * - `numeric`: quantities;
 * - `boolean`: yes or no in words or as 0 and 1;
 * - `category`: one of a set of names;
 * - `time`: moments;
 * - `constant`: the same everywhere, or nothing at all;
 * - `identifier`: names the row, nearly always another one;
 * - `text`: written by people, nearly always another one.
 */
export type ColumnKind = 'numeric' | 'boolean' | 'category' | 'time' | 'constant' | 'identifier' | 'text'

/** This share of the values must read as numbers (or times); the rest counts as missing and is told. */
const readable = 0.98

/** A column in which so few different things stand is a category if some of them are no numbers. */
const fewValues = 20

/** Beside numbers, so many different texts are spellings of "unknown"; more of them are names. */
const mostOthers = 5

/** Above this share of different values, texts name or describe their row instead of grouping rows. */
const mostlyDifferent = 0.5

/** Below this number of rows nothing can be told from values being different. */
const tellingRows = 30

/** A category of more names than this says hardly anything about one. */
const mostLevels = 5_000

/** Names of columns that hold moments even when they are written as plain numbers. */
const timeName = /(^|_|\b)(date|time|timestamp|datetime|ts|day)$|(Date|Time|Timestamp|At)$|_at$/

/** Names of columns that hold identifiers even when these are numbers. */
const idName =
  /(^|[_\s.-])(id|uid|uuid|guid|key|no|nr|number|index)$|(Id|ID|UUID|No|Key|Index)$|^(unnamed: ?0|column_1|rownames)$/i

/** Decides what a column is. Times that must be looked at more closely are left to `mayBeTime`. */
export function columnKind(name: string, profile: ColumnProfile): ColumnKind {
  const { rows, noNumber, noWord, numbers, others, distinct, booleans, zeroLed } = profile
  const values = rows - noWord
  if (distinct === 0 || (distinct === 1 && noWord === 0)) return 'constant'
  if (values > 0 && booleans === values && distinct <= 2) return 'boolean'
  const candidates = rows - noNumber
  const reads =
    numbers === candidates ||
    (numbers >= readable * candidates && distinct > fewValues && others <= mostOthers)
  if (candidates > 0 && reads && zeroLed === 0)
    return isNumericIdentifier(name, profile) ? 'identifier' : 'numeric'
  return wordKind(profile, values)
}

/** True when a closer look must tell whether the column holds times. */
export function mayBeTime(name: string, { numbers, rows, noWord, examples }: ColumnProfile): boolean {
  if (numbers === rows - noWord && !timeName.test(name)) return false
  const likely = examples.filter((example) => {
    const shape = example.toLowerCase().replace(/[0-9]/g, '0').replace(/[a-z]/g, 'a')
    return timeReading(shape, { order: 'dayFirst' }) !== undefined
  })
  return examples.length > 0 && likely.length >= 0.9 * examples.length
}

/** The kind that the configuration declares. */
export function declaredKind({ kind }: FieldType): ColumnKind {
  return ({ number: 'numeric', string: 'category', boolean: 'boolean', time: 'time' } as const)[kind]
}

/** Whole numbers that are all different: a row number, or what its name says is an identifier. */
function isNumericIdentifier(
  name: string,
  { rows, noNumber, integers, distinct, least, greatest }: ColumnProfile,
): boolean {
  if (rows < tellingRows || noNumber > 0 || integers < rows || distinct < rows) return false
  return greatest - least === rows - 1 || idName.test(name)
}

function wordKind({ distinct, meanLength, spaced, rows }: ColumnProfile, values: number): ColumnKind {
  if (rows < tellingRows) return 'category'
  const different = distinct > mostlyDifferent * values
  if (!different && distinct <= mostLevels) return 'category'
  const sentences = meanLength > 20 && spaced > values / 2
  if (different) return sentences ? 'text' : 'identifier'
  return sentences ? 'text' : 'category'
}
