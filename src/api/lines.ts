import type { Readable } from 'node:stream'

/** A line without its end, and how many bytes it has; undefined text where these are too many. */
export interface Line {
  readonly bytes: Buffer | undefined
  readonly length: number
}

const LF = 0x0a

/**
 * The lines of a stream, those of one chunk at a time, with no more than one chunk and one line in memory. Empty
 * lines are left out.
 * @param longest bytes of a line; of a longer one only the length is told
 */
export async function* linesOf(stream: Readable, longest: number): AsyncGenerator<readonly Line[]> {
  let begun: Buffer[] = []
  let length = 0
  const end = (rest: Buffer): Line => {
    length += rest.length
    const bytes = length > longest ? undefined : Buffer.concat([...begun, rest], length)
    const line = { bytes, length }
    begun = []
    length = 0
    return line
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: Line[] = []
    let start = 0
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      const line = end(chunk.subarray(start, at))
      if (!isEmpty(line)) lines.push(line)
      start = at + 1
    }
    const rest = chunk.subarray(start)
    length += rest.length
    if (length <= longest) begun.push(rest)
    else begun = []
    if (lines.length > 0) yield lines
  }
  const last = end(Buffer.alloc(0))
  if (!isEmpty(last)) yield [last]
}

/** Nothing but space, which is a line's end of two characters at most in nearly every file. */
function isEmpty({ bytes }: Line): boolean {
  return bytes !== undefined && bytes.length < 100 && bytes.toString('latin1').trim() === ''
}
