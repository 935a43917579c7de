import { CUT_SHORT, INVALID, sequenceLength, writeRecoded } from './text-encoding.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20

/** What a byte is outside of quotes, and inside. */
const PLAIN = 0
const ESCAPED = 1
const HIGH = 2
const DELIMITER = 3
const LINE_END = 4
const MAYBE_LINE_END = 5
const CLOSING = 6

/** Why a record has no end: its bytes go on in the next chunk, its quote never closes, it is above the limit. */
export const CUT_OFF = -1
export const UNCLOSED = -2
export const TOO_LONG = -3

/** The longest record, in bytes: a stray quote must not take more of the file than this into memory. */
export const LONGEST_RECORD = 1 << 20

/** A record grows at most so much: one byte of Windows-1252 can be three bytes of UTF-8. */
export const LARGEST_GROWTH = 3

/**
 * Reads one CSV record after another and writes each as tab-separated values with backslash escapes, in which
 * a line feed always ends a row and which the warehouse reads fastest.
 *
 * The grammar is RFC 4180 with what real files need: any one-byte delimiter; CRLF or LF at the end of a line; a
 * quote opens a field only at its start and is text elsewhere; spaces around a field that has no quotes are not
 * part of it, those within quotes are; text behind a closing quote is kept and marks the record as `loose`.
 */
export class CsvParser {
  /** After `parse`: fields of the record, line feeds within its quotes, and what else its judge wants to know. */
  fields = 0
  lineFeeds = 0
  loose = false
  /** No field holds anything: a blank line, or the delimiters that a spreadsheet leaves behind. */
  empty = true
  /** Bytes that were not UTF-8. */
  recoded = 0
  /** End of what was written to `output`. */
  written = 0

  readonly #outside = new Uint8Array(256)
  readonly #inside = new Uint8Array(256)
  readonly #escape = new Uint8Array(256)

  /**
   * @param delimiter one ASCII byte
   * @param lineEnd `carriageReturn` for files of old systems that have no line feeds at all
   */
  constructor(delimiter: number, lineEnd: 'lineFeed' | 'carriageReturn' = 'lineFeed') {
    for (const [byte, letter] of [
      [BACKSLASH, BACKSLASH],
      [TAB, 0x74],
      [LINE_FEED, 0x6e],
      [CARRIAGE_RETURN, 0x72],
      [0, 0x30],
    ]) {
      this.#escape[byte] = letter
      this.#outside[byte] = ESCAPED
      this.#inside[byte] = ESCAPED
    }
    this.#outside.fill(HIGH, 0x80)
    this.#inside.fill(HIGH, 0x80)
    this.#inside[QUOTE] = CLOSING
    this.#outside[LINE_FEED] = LINE_END
    this.#outside[CARRIAGE_RETURN] = lineEnd === 'carriageReturn' ? LINE_END : MAYBE_LINE_END
    this.#outside[delimiter] = DELIMITER
  }

  /**
   * Reads the record at `start` and writes it, without a line feed, to `output` from `at` on.
   * @param input read in [start, end); `final`: nothing follows
   * @param output has room for `LARGEST_GROWTH` x `LONGEST_RECORD` bytes
   * @returns where the next record starts, or `CUT_OFF`, `UNCLOSED`, `TOO_LONG`
   */
  parse(
    input: Uint8Array,
    start: number,
    end: number,
    final: boolean,
    output: Uint8Array,
    at: number,
  ): number {
    const outside = this.#outside
    const inside = this.#inside
    const escape = this.#escape
    const bound = Math.min(end, start + LONGEST_RECORD)
    const unfinished = bound < end ? TOO_LONG : CUT_OFF
    let i = start
    let o = at
    let fields = 1
    let recoded = 0
    this.lineFeeds = 0
    this.loose = false
    this.empty = true

    for (;;) {
      while (i < bound && input[i] === SPACE) i++
      const fieldStart = o
      // Spaces are taken off behind this position: what stands in quotes keeps its own.
      let trimTo = o

      if (i < bound && input[i] === QUOTE) {
        i++
        for (;;) {
          if (i >= bound) return bound === end && final ? UNCLOSED : unfinished
          const byte = input[i]
          const kind = inside[byte]
          if (kind === PLAIN) {
            output[o++] = byte
            i++
          } else if (kind === CLOSING) {
            if (i + 1 >= bound && !(bound === end && final)) return unfinished
            if (i + 1 >= bound || input[i + 1] !== QUOTE) {
              i++
              break
            }
            output[o++] = QUOTE
            i += 2
          } else if (kind === ESCAPED) {
            if (byte === LINE_FEED) this.lineFeeds++
            output[o++] = BACKSLASH
            output[o++] = escape[byte]
            i++
          } else {
            const length = sequenceLength(input, i, bound)
            if (length === CUT_SHORT && !(bound === end && final)) return unfinished
            if (length > INVALID) {
              for (let k = 0; k < length; k++) output[o++] = input[i++]
            } else {
              recoded++
              o = writeRecoded(input[i++], output, o)
            }
          }
        }
        trimTo = o
        while (i < bound && input[i] === SPACE) i++
        this.loose ||= i < bound && outside[input[i]] < DELIMITER
      }

      let ended = false
      let closed = false
      while (i < bound) {
        let byte = input[i]
        let kind = outside[byte]
        // Nearly all bytes are plain: they have a loop of their own.
        while (kind === PLAIN) {
          output[o++] = byte
          if (++i === bound) break
          byte = input[i]
          kind = outside[byte]
        }
        if (i === bound) break
        if (kind === DELIMITER) {
          i++
          closed = true
          break
        } else if (kind === LINE_END) {
          i++
          ended = true
          break
        } else if (kind === HIGH) {
          const length = sequenceLength(input, i, bound)
          if (length === CUT_SHORT && !(bound === end && final)) return unfinished
          if (length > INVALID) {
            for (let k = 0; k < length; k++) output[o++] = input[i++]
          } else {
            recoded++
            o = writeRecoded(input[i++], output, o)
          }
        } else {
          if (kind === MAYBE_LINE_END) {
            if (i + 1 >= bound && !(bound === end && final)) return unfinished
            if (i + 1 >= bound || input[i + 1] === LINE_FEED) {
              i = Math.min(bound, i + 2)
              ended = true
              break
            }
          }
          output[o++] = BACKSLASH
          output[o++] = escape[byte]
          i++
        }
      }

      while (o > trimTo && output[o - 1] === SPACE) o--
      if (o > fieldStart) this.empty = false
      if (closed) {
        output[o++] = TAB
        fields++
        continue
      }
      if (!ended && !(bound === end && final)) return unfinished
      this.fields = fields
      this.recoded = recoded
      this.written = o
      return i
    }
  }
}

/** The fields of a written record as text: for headers and samples. */
export function writtenFields(output: Uint8Array, start: number, end: number): string[] {
  const text = Buffer.from(output.buffer, output.byteOffset + start, end - start).toString('utf8')
  return text.split('\t').map(unescaped)
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\0', '\\': '\\' }

function unescaped(field: string): string {
  return field.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}
