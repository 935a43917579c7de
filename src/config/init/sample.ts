import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The beginning of a data file: what `initialConfig` looks at to write a configuration for it. */
export interface DataSample {
  /** As the configuration will name it: relative to the project. */
  readonly path: string
  readonly columns: readonly string[]
  /** Values as they stand in the file, in the order of `columns`; empty text where there is none. */
  readonly rows: readonly (readonly string[])[]
  /** Whether these are all the rows of the file. */
  readonly complete: boolean
}

/** Enough to meet the event types of a log, and read in well under a second. */
const most = { bytes: 16 * 1024 * 1024, rows: 100_000 }

/**
 * Reads the beginning of a CSV or NDJSON file (`.gz` is unpacked on the way): its columns and up to 100,000 rows
 * or 16 MiB. A broken line is left out; it is for the import to tell.
 * @param file where the file is
 * @param path how the configuration will name it
 * @throws the error of the file system when the file cannot be read
 */
export async function readSample(file: string, path: string): Promise<DataSample> {
  const { text, whole } = await readStart(file)
  const isJson = /\.(ndjson|jsonl|json)(\.gz)?$/i.test(file)
  const { columns, rows } = isJson ? sampleOfJson(text) : sampleOfCsv(text)
  return { path, columns, rows, complete: whole && rows.length < most.rows }
}

async function readStart(file: string): Promise<{ text: string; whole: boolean }> {
  const raw = createReadStream(file)
  const bytes: Readable = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  raw.on('error', (error) => bytes.destroy(error))
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length >= most.bytes) break
  }
  raw.destroy()
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const whole = length < most.bytes
  // The last line of a file that goes on is cut anywhere.
  return { whole, text: whole ? text : text.slice(0, text.lastIndexOf('\n')) }
}

function sampleOfJson(text: string): Pick<DataSample, 'columns' | 'rows'> {
  const objects = text.split('\n', most.rows).flatMap((line): Record<string, unknown>[] => {
    try {
      const parsed: unknown = JSON.parse(line)
      return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
        ? [flatten(parsed as Record<string, unknown>)]
        : []
    } catch {
      return []
    }
  })
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  return { columns, rows: objects.map((object) => columns.map((column) => cellOf(object[column]))) }
}

/** Objects within are named with dots, as `field('properties.amount')` names them. */
function flatten(object: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flatten(value as Record<string, unknown>, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value]],
    ),
  )
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function sampleOfCsv(text: string): Pick<DataSample, 'columns' | 'rows'> {
  const header = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'))
  const [columns = [], ...rows] = csvRecords(text, delimiterOf(header))
  return {
    columns: columns.map((column) => column.trim()),
    rows: rows.filter((row) => row.length === columns.length),
  }
}

/** The one of the usual separators that is most often in the header. */
function delimiterOf(header: string): string {
  const times = (separator: string): number => header.split(separator).length
  return [',', ';', '\t', '|'].reduce((best, each) => (times(each) > times(best) ? each : best))
}

/** RFC 4180, read leniently: quotes around a field, doubled inside it; line ends of either kind. */
function csvRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length && records.length <= most.rows) {
    let value: string
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1)
      value = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      const start = at
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++
      value = text.slice(start, at).replace(/\r$/, '')
    }
    record.push(value)
    if (text[at] === '\r') at++
    if (text[at] !== delimiter) {
      records.push(record)
      record = []
    }
    at++
  }
  return records
}

function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from)
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  return end < 0 ? text.length : end
}
