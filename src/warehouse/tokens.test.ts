import fc from 'fast-check'
import { expect, test } from 'vitest'

import { statements } from './statements.js'
import { tokens } from './tokens.js'

function texts(sql: string): string[] {
  return tokens(sql).map((token) => token.text)
}

test('splits words, names, strings and signs, and leaves comments out', () => {
  expect(texts("SELECT `a b`.\"c\", 'it''s\\'' -- no\n/* no */ FROM t1;")).toEqual([
    ...['SELECT', '`a b`', '.', '"c"', ',', "'it''s\\''", 'FROM', 't1', ';'],
  ])
  expect(texts('1.5e-3 x2 {p:Array(String)} a->b')).toEqual([
    ...['1.5e', '-', '3', 'x2', '{', 'p', ':', 'Array', '(', 'String', ')', '}', 'a', '-', '>', 'b'],
  ])
})

test('what does not end is unknown', () => {
  expect(tokens("'abc").at(0)).toEqual({ kind: 'unknown', text: "'", start: 0, end: 1 })
  expect(tokens('/* abc').map((token) => token.kind)).not.toContain('unknown')
  expect(tokens('# abc').at(0)?.kind).toBe('unknown')
})

test('tokens stand in order, apart, and where they say', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab\'`"\\;-/*# \n$(){}:') }), (sql) => {
      let end = 0
      for (const token of tokens(sql)) {
        expect(token.start).toBeGreaterThanOrEqual(end)
        expect(sql.slice(token.start, token.end)).toBe(token.text)
        end = token.end
      }
    }),
  )
})

test('a file of statements splits at its semicolons', () => {
  expect(statements("-- one\nSELECT ';' AS a;\n\n/* ; */ SELECT 2;;\n-- nothing more;")).toEqual([
    "-- one\nSELECT ';' AS a",
    '/* ; */ SELECT 2',
  ])
})
