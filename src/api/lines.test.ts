import { Readable } from 'node:stream'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { linesOf } from './lines.js'

async function read(chunks: readonly (string | Buffer)[], longest = 10): Promise<(string | number)[]> {
  const found: (string | number)[] = []
  const stream = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  )
  for await (const lines of linesOf(stream, longest))
    for (const { bytes, length } of lines) found.push(bytes?.toString() ?? length)
  return found
}

describe('linesOf', () => {
  it('gives each line, also the last without an end, and no empty ones', async () => {
    expect(await read(['a\nb\r\n\n  \r\nc'])).toEqual(['a', 'b\r', 'c'])
    expect(await read([])).toEqual([])
    expect(await read(['\n'])).toEqual([])
  })

  it('tells only the length of a line that is too long', async () => {
    expect(
      await read(['x'.repeat(8), 'x'.repeat(8), `\nab\n${'y'.repeat(11)}`, `\n${'z'.repeat(10)}`]),
    ).toEqual([16, 'ab', 11, 'z'.repeat(10)])
  })

  it('does not depend on where chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => `x${text.replaceAll('\n', '')}`)),
        fc.array(fc.nat(50)),
        async (lines, cuts) => {
          const bytes = Buffer.from(lines.join('\n'))
          const chunks: Buffer[] = []
          let start = 0
          for (const cut of cuts) chunks.push(bytes.subarray(start, (start += cut)))
          expect(await read([...chunks, bytes.subarray(start)], 1000)).toEqual(lines)
        },
      ),
      { numRuns: 50 },
    )
  })
})
