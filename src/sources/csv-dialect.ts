import { CsvParser, LARGEST_GROWTH, LONGEST_RECORD, writtenFields } from './csv-parser.js'

/** How one CSV file is written, and the names of its columns. */
export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string
  readonly lineEnd: 'lineFeed' | 'carriageReturn'
  /** Unique and not empty: a repeated name becomes `name_2`, a missing one `column_3`. */
  readonly names: readonly string[]
  /** So many columns at the end have no name in the header; a record may leave them out. */
  readonly unnamedAtEnd: number
  /** Where the first record after the header starts, in bytes and as a line of the file. */
  readonly start: number
  readonly firstLine: number
  /** The first line reads like data: perhaps the file has no header. */
  readonly headerLooksLikeData: boolean
}

/** In this order where counts are equal. */
const delimiters = [',', ';', '\t', '|']

/** So many records are looked at to tell the delimiter. */
const sampleRecords = 20

/**
 * Reads the header of a CSV file and finds the delimiter: the one that the header has and of which the most of
 * the first records have as many as it; among those, the one that makes most columns.
 * @param sample the file's first bytes, without a byte order mark
 * @param complete true when the sample is the whole file
 * @param delimiter when it is known
 * @returns undefined when there is no header: the file is empty
 */
export function csvDialect(sample: Buffer, complete: boolean, delimiter?: string): CsvDialect | undefined {
  const lineEnd = sample.includes(0x0a) || !sample.includes(0x0d) ? 'lineFeed' : 'carriageReturn'
  const skipped = excelSeparator(sample)
  const chosen = delimiter ?? skipped?.delimiter ?? likeliestDelimiter(sample, complete, lineEnd)
  const reader = new SampleReader(sample, complete, chosen, lineEnd, skipped?.length ?? 0)
  const header = reader.next()
  if (header === undefined) return undefined
  const firstEmpty = header.findLastIndex((name) => name.trim() !== '') + 1
  return {
    delimiter: chosen,
    lineEnd,
    names: uniqueNames(header),
    unnamedAtEnd: header.length - firstEmpty,
    start: reader.position,
    firstLine: reader.line,
    headerLooksLikeData: header.some((name) => /^[-+]?\d+([.,]\d+)?$|^\d{4}-\d{2}-\d{2}/.test(name.trim())),
  }
}

/** Excel writes `sep=;` as a first line when told to, and reads no other. */
function excelSeparator(sample: Buffer): { readonly delimiter: string; readonly length: number } | undefined {
  const match = /^sep=([\x20-\x7e\t])\r?\n/i.exec(sample.toString('latin1', 0, 8))
  return match === null ? undefined : { delimiter: match[1], length: match[0].length }
}

function likeliestDelimiter(sample: Buffer, complete: boolean, lineEnd: CsvDialect['lineEnd']): string {
  let best = { delimiter: ',', agreeing: 0, fields: 1 }
  for (const delimiter of delimiters) {
    const reader = new SampleReader(sample, complete, delimiter, lineEnd, 0)
    const fields = reader.next()?.length ?? 0
    if (fields < 2) continue
    let agreeing = 1
    for (let i = 0; i < sampleRecords; i++) if (reader.next()?.length === fields) agreeing++
    if (agreeing > best.agreeing || (agreeing === best.agreeing && fields > best.fields))
      best = { delimiter, agreeing, fields }
  }
  return best.delimiter
}

/** Reads whole, not blank records off the start of a file. */
class SampleReader {
  position: number
  line = 1
  readonly #parser: CsvParser
  readonly #output = Buffer.allocUnsafe(LONGEST_RECORD * LARGEST_GROWTH)

  constructor(
    readonly sample: Buffer,
    readonly complete: boolean,
    delimiter: string,
    lineEnd: CsvDialect['lineEnd'],
    start: number,
  ) {
    this.#parser = new CsvParser(delimiter.charCodeAt(0), lineEnd)
    this.position = start
    if (start > 0) this.line++
  }

  next(): string[] | undefined {
    while (this.position < this.sample.length) {
      const { sample, complete } = this
      const end = this.#parser.parse(sample, this.position, sample.length, complete, this.#output, 0)
      if (end < 0) return undefined
      this.position = end
      this.line += 1 + this.#parser.lineFeeds
      if (!this.#parser.empty) return writtenFields(this.#output, 0, this.#parser.written)
    }
    return undefined
  }
}

function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set(header.map((name) => name.trim()))
  const seen = new Set<string>()
  return header.map((written, index) => {
    const base = written.trim() === '' ? `column_${index + 1}` : written.trim()
    let name = base
    for (let copy = 2; seen.has(name) || (name !== base && taken.has(name)); copy++) name = `${base}_${copy}`
    seen.add(name)
    return name
  })
}
