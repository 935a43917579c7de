import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { csvDialect } from './csv-dialect.js'
import { writtenFields } from './csv-parser.js'
import { CsvRecords } from './csv-records.js'

interface Row {
  readonly line: number
  readonly problem: string
  readonly record: string
  readonly fields: readonly string[]
}

/** Reads a whole file, handed over in chunks of the given size. */
function read(
  bytes: Buffer,
  { chunk = bytes.length || 1, delimiter = undefined as string | undefined } = {},
) {
  const dialect = csvDialect(bytes, true, delimiter)
  if (dialect === undefined) throw new Error('no header')
  const reader = new CsvRecords(dialect)
  const blocks: Buffer[] = []
  const body = bytes.subarray(dialect.start)
  for (let at = 0; at < body.length; at += chunk) blocks.push(...reader.read(body.subarray(at, at + chunk)))
  blocks.push(...reader.finish())
  const written = Buffer.concat(blocks)
  const rows: Row[] = []
  for (let start = 0; start < written.length;) {
    const end = written.indexOf(0x0a, start)
    const [line, problem, record, ...fields] = writtenFields(written, start, end)
    rows.push({ line: Number(line), problem, record, fields })
    start = end + 1
  }
  return { dialect, rows, counts: reader.counts }
}

function readText(text: string, options = {}) {
  return read(Buffer.from(text), options)
}

const fieldsOf = (rows: readonly Row[]) =>
  rows.filter(({ problem }) => problem === '').map(({ fields }) => fields)

