import { describe, expect, it } from 'vitest'

import { csvDialect } from './csv-dialect.js'

function dialect(text: string, delimiter?: string) {
  return csvDialect(Buffer.from(text), true, delimiter)
}

describe('the dialect of a CSV file', () => {
  it.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2\n3,5;4\n'],
    ['\t', 'a\tb\n1\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'name;town, street;zip\nx;y, z;1\n'],
    [',', '"a;b;c;d",e\n1,2\n'],
    [',', 'only\n1\n'],
  ])('finds the delimiter %j', (expected, text) => {
    expect(dialect(text)?.delimiter).toBe(expected)
  })

  it('takes the delimiter that is given', () => {
    expect(dialect('a;b,c\n', ',')?.names).toEqual(['a;b', 'c'])
  })

  it('obeys the line that Excel writes about the delimiter', () => {
    const found = dialect('sep=|\r\na,b|c\r\n1|2\r\n')
    expect(found).toMatchObject({ delimiter: '|', names: ['a,b', 'c'], firstLine: 3 })
  })

  it('gives every column a name of its own', () => {
    expect(dialect('id,,amount,amount,amount_2, \n')?.names).toEqual([
      'id',
      'column_2',
      'amount',
      'amount_3',
      'amount_2',
      'column_6',
    ])
  })

  it('skips blank lines before the header', () => {
    expect(dialect('\n\na,b\n1,2\n')).toMatchObject({ names: ['a', 'b'], firstLine: 4 })
  })

  it('finds no header in an empty file', () => {
    expect(dialect('')).toBeUndefined()
    expect(dialect('\n\n')).toBeUndefined()
  })

  it('suspects a header that reads like data', () => {
    expect(dialect('17,2024-01-02,login\n')?.headerLooksLikeData).toBe(true)
    expect(dialect('user,time,event\n')?.headerLooksLikeData).toBe(false)
  })
})
