import fc from 'fast-check'
import { expect, test } from 'vitest'

import { linesOf, rowsOf } from './row-lines.js'

test('what is written is read, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), number: fc.integer() })),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        const chunks = (async function* () {
          for await (const lines of linesOf(rows))
            for (let at = 0; at < lines.length; at += size) yield lines.subarray(at, at + size)
        })()
        const read: object[] = []
        for await (const block of rowsOf(chunks)) read.push(...block)
        expect(read).toEqual(rows)
      },
    ),
  )
})

test('a last line without an end counts', async () => {
  const chunks = (async function* () {
    yield await Promise.resolve(Buffer.from('{"a":1}\n{"a":2}'))
  })()
  const blocks: (readonly object[])[] = []
  for await (const block of rowsOf(chunks)) blocks.push(block)
  expect(blocks).toEqual([[{ a: 1 }], [{ a: 2 }]])
})
