import type { CsvDialect } from './csv-dialect.js'
import { CsvParser, CUT_OFF, LARGEST_GROWTH, LONGEST_RECORD, TOO_LONG, UNCLOSED } from './csv-parser.js'
import { type RecordCounts, type RecordReader, SHOWN_OF_RECORD } from './record-reader.js'
import { StagedRows } from './staged-rows.js'

/** Line number, problem, raw record: room in a block beside the columns. */
const roomForRest = 64 + 4 * SHOWN_OF_RECORD

/**
 * Reads the records of a CSV file behind its header.
 *
 * A record that spans lines because of a quote must close its quote and have the right number of fields.
 * Otherwise the quote was a stray one, and only the line it stands on is malformed: reading goes on with the
 * next line, so that a missing quote takes no good records with it.
 */
export class CsvRecords implements RecordReader {
  readonly counts: RecordCounts = { records: 0, malformed: 0, recoded: 0 }
  readonly #parser: CsvParser
  readonly #rows: StagedRows
  readonly #columns: number
  readonly #fewest: number
  readonly #lineEnd: number
  #line: number
  /** The start of a record whose end has not come yet. */
  #kept: Buffer = Buffer.alloc(0)
  /** Inside a line too long to be a record: skip to its end. */
  #skipping = false

  constructor(dialect: CsvDialect) {
    this.#parser = new CsvParser(dialect.delimiter.charCodeAt(0), dialect.lineEnd)
    this.#columns = dialect.names.length
    this.#fewest = this.#columns - dialect.unnamedAtEnd
    this.#line = dialect.firstLine
    this.#lineEnd = dialect.lineEnd === 'lineFeed' ? 0x0a : 0x0d
    this.#rows = new StagedRows(LARGEST_GROWTH * LONGEST_RECORD + this.#columns + roomForRest)
  }

  read(bytes: Buffer): Buffer[] {
    return this.#read(bytes, false)
  }

  finish(): Buffer[] {
    return [...this.#read(Buffer.alloc(0), true), this.#rows.take()]
  }

  #read(bytes: Buffer, final: boolean): Buffer[] {
    const input = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes])
    const blocks: Buffer[] = []
    let position = this.#skipping ? this.#skipLine(input, 0) : 0
    while (position < input.length) {
      const block = this.#rows.full()
      if (block !== undefined) blocks.push(block)
      const next = this.#record(input, position, final)
      if (next === CUT_OFF) break
      position = next
    }
    // A copy: a view would keep the whole chunk alive.
    this.#kept = Buffer.from(input.subarray(position))
    return blocks
  }

  /** @returns where the next record starts, or `CUT_OFF` */
  #record(input: Buffer, start: number, final: boolean): number {
    const rows = this.#rows
    const parser = this.#parser
    const rowStart = rows.written
    rows.startRow(this.#line)
    const next = parser.parse(input, start, input.length, final, rows.block, rows.written)
    if (next === CUT_OFF) {
      rows.written = rowStart
      return CUT_OFF
    }
    const problem = next < 0 ? quoteProblem(next) : this.#problem()
    if (problem !== undefined) {
      rows.written = rowStart
      return this.#malformed(input, start, next, problem)
    }
    if (parser.empty) rows.written = rowStart
    else {
      this.counts.records++
      if (parser.recoded > 0) this.counts.recoded++
      rows.written = parser.written - Math.max(0, parser.fields - this.#columns)
      for (let missing = parser.fields; missing < this.#columns; missing++) rows.block[rows.written++] = 0x09
      rows.endRow()
    }
    this.#line += 1 + parser.lineFeeds
    return next
  }

  /** What is wrong with the record just parsed. Fields too many are no harm when they hold nothing. */
  #problem(): string | undefined {
    const { fields, lineFeeds, loose, empty } = this.#parser
    if (empty && lineFeeds === 0) return undefined
    const fits = fields >= this.#fewest && fields - this.#emptyAtEnd() <= this.#columns
    if (lineFeeds > 0 && (loose || !fits)) return quoteProblem(UNCLOSED)
    if (fits) return undefined
    return `${fields < this.#fewest ? 'too_few_fields' : 'too_many_fields'}: expected ${this.#columns} fields, found ${fields}`
  }

  /** Empty fields at the end of the record just parsed: each leaves nothing but the tab before it. */
  #emptyAtEnd(): number {
    const { block } = this.#rows
    let at = this.#parser.written
    while (block[at - 1] === 0x09 && at > this.#parser.written - this.#parser.fields + 1) at--
    return this.#parser.written - at
  }

  #malformed(input: Buffer, start: number, next: number, problem: string): number {
    this.counts.records++
    this.counts.malformed++
    const found = input.indexOf(this.#lineEnd, start)
    const end = found < 0 ? input.length : found
    const shown = input.toString('utf8', start, Math.min(end, start + SHOWN_OF_RECORD)).replace(/\r$/, '')
    this.#rows.malformedRow(this.#line, problem, shown, this.#columns)
    if (found < 0 && next === TOO_LONG) {
      this.#skipping = true
      return input.length
    }
    this.#line++
    return Math.min(end + 1, input.length)
  }

  #skipLine(input: Buffer, start: number): number {
    const end = input.indexOf(this.#lineEnd, start)
    if (end < 0) return input.length
    this.#skipping = false
    this.#line++
    return end + 1
  }
}

function quoteProblem(why: number): string {
  return why === TOO_LONG
    ? `too_long: a record has at most ${LONGEST_RECORD} bytes; perhaps a quote was opened and never closed`
    : 'unclosed_quote: a quote was opened and not closed where a field ends'
}
