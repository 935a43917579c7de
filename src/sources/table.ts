import { resolve } from 'node:path'

import { closest } from 'fastest-levenshtein'

import type { Fields } from '../config/event.js'
import type { Column } from '../ml/frame.js'
import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import type { ResultColumn } from '../warehouse/warehouse.js'
import { type ColumnKind, columnKind, declaredKind, mayBeTime } from './column-kind.js'
import { type ColumnProfile, profileColumns } from './column-profile.js'
import { filesOf, formatOf } from './files.js'
import { anythingGoes, refuseMostlyBad } from './mostly-bad.js'
import { booleanSql, noNumberSql, noWordSql, numberSql } from './number-text.js'
import { stageFile } from './stage.js'
import type { StagedColumn, Staging } from './staging.js'
import { NO_TIME, timeSql } from './time-text.js'

export interface TableColumn {
  /** As in the file's header. */
  readonly name: string
  readonly kind: ColumnKind
  /**
   * Numbers, times (milliseconds since 1970), and booleans written as 0 and 1 are numeric columns; everything
   * else is a category column whose levels are the texts, in order of first appearance.
   */
  readonly column: Column
  /** Different values, missing ones aside. */
  readonly distinct: number
  /** Rows without a value, those whose text could not be read as the column's kind among them. */
  readonly missing: number
}

/** Something about the file that its user should know, and that stops nothing. */
export interface TableProblem {
  readonly reason: 'malformed_records' | 'unread_values' | 'missing_key' | 'repeated_key' | 'not_utf8'
  readonly column?: string
  /** How many rows it concerns. */
  readonly rows: number
  /** One sentence. */
  readonly message: string
}

/** A table without time, in columns: one row a row of the file, in its order. */
export interface TableData {
  readonly rows: number
  readonly columns: readonly TableColumn[]
  readonly problems: readonly TableProblem[]
}

export interface TableReading {
  /** The column that names the row. It becomes an `identifier`, whatever is in it. */
  readonly key?: string | undefined
  /** Kinds of columns, where what would be found is not what is meant. */
  readonly columns?: Fields
  /** CSV only; found in the file where not given. */
  readonly delimiter?: string
}

/**
 * Reads a CSV, NDJSON or Parquet file, packed or not, as a table, and finds out what its columns are from all
 * of their values. Malformed records are left out and told.
 * @param path absolute, or relative to the project; one file
 * @throws ForetellError `FILE_NOT_FOUND`, `FILE_EMPTY`, `FILE_DAMAGED`, `FILE_MOSTLY_BAD`, `COLUMN_NOT_FOUND`
 *   when a named column is not in the file, `CANCELLED`
 */
export async function readTable(
  project: Project,
  path: string,
  reading: TableReading = {},
): Promise<TableData> {
  const [file] = await filesOf(resolve(project.plan.root, path))
  const staging = await stageFile(project, {
    path: file,
    format: formatOf(file),
    delimiter: reading.delimiter,
  })
  try {
    await refuseMostlyBad(project, staging, anythingGoes)
    requireColumns(staging, [
      ...(reading.key === undefined ? [] : [reading.key]),
      ...Object.keys(reading.columns ?? {}),
    ])
    const profiles = await profileColumns(project, staging, staging.columns)
    const typed: TypedColumn[] = []
    for (const [index, column] of staging.columns.entries())
      typed.push(await typedColumn(project, staging, column, profiles[index], reading))
    return await fetchTable(project, staging, typed, reading.key)
  } finally {
    await staging.drop()
  }
}

/** A column whose kind is decided, with the SQL that reads it. */
interface TypedColumn {
  readonly name: string
  readonly kind: ColumnKind
  readonly sql: string
  readonly profile: ColumnProfile
}

function requireColumns(staging: Staging, names: readonly string[]): void {
  const known = staging.columns.map(({ name }) => name)
  for (const name of names) {
    if (known.includes(name)) continue
    throw new ForetellError('COLUMN_NOT_FOUND', {
      values: { column: name, nearest: closest(name, known), columns: known.join(', ') },
      at: { file: staging.file },
    })
  }
}

async function typedColumn(
  project: Project,
  staging: Staging,
  column: StagedColumn,
  profile: ColumnProfile,
  { key, columns = {} }: TableReading,
): Promise<TypedColumn> {
  const { name, sql } = column
  const declared = columns[name] as Fields[string] | undefined
  const typed = (kind: ColumnKind, value: string): TypedColumn => ({ name, kind, sql: value, profile })
  if (name === key) return typed('identifier', wordSql(sql))
  if (declared?.kind === 'time' || (declared === undefined && mayBeTime(name, profile))) {
    const time = await timeColumnSql(project, staging, column)
    if (declared !== undefined || (await readsAll(project, staging, column, time))) return typed('time', time)
  }
  const kind = declared === undefined ? columnKind(name, profile) : declaredKind(declared)
  const asNumber =
    kind === 'numeric' || (declared === undefined && kind !== 'identifier' && allNumbers(profile))
  if (asNumber) return typed(kind, quantitySql(sql, profile))
  if (kind === 'boolean' && declared !== undefined) return typed(kind, `toFloat64(${booleanSql(sql)})`)
  return typed(kind, wordSql(sql))
}

