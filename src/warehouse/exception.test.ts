import { Readable } from 'node:stream'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { withoutException } from './exception.js'
import { failureInStream } from './host/failure.js'

async function read(chunks: Buffer[], tag: string | undefined): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of withoutException(Readable.from(chunks), tag)) parts.push(part)
  return Buffer.concat(parts)
}

/** Cuts bytes into pieces of the sizes, and what is left into one. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  for (const size of sizes) {
    if (at + size >= bytes.length) break
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return [...pieces, bytes.subarray(at)]
}

const tag = '0123456789abcdef'
const text = "Code: 395. DB::Exception: Value passed to 'throwIf' – no.\nOver two lines. (FUNCTION_THROW)"

test('bytes pass unchanged, however they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 100_000, size: 'max' }),
      fc.array(fc.integer({ min: 1, max: 50_000 })),
      async (bytes, sizes) => {
        const whole = Buffer.from(bytes)
        expect((await read(cut(whole, sizes), tag)).equals(whole)).toBe(true)
      },
    ),
    { numRuns: 30 },
  )
})

test('a message at the end is thrown, however it is cut', async () => {
  const rows = Buffer.from('{"a":1}\n'.repeat(10_000))
  const response = Buffer.concat([rows, Buffer.from(failureInStream({ code: 395, text }, tag))])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90_000 })), async (sizes) => {
      await expect(read(cut(response, sizes), tag)).rejects.toMatchObject({
        code: '395',
        type: 'FUNCTION_THROW',
      })
    }),
    { numRuns: 30 },
  )
})

test('without a tag nothing is held back', async () => {
  const chunks = withoutException(Readable.from([Buffer.from('a'), Buffer.from('b')]), undefined)
  expect((await chunks.next()).value).toEqual(Buffer.from('a'))
  await chunks.return(undefined)
})
