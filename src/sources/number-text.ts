import { literal } from '../warehouse/identifier.js'

/**
 * How numbers are written in a column. A column has one style: a mixture is no column of numbers.
 * - `plain`: `1234.5`, `-3e4`, spaces around it;
 * - `grouped`: `1,234.50`, `$1,234`, `12 %`: commas between groups of three digits, a currency or percent sign;
 * - `decimalComma`: `1.234,50`, `3,5`, `1 234,5 €`: a comma before the decimals.
 * `1,234` is read as grouped: as 1234. A percent sign is taken off and changes nothing.
 */
export type NumberStyle = 'plain' | 'grouped' | 'decimalComma'

/** In this order, the first that reads the most values is the column's. */
export const numberStyles: readonly NumberStyle[] = ['plain', 'grouped', 'decimalComma']

/** Spellings of nothing among numbers, in lower case. */
export const missingNumbers = [
  ...['', 'na', 'n/a', '#n/a', '<na>', 'nan', '-nan', 'null', '\\n', 'none', 'nil', 'missing', 'undefined'],
  ...['?', '-', '--', '.', 'inf', '-inf', '+inf', 'infinity', '-infinity'],
]

/** Spellings of nothing among words. `NA`, `None` and `?` are not among them: they are values in real files. */
export const missingWords = ['', 'NULL', 'null', 'NaN', 'nan', '\\N', '#N/A', 'N/A', 'n/a', '<NA>']

/** SQL: true when the text says that there is no number. Infinities count as none. */
export function noNumberSql(value: string): string {
  return `lower(trimBoth(${value})) IN (${missingNumbers.map(literal).join(', ')})`
}

/** SQL: true when the text says that there is nothing. */
export function noWordSql(value: string): string {
  return `${value} IN (${missingWords.map(literal).join(', ')})`
}

const signs = '[$€£¥%\\\\s]|\u00a0|USD|EUR|GBP'

/** SQL of the text as a number (Nullable(Float64)); NULL when it is none in this style, or none at all. */
export function numberSql(value: string, style: NumberStyle): string {
  if (style === 'plain') return finite(`toFloat64OrNull(trimBoth(${value}))`)
  const bare = `replaceRegexpAll(${value}, '${signs}', '')`
  if (style === 'grouped') {
    const form = `match(${bare}, '^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\\\.[0-9]*)?$')`
    return `if(${form}, ${finite(`toFloat64OrNull(replaceAll(${bare}, ',', ''))`)}, NULL)`
  }
  const form = `match(${bare}, '^[-+]?([0-9]{1,3}(\\\\.[0-9]{3})+|[0-9]+)(,[0-9]*)?$')`
  return `if(${form}, ${finite(`toFloat64OrNull(replaceAll(replaceAll(${bare}, '.', ''), ',', '.'))`)}, NULL)`
}

function finite(number: string): string {
  return `if(isFinite(ifNull(${number}, nan)), ${number}, NULL)`
}

/** Words for yes and no, in lower case. */
export const yesWords = ['true', 'yes', 'y', 't', 'on', '1']
export const noWords = ['false', 'no', 'n', 'f', 'off', '0']

/** SQL of the text as a boolean (Nullable(Bool)); NULL when it is none. */
export function booleanSql(value: string): string {
  const word = `lower(trimBoth(${value}))`
  const list = (words: readonly string[]): string => words.map(literal).join(', ')
  return `multiIf(${word} IN (${list(yesWords)}), true, ${word} IN (${list(noWords)}), false, NULL)`
}
