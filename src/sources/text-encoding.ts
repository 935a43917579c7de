import { TextDecoder } from 'node:util'

/**
 * Text files are taken as UTF-8. A byte that cannot be UTF-8 is read as Windows-1252, the encoding such bytes
 * nearly always come from, so that a file in Latin-1, or one that mixes the two, loses nothing; the records in
 * which this happened are counted by the reader.
 */

/** Code points of the bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, index windows-1252). */
const windows1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
]

/** For each byte from 0x80: its Windows-1252 character as UTF-8, at most three bytes. */
const asUtf8: readonly Buffer[] = Array.from({ length: 0x80 }, (_, index) =>
  Buffer.from(String.fromCodePoint(windows1252[index] ?? 0x80 + index)),
)

/** What `sequenceLength` says of a byte that starts no valid sequence, and of one whose rest is not there yet. */
export const INVALID = 0
export const CUT_SHORT = -1

/**
 * Length in bytes of the UTF-8 sequence at `at` (RFC 3629: no overlong forms, no surrogates).
 * @param bytes read in [at, end)
 * @returns 1 to 4, `INVALID`, or `CUT_SHORT` when the bytes end before it is decided
 */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]
  if (lead < 0x80) return 1
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (length === 0) return INVALID
  if (at + 1 >= end) return CUT_SHORT
  const second = bytes[at + 1]
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (second < lowest || second > highest) return INVALID
  for (let i = 2; i < length; i++) {
    if (at + i >= end) return CUT_SHORT
    if ((bytes[at + i] & 0xc0) !== 0x80) return INVALID
  }
  return length
}

/**
 * Writes the byte `byte` (0x80 to 0xFF), read as Windows-1252, as UTF-8.
 * @returns position after it; it takes at most three bytes
 */
export function writeRecoded(byte: number, output: Uint8Array, at: number): number {
  const character = asUtf8[byte - 0x80]
  for (let i = 0; i < character.length; i++) output[at++] = character[i]
  return at
}

/** Takes the byte order mark off a stream of text; UTF-16, which Excel calls "Unicode text", becomes UTF-8. */
export async function* withoutByteOrderMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
      continue
    }
    // Three bytes decide; a first chunk may be shorter.
    start = start.length === 0 ? chunk : Buffer.concat([start, chunk])
    if (start.length < 3) continue
    decoder = utf16Decoder(start)
    yield opened(start, decoder)
    start = undefined
  }
  if (start !== undefined && start.length > 0) yield opened(start, utf16Decoder(start))
  const rest = decoder?.decode() ?? ''
  if (rest !== '') yield Buffer.from(rest)
}

function opened(start: Buffer, decoder: TextDecoder | undefined): Buffer {
  if (decoder !== undefined) return Buffer.from(decoder.decode(start, { stream: true }))
  const marked = start.length >= 3 && start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf
  return marked ? start.subarray(3) : start
}

function utf16Decoder(start: Buffer): TextDecoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  return undefined
}
