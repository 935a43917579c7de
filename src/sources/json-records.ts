import { type RecordCounts, type RecordReader, SHOWN_OF_RECORD } from './record-reader.js'
import { StagedRows } from './staged-rows.js'
import { CUT_SHORT, INVALID, sequenceLength, writeRecoded } from './text-encoding.js'

/** The longest line of JSON, in bytes. */
const longestLine = 8 << 20

/**
 * Reads the lines of an NDJSON file. Whether a line is a JSON object is for the warehouse to say, which parses
 * many times faster; here each becomes one column of text, `json`.
 */
export class JsonRecords implements RecordReader {
  readonly counts: RecordCounts = { records: 0, malformed: 0, recoded: 0 }
  readonly #rows = new StagedRows(3 * longestLine + 64)
  #line = 1
  #kept: Buffer[] = []
  #keptLength = 0

  read(bytes: Buffer): Buffer[] {
    const blocks: Buffer[] = []
    let start = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      this.#lineOf(this.#withKept(bytes.subarray(start, end)), blocks)
      start = end + 1
    }
    this.#keep(bytes.subarray(start))
    return blocks
  }

  finish(): Buffer[] {
    const blocks: Buffer[] = []
    this.#lineOf(this.#withKept(Buffer.alloc(0)), blocks)
    return [...blocks, this.#rows.take()]
  }

  /** Of a line that is too long no more than its start is kept. */
  #keep(rest: Buffer): void {
    if (rest.length === 0) return
    if (this.#keptLength <= longestLine) this.#kept.push(Buffer.from(rest))
    this.#keptLength += rest.length
  }

  #withKept(rest: Buffer): Buffer {
    if (this.#keptLength === 0) return rest
    this.#keep(rest)
    const line = Buffer.concat(this.#kept)
    this.#kept = []
    this.#keptLength = 0
    return line
  }

  #lineOf(line: Buffer, blocks: Buffer[]): void {
    const block = this.#rows.full()
    if (block !== undefined) blocks.push(block)
    const number = this.#line++
    if (isBlank(line)) return
    this.counts.records++
    if (line.length > longestLine) {
      this.counts.malformed++
      const problem = `too_long: a line has at most ${longestLine} bytes`
      this.#rows.malformedRow(number, problem, line.toString('utf8', 0, SHOWN_OF_RECORD), 1)
      return
    }
    this.#rows.startRow(number)
    this.#write(line)
    this.#rows.endRow()
  }

  #write(line: Buffer): void {
    const { block } = this.#rows
    let o = this.#rows.written
    let recoded = false
    for (let i = 0; i < line.length; i++) {
      const byte = line[i]
      if (byte === BACKSLASH || byte < 0x20) {
        // Of the control characters, valid JSON has only tabs and returns outside of its strings.
        const letter = byte === BACKSLASH ? BACKSLASH : byte === 0x09 ? 0x74 : byte === 0x0d ? 0x72 : 0
        if (letter !== 0) {
          block[o++] = BACKSLASH
          block[o++] = letter
        } else block[o++] = byte === 0 ? 0x3f : byte
      } else if (byte < 0x80) block[o++] = byte
      else {
        const length = sequenceLength(line, i, line.length)
        if (length === INVALID || length === CUT_SHORT) {
          recoded = true
          o = writeRecoded(byte, block, o)
        } else {
          for (let k = 0; k < length; k++) block[o++] = line[i + k]
          i += length - 1
        }
      }
    }
    this.#rows.written = o
    if (recoded) this.counts.recoded++
  }
}

const BACKSLASH = 0x5c

function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  return true
}