describe('reading CSV records', () => {
  it('reads plain fields with the lines they stand on', () => {
    const { rows, dialect } = readText('a,b\n1,2\n3,4\n')
    expect(dialect.names).toEqual(['a', 'b'])
    expect(rows).toEqual([
      { line: 2, problem: '', record: '', fields: ['1', '2'] },
      { line: 3, problem: '', record: '', fields: ['3', '4'] },
    ])
  })

  it.each([
    ['CRLF', 'a,b\r\n1,2\r\n', [['1', '2']]],
    ['no line feed at the end', 'a,b\n1,2', [['1', '2']]],
    ['a carriage return at the very end', 'a,b\r\n1,2\r', [['1', '2']]],
    [
      'carriage returns alone',
      'a,b\r1,2\r3,4\r',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['quotes', 'a,b\n"1","x, y"\n', [['1', 'x, y']]],
    ['doubled quotes', 'a,b\n1,"say ""hi"""\n', [['1', 'say "hi"']]],
    [
      'line feeds in quotes',
      'a,b\n1,"x\ny\r\nz"\n2,w\n',
      [
        ['1', 'x\ny\r\nz'],
        ['2', 'w'],
      ],
    ],
    ['an empty quoted field', 'a,b\n"",""\n1,""\n', [['1', '']]],
    ['a quote inside a field', 'a,b\n1,5" nail\n', [['1', '5" nail']]],
    ['text behind a closing quote', 'a,b\n1,"x"y\n', [['1', 'xy']]],
    ['spaces around a field', 'a,b\n 1 ,  x y \n', [['1', 'x y']]],
    ['spaces within and around quotes', 'a,b\n1, " x " \n', [['1', ' x ']]],
    ['tabs and backslashes', 'a,b\nx\ty,c:\\new\n', [['x\ty', 'c:\\new']]],
    ['a field that looks like NULL', 'a,b\n\\N,1\n', [['\\N', '1']]],
    ['a carriage return inside a line', 'a,b\nx\ry,1\n', [['x\ry', '1']]],
    ['a NUL', 'a,b\nx\0y,1\n', [['x\0y', '1']]],
    ['only a header', 'a,b\n', []],
    [
      'empty fields behind the last',
      'a,b\n1,2,,\n3,,\n',
      [
        ['1', '2'],
        ['3', ''],
      ],
    ],
  ])('reads %s', (_, text, expected) => {
    const { rows, counts } = readText(text)
    expect(fieldsOf(rows)).toEqual(expected)
    expect(counts.malformed).toBe(0)
  })

  it('takes lines with nothing but delimiters for blank ones, and counts them as lines', () => {
    const { rows, counts } = readText('a,b\n\n1,2\n,\n\n3,4\n')
    expect(counts.records).toBe(2)
    expect(rows.map(({ line }) => line)).toEqual([3, 6])
  })

  it('counts the line feeds within quotes', () => {
    const { rows } = readText('a,b\n"x\ny\nz",1\n2,2\n')
    expect(rows.map(({ line }) => line)).toEqual([2, 5])
  })

  it('tells records with too few and too many fields, and reads on', () => {
    const { rows, counts } = readText('a,b,c\n1,2\n1,2,3\n1,2,3,4\n4,5,6\n')
    expect(rows.map(({ line, problem, record }) => [line, problem, record])).toEqual([
      [2, 'too_few_fields: expected 3 fields, found 2', '1,2'],
      [3, '', ''],
      [4, 'too_many_fields: expected 3 fields, found 4', '1,2,3,4'],
      [5, '', ''],
    ])
    expect(counts).toEqual({ records: 4, malformed: 2, recoded: 0 })
  })

  it('lets a record leave out columns that have no name at the end of the header', () => {
    const { rows, dialect } = readText('a,b,\n1,2\n3,4,5\n6\n')
    expect(dialect.names).toEqual(['a', 'b', 'column_3'])
    expect(fieldsOf(rows)).toEqual([
      ['1', '2', ''],
      ['3', '4', '5'],
    ])
    expect(rows[2].problem).toMatch(/^too_few_fields/)
  })

  it.each([
    ['up to the end of the file', 'a,b\n1,x\n2,"open\n3,y\n4,z\n'],
    ['up to a later quote', 'a,b\n1,x\n2,"open\n3,y\n4,"z"\n'],
  ])('loses only the line of a quote that is open %s', (_, text) => {
    const { rows, counts } = readText(text)
    expect(counts).toEqual({ records: 4, malformed: 1, recoded: 0 })
    expect(rows.map(({ line, problem }) => [line, problem.split(':')[0]])).toEqual([
      [2, ''],
      [3, 'unclosed_quote'],
      [4, ''],
      [5, ''],
    ])
    expect(rows[1].record).toBe('2,"open')
  })

  it('takes a quote for a stray one when it would make a record of too many fields', () => {
    const { rows } = readText('a,b\n2,"open\n3,y",z\n4,w\n')
    expect(rows.map(({ line, problem }) => [line, problem.split(':')[0]])).toEqual([
      [2, 'unclosed_quote'],
      [3, 'too_many_fields'],
      [4, ''],
    ])
  })

  it('does not take more than the limit for a quote that never closes, however long the file', () => {
    const good = '1,abcdefghij\n'.repeat(200_000)
    const { counts } = readText(`a,b\n${good}2,"open\n${good}`, { chunk: 65_536 })
    expect(counts).toEqual({ records: 400_001, malformed: 1, recoded: 0 })
  })

  it('skips a line that is longer than the limit and reads on behind it', () => {
    const long = 'x'.repeat(3 << 20)
    const { rows, counts } = readText(`a,b\n1,2\n${long}\n3,4\n`, { chunk: 65_536 })
    expect(counts).toEqual({ records: 3, malformed: 1, recoded: 0 })
    expect(rows.map(({ line, problem }) => [line, problem.split(':')[0]])).toEqual([
      [2, ''],
      [3, 'too_long'],
      [4, ''],
    ])
    expect(rows[1].record.length).toBeLessThan(3000)
  })

  it('reads bytes that are not UTF-8 as Windows-1252, and counts the records', () => {
    const text = Buffer.concat([
      Buffer.from('a,b\n1,caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n2,naïve €\n3,"'),
      Buffer.from([0x93, 0x80, 0x94]),
      Buffer.from('"\n'),
    ])
    const { rows, counts } = read(text)
    expect(fieldsOf(rows)).toEqual([
      ['1', 'café'],
      ['2', 'naïve €'],
      ['3', '“€”'],
    ])
    expect(counts.recoded).toBe(2)
  })

  const field = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', '\t', '\\', 'a', ' ', 'é', '漢', '😀'),
      maxLength: 8,
    }),
  )
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
    )

  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const header = (width: number): string => Array.from({ length: width }, (_, index) => `h${index}`).join(',')

  it('gives back whatever fields a CSV writer wrote, at any size of chunks', () => {
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, chunk, lineEnd) => {
          const text = [header(rows[0].length), ...rows.map((row) => row.map(quoted).join(',')), ''].join(
            lineEnd,
          )
          const found = readText(text, { chunk, delimiter: ',' })
          // A row without anything in it is a blank line.
          const expected = rows.filter((row) => row.some((value) => value !== ''))
          expect(fieldsOf(found.rows)).toEqual(expected)
          expect(found.counts).toEqual({ records: expected.length, malformed: 0, recoded: 0 })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps good records whatever malformed lines stand between them', () => {
    const good = fc.tuple(fc.constant('good'), fc.stringMatching(/^[a-z ]{1,5}$/))
    const bad = fc.tuple(
      fc.constant('bad'),
      fc.constantFrom('x', 'x,y,z', '"open,1', '1,"open', 'a,"b"c,d', '"', '1,"b'),
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(good, bad), { maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        (lines, chunk) => {
          // A marker in front and no quote in good lines: no pair of stray quotes can look like a field.
          const text = [
            'a,b',
            ...lines.map(([kind, text], index) => (kind === 'good' ? `g${index},${text}` : text)),
            '',
          ].join('\n')
          const { rows, counts } = readText(text, { chunk, delimiter: ',' })
          const kept = new Set(fieldsOf(rows).map(([first]) => first))
          const strays = lines.filter(([kind, text]) => kind === 'bad' && text.includes('"')).length
          // Two stray quotes can enclose what reads as one field; one never can.
          if (strays < 2)
            for (const [index, [kind]] of lines.entries())
              if (kind === 'good') expect(kept.has(`g${index}`)).toBe(true)
          expect(counts.records).toBe(rows.length)
          expect(counts.malformed).toBe(rows.filter(({ problem }) => problem !== '').length)
        },
      ),
      { numRuns: 300 },
    )
  })
})
