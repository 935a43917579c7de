import { describe, expect, it } from 'vitest'

import { writtenFields } from './csv-parser.js'
import { JsonRecords } from './json-records.js'

function read(bytes: Buffer, chunk = bytes.length) {
  const reader = new JsonRecords()
  const blocks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunk) blocks.push(...reader.read(bytes.subarray(at, at + chunk)))
  blocks.push(...reader.finish())
  const text = Buffer.concat(blocks)
  const rows: string[][] = []
  for (let start = 0; start < text.length;) {
    const end = text.indexOf(0x0a, start)
    rows.push(writtenFields(text, start, end))
    start = end + 1
  }
  return { rows, counts: reader.counts }
}

describe('reading lines of JSON', () => {
  it.each([1, 3, 1000])('gives every line as it is, in chunks of %i bytes', (chunk) => {
    const lines = ['{"a":"x\\ty\\\\z"}', '', '  {"b": 1}\r', 'no json', '{"c":"漢"}']
    const { rows, counts } = read(Buffer.from(lines.join('\n')), chunk)
    expect(rows).toEqual([
      ['1', '', '', lines[0]],
      ['3', '', '', lines[2]],
      ['4', '', '', lines[3]],
      ['5', '', '', lines[4]],
    ])
    expect(counts).toEqual({ records: 4, malformed: 0, recoded: 0 })
  })

  it('reads bytes that are not UTF-8 as Windows-1252', () => {
    const { rows, counts } = read(
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe9]), Buffer.from('"}')]),
    )
    expect(rows[0][3]).toBe('{"a":"é"}')
    expect(counts.recoded).toBe(1)
  })

  it('lists a line that is too long, and reads on', () => {
    const long = `{"a":"${'x'.repeat(9 << 20)}"}`
    const { rows, counts } = read(Buffer.from(`{"a":1}\n${long}\n{"a":2}\n`), 1 << 16)
    expect(rows.map(([line, problem]) => [line, problem.split(':')[0]])).toEqual([
      ['1', ''],
      ['2', 'too_long'],
      ['3', ''],
    ])
    expect(counts).toEqual({ records: 3, malformed: 1, recoded: 0 })
  })
})