/** Booleans and constants that are numbers stay numbers. */
function allNumbers({ numbers, rows, noNumber, zeroLed }: ColumnProfile): boolean {
  return numbers > 0 && numbers === rows - noNumber && zeroLed === 0
}

function quantitySql(value: string, { style }: ColumnProfile): string {
  return `if(${noNumberSql(value)}, NULL, ${numberSql(value, style)})`
}

/** Long texts are cut: nothing is learned from what stands at their end. */
function wordSql(value: string): string {
  return `if(${noWordSql(value)}, NULL, substringUTF8(${value}, 1, 200))`
}

async function timeColumnSql(
  project: Project,
  staging: Staging,
  { name, sql }: StagedColumn,
): Promise<string> {
  const column = { table: staging.table, value: sql, name, format: 'auto', timeZone: 'UTC' } as const
  try {
    const time = await timeSql(project, column)
    return `if(${time} <= ${NO_TIME}, NULL, toFloat64(${time}))`
  } catch (error) {
    if (!(error instanceof ForetellError) || error.code !== 'TIME_AMBIGUOUS') throw error
    project.observer.warn(`${error.message}; the day is taken as first.`)
    const time = await timeSql(project, { ...column, format: 'dayFirst' })
    return `if(${time} <= ${NO_TIME}, NULL, toFloat64(${time}))`
  }
}

async function readsAll(
  project: Project,
  staging: Staging,
  column: StagedColumn,
  time: string,
): Promise<boolean> {
  const [{ times, values }] = await project.warehouse.rows<{ times: number; values: number }>(
    `SELECT count(${time}) AS times, countIf(NOT (${noWordSql(column.sql)})) AS values FROM ${staging.table} WHERE problem = ''`,
    { signal: project.signal, settings: { max_query_size: 16 << 20 } },
  )
  return times >= 0.98 * values
}

async function fetchTable(
  project: Project,
  staging: Staging,
  typed: readonly TypedColumn[],
  key: string | undefined,
): Promise<TableData> {
  const fetched = await project.warehouse.columns(
    `SELECT ${typed.map(({ sql }, index) => `${sql} AS v${index + 1}`).join(',\n')} FROM ${staging.table} WHERE problem = '' ORDER BY line`,
    { signal: project.signal, settings: { max_query_size: 16 << 20 } },
  )
  const columns = typed.map((column, index) => tableColumn(column, fetched.columns[index]))
  return {
    rows: fetched.rows,
    columns,
    problems: [...fileProblems(staging), ...columnProblems(typed, columns), ...keyProblems(columns, key)],
  }
}

function tableColumn({ name, kind, profile }: TypedColumn, result: ResultColumn): TableColumn {
  if (result.kind === 'number') {
    const { values } = result
    const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
    return { name, kind, column: { kind: 'numeric', name, values }, distinct: profile.distinct, missing }
  }
  const { codes, levels } = result
  const missing = codes.reduce((count, code) => count + (code < 0 ? 1 : 0), 0)
  return { name, kind, column: { kind: 'category', name, codes, levels }, distinct: levels.length, missing }
}

function fileProblems({ malformed, recoded }: Staging): TableProblem[] {
  const problems: TableProblem[] = []
  if (malformed > 0) {
    const message = `${malformed} records could not be read and are left out`
    problems.push({ reason: 'malformed_records', rows: malformed, message })
  }
  if (recoded > 0) {
    const message = `${recoded} records hold bytes that are not UTF-8; they were read as Windows-1252`
    problems.push({ reason: 'not_utf8', rows: recoded, message })
  }
  return problems
}

/** Texts that say something, but not what the column's kind can hold. */
function columnProblems(typed: readonly TypedColumn[], columns: readonly TableColumn[]): TableProblem[] {
  return typed.flatMap(({ kind, name, profile }, index) => {
    const numeric = kind === 'numeric'
    if (!numeric && kind !== 'time') return []
    const unread = columns[index].missing - (numeric ? profile.noNumber : profile.noWord)
    if (unread <= 0) return []
    const message = `${unread} values of "${name}" are no ${numeric ? 'numbers' : 'times'} and count as missing`
    return [{ reason: 'unread_values' as const, column: name, rows: unread, message }]
  })
}

function keyProblems(columns: readonly TableColumn[], key: string | undefined): TableProblem[] {
  const found = columns.find(({ name }) => name === key)
  if (key === undefined || found === undefined || found.column.kind !== 'category') return []
  const rows = found.column.codes.length
  const repeated = rows - found.missing - found.distinct
  const problems: TableProblem[] = []
  if (found.missing > 0) {
    const message = `${found.missing} rows have no "${key}"`
    problems.push({ reason: 'missing_key', column: key, rows: found.missing, message })
  }
  if (repeated > 0) {
    const message = `${repeated} rows repeat the "${key}" of a row before them`
    problems.push({ reason: 'repeated_key', column: key, rows: repeated, message })
  }
  return problems
}
