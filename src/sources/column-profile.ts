import type { Project } from '../warehouse/project.js'
import { noNumberSql, noWordSql, noWords, type NumberStyle, numberSql, yesWords } from './number-text.js'
import type { StagedColumn, Staging } from './staging.js'
import { literal } from '../warehouse/identifier.js'

/** What the texts of a whole column are like: all that its kind is decided on. Counts are of good rows. */
export interface ColumnProfile {
  readonly rows: number
  /** Rows that spell a missing number (`NA`, `-`, ...), and a missing word (`NULL`, ...); blank ones in both. */
  readonly noNumber: number
  readonly noWord: number
  /** Numbers in the style that reads the most, beside the missing ones. */
  readonly numbers: number
  readonly style: NumberStyle
  /** Different texts that are no plain numbers, missing ones aside. */
  readonly others: number
  /** Whole ones among the plain numbers, and the least and greatest of these; 0 where there is none. */
  readonly integers: number
  readonly least: number
  readonly greatest: number
  /** Digits with a needless 0 in front: codes, not quantities. */
  readonly zeroLed: number
  /** Yes, no, true, false and the like. */
  readonly booleans: number
  /** Different texts, missing ones aside. */
  readonly distinct: number
  readonly meanLength: number
  /** Texts with a space in them. */
  readonly spaced: number
  /** Some of the different texts. */
  readonly examples: readonly string[]
}

/** Counting different texts keeps a hash of each; so many columns at once bound the memory. */
const columnsAtOnce = 8

/** Profiles the columns, in the warehouse and over all rows. */
export async function profileColumns(
  project: Project,
  staging: Staging,
  columns: readonly StagedColumn[],
): Promise<readonly ColumnProfile[]> {
  const profiles: ColumnProfile[] = []
  for (let start = 0; start < columns.length; start += columnsAtOnce) {
    const some = columns.slice(start, start + columnsAtOnce)
    const plain = await plainProfiles(project, staging, some)
    for (const [index, column] of some.entries())
      profiles.push(await styled(project, staging, column, plain[index]))
  }
  return profiles
}

async function plainProfiles(
  project: Project,
  staging: Staging,
  columns: readonly StagedColumn[],
): Promise<readonly ColumnProfile[]> {
  const [row] = await project.warehouse.rows<Readonly<Record<string, unknown>>>(
    `SELECT ${columns.flatMap(({ sql }, index) => Object.entries(aggregates(sql)).map(([name, aggregate]) => `${aggregate} AS ${name}_${index}`)).join(',\n')}
     FROM ${staging.table} WHERE problem = ''`,
    { signal: project.signal, settings: { max_query_size: 16 << 20 } },
  )
  return columns.map(({ sql }, index) => {
    const names = Object.keys(aggregates(sql))
    const values = Object.fromEntries(names.map((name) => [name, row[`${name}_${index}`]]))
    return { ...(values as unknown as ColumnProfile), style: 'plain' }
  })
}

function aggregates(value: string): Record<Exclude<keyof ColumnProfile, 'style'>, string> {
  const number = numberSql(value, 'plain')
  const isNumber = `isNotNull(${number})`
  const word = `NOT (${noWordSql(value)})`
  const answers = [...yesWords, ...noWords].map(literal).join(', ')
  return {
    rows: 'count()',
    noNumber: `countIf(${noNumberSql(value)})`,
    noWord: `countIf(${noWordSql(value)})`,
    numbers: `countIf(${isNumber})`,
    others: `uniqExactIf(${value}, isNull(${number}) AND NOT (${noNumberSql(value)}))`,
    integers: `countIf(${isNumber} AND ${number} = round(${number}))`,
    least: `ifNull(min(${number}), 0)`,
    greatest: `ifNull(max(${number}), 0)`,
    zeroLed: `countIf(startsWith(${value}, '0') AND substring(${value}, 2, 1) BETWEEN '0' AND '9')`,
    booleans: `countIf(lower(${value}) IN (${answers}))`,
    distinct: `uniqExactIf(${value}, ${word})`,
    meanLength: `ifNotFinite(avgIf(length(${value}), ${word}), 0)`,
    spaced: `countIf(position(${value}, ' ') > 0)`,
    examples: `groupUniqArrayIf(20)(substringUTF8(${value}, 1, 60), ${word})`,
  }
}

/** Where the plain style leaves values unread, the others are tried. */
async function styled(
  project: Project,
  staging: Staging,
  { sql }: StagedColumn,
  plain: ColumnProfile,
): Promise<ColumnProfile> {
  const unread = plain.rows - plain.noNumber - plain.numbers
  if (unread === 0 || !plain.examples.some((example) => /\d/.test(example))) return plain
  const [{ grouped, decimalComma }] = await project.warehouse.rows<
    Record<'grouped' | 'decimalComma', number>
  >(
    `SELECT countIf(isNotNull(${numberSql(sql, 'grouped')})) AS grouped, countIf(isNotNull(${numberSql(sql, 'decimalComma')})) AS decimalComma
     FROM ${staging.table} WHERE problem = ''`,
    { signal: project.signal },
  )
  if (grouped > plain.numbers && grouped >= decimalComma)
    return { ...plain, numbers: grouped, style: 'grouped' }
  if (decimalComma > plain.numbers) return { ...plain, numbers: decimalComma, style: 'decimalComma' }
  return plain
}
