import { describe, expect, it } from 'vitest'
import { failed, ok, type Result } from './result.js'

describe('Result', () => {
  it('tells a value from a problem by its type', () => {
    const half = (value: number): Result<number, string> =>
      value % 2 === 0 ? ok(value / 2) : failed(`${value} is odd`)
    const read = (result: Result<number, string>): number | string =>
      result.ok ? result.value : result.problem
    expect(read(half(4))).toBe(2)
    expect(read(half(3))).toBe('3 is odd')
  })
})
