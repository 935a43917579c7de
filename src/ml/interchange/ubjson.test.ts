import { describe, expect, it } from 'vitest'

import { readUbjson } from './ubjson.js'

/** Texts become their bytes, numbers are bytes. */
function bytes(...parts: (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])),
  )
}

const read = (...parts: (string | number)[]): unknown =>
  readUbjson(bytes(...parts), (got) => new Error(got) as never)
const two = ['L', 0, 0, 0, 0, 0, 0, 0, 2] as const

describe('UBJSON', () => {
  it.each<[string, (string | number)[], unknown]>([
    ['true', ['T'], true],
    ['nothing', ['Z'], null],
    [
      'small numbers',
      ['[', 'i', 0xff, 'U', 0xff, 'I', 1, 0, 'l', 0xff, 0xff, 0xff, 0xfe, ']'],
      [-1, 255, 256, -2],
    ],
    ['fractions', ['[', 'd', 0x3f, 0, 0, 0, 'D', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, ']'], [0.5, 1.5]],
    ['a text', ['S', ...two, 'ü'], 'ü'],
    ['a list of a length', ['[', '#', ...two, 'T', 'F'], [true, false]],
    ['a list of a type', ['[', '$', 'I', '#', ...two, 0, 1, 0xff, 0xff], [1, -1]],
    ['an object', ['{', ...two, 'ab', 'T', '}'], { ab: true }],
  ])('is read: %s', (_, parts, value) => {
    expect(read(...parts)).toEqual(value)
  })

  it.each<[string, (string | number)[], string]>([
    ['it ends in a number', ['l', 0, 0], 'at byte 1 it ends'],
    ['it ends in a list', ['[', 'T'], 'at byte 2 it ends'],
    ['a type that is none', ['[', '$', 'S', '#', ...two, 0, 0], 'at byte 13 "S" is no type'],
    ['a marker that is none', ['x'], 'at byte 1 "x" is no type'],
    ['a length below 0', ['[', '#', 'i', 0xff], 'at byte 4 a length of -1 is more than there is'],
    ['a list longer than the file', ['[', '$', 'd', '#', ...two, 0, 0, 0, 0], 'a length of 2 is more'],
    ['something after the end', ['T', 'T'], 'at byte 1 there is more after its end'],
  ])('is refused: %s', (_, parts, message) => {
    expect(() => read(...parts)).toThrowError(message)
  })
})
