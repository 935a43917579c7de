import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { CUT_SHORT, INVALID, sequenceLength, withoutByteOrderMark } from './text-encoding.js'

async function decoded(bytes: Buffer, chunk: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk)
      yield await Promise.resolve(bytes.subarray(at, at + chunk))
  }
  const parts: Buffer[] = []
  for await (const part of withoutByteOrderMark(chunks())) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

describe('the length of a UTF-8 sequence', () => {
  it('is that of every character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (character) => {
        const bytes = Buffer.from(character)
        expect(sequenceLength(bytes, 0, bytes.length)).toBe(bytes.length)
      }),
    )
  })

  it('is the one that the platform finds, for any bytes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        const valid = [1, 2, 3, 4].filter((length) => {
          try {
            return [...strict.decode(bytes.subarray(0, length))].length === 1
          } catch {
            return false
          }
        })
        expect(sequenceLength(bytes, 0, 4)).toBe(valid[0] ?? INVALID)
      }),
      { numRuns: 2000 },
    )
  })

  it('is not known while bytes are missing', () => {
    expect(sequenceLength(Buffer.from('漢'), 0, 2)).toBe(CUT_SHORT)
    expect(sequenceLength(Buffer.from('漢'), 0, 1)).toBe(CUT_SHORT)
  })
})

describe('a byte order mark', () => {
  const text = 'id,näme\n1,漢字 😀\n'

  it.each([1, 2, 3, 5, 1000])('is taken off, in chunks of %i bytes', async (chunk) => {
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    expect(await decoded(Buffer.from(text), chunk)).toBe(text)
    expect(await decoded(Buffer.from(`\ufeff${text}`), chunk)).toBe(text)
    expect(await decoded(utf16, chunk)).toBe(text)
    expect(await decoded(Buffer.from(utf16).swap16(), chunk)).toBe(text)
  })

  it('may be all there is', async () => {
    expect(await decoded(Buffer.from('\ufeff'), 10)).toBe('')
    expect(await decoded(Buffer.from('a'), 10)).toBe('a')
    expect(await decoded(Buffer.from(''), 10)).toBe('')
  })
})
