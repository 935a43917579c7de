import fc from 'fast-check'

/** Texts that have broken servers before. */
export const oddTexts = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e\ufeff',
  '👩‍👩‍👧‍👦',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  "'; DROP TABLE events; --",
  '{id:String}',
  '${7*7}',
  '%s%n',
  '<script>alert(1)</script>',
  'null',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '0x10',
  'true',
  '2026-02-30T25:61:61Z',
  'x'.repeat(5000),
] as const

/** Values that are seldom meant. */
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0.5,
  1e308,
  -1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[]],
  [null],
  nested(31),
  nested(40),
  Array.from({ length: 300 }, (_, index) => index),
  ...oddTexts,
]

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

const oddValue = fc.constantFrom(...oddValues)

/**
 * The value with one thing wrong somewhere in it: something else in a place, a place taken away, or one more. What
 * comes out may by chance still be right.
 */
export function broken(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      values,
      oddValue,
      fc.nat(),
      fc.constantFrom('replace', 'remove', 'add'),
      fc.constantFrom(...oddTexts),
    )
    .map(([value, odd, where, how, name]) => {
      const places = placesOf(value)
      return changed(value, places[where % places.length], (at) => {
        if (how === 'replace' || typeof at !== 'object' || at === null) return odd
        if (Array.isArray(at))
          return how === 'remove' ? (at as unknown[]).slice(1) : [...(at as unknown[]), odd]
        const entries = Object.entries(at)
        // `fromEntries` makes `__proto__` a key like any other, as a parser of JSON does.
        return Object.fromEntries(how === 'remove' ? entries.slice(1) : [...entries, [name, odd]])
      })
    })
}

type Place = readonly string[]

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [
    [],
    ...Object.entries(value).flatMap(([key, each]) => placesOf(each).map((place) => [key, ...place])),
  ]
}

function changed(value: unknown, [key, ...rest]: Place, change: (at: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      String(index) === key ? changed(each, rest, change) : (each as unknown),
    )
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, each]) => [
      name,
      name === key ? changed(each, rest, change) : each,
    ]),
  )
}

/** Bodies that are no JSON, or packed as they do not say. */
export const oddBodies: readonly { readonly headers: Record<string, string>; readonly bytes: Buffer }[] = [
  { headers: {}, bytes: Buffer.alloc(0) },
  { headers: {}, bytes: Buffer.from('{"a":') },
  { headers: {}, bytes: Buffer.from('{"a":1}{"b":2}') },
  { headers: {}, bytes: Buffer.from('[1e400,-0,0.1e-400]') },
  {
    headers: {},
    bytes: Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  },
  { headers: {}, bytes: Buffer.from('{"a":"\\ud800"}') },
  { headers: {}, bytes: Buffer.from('\ufeff{}') },
  { headers: {}, bytes: Buffer.from([0xff, 0xfe, 0x00, 0x22]) },
  { headers: {}, bytes: Buffer.from('['.repeat(50_000)) },
  { headers: {}, bytes: Buffer.from(`{"a":"${'x'.repeat(2_000_000)}"}`) },
  { headers: { 'content-encoding': 'gzip' }, bytes: Buffer.from('not packed') },
  { headers: { 'content-encoding': 'gzip' }, bytes: Buffer.from('1f8b0800000000000003ab56', 'hex') },
  { headers: { 'content-encoding': 'br' }, bytes: Buffer.from([1, 2, 3]) },
  { headers: { 'content-encoding': 'gzip, gzip' }, bytes: Buffer.from('{}') },
  { headers: { 'content-encoding': '__proto__' }, bytes: Buffer.from('{}') },
  { headers: { 'content-type': 'multipart/form-data; boundary=x' }, bytes: Buffer.from('--x--') },
  { headers: { 'content-type': 'text/html; charset=utf-7' }, bytes: Buffer.from('{}') },
]
