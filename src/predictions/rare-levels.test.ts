import { expect, it } from 'vitest'

import { labelledRows } from './generated.testing.js'
import { keepLevels, learnKeptLevels, rareLevel } from './rare-levels.js'

const frameOf = (names: readonly string[]) => labelledRows({ names }, new Float64Array(names.length)).frame

it('takes rare levels and those never seen together, and keeps missing apart', () => {
  const names = [...Array<string>(300).fill('a'), ...Array<string>(200).fill('b'), 'c', 'c']
  const kept = learnKeptLevels(frameOf(names))
  expect(kept).toEqual({ names: ['a', 'b'] })
  const asked = frameOf(['b', 'c', 'never seen'])
  const [column] = keepLevels(asked, kept).columns
  if (column.kind !== 'category') throw new Error('expected a category')
  expect(Array.from(column.codes, (code) => column.levels[code])).toEqual(['b', rareLevel, rareLevel])
  const missing = {
    ...asked,
    columns: [{ ...asked.columns[0], codes: Int32Array.of(-1, 0, 1) }],
  } as typeof asked
  expect(keepLevels(missing, kept).columns[0]).toMatchObject({ codes: Int32Array.of(-1, 1, 2) })
})

it('keeps at most a hundred', () => {
  const names = Array.from({ length: 20_000 }, (_, row) => `n${row % 500}`)
  expect(learnKeptLevels(frameOf(names))['names']).toHaveLength(100)
})
