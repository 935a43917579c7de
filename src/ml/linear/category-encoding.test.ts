import { describe, expect, it } from 'vitest'
import type { CategoryColumn } from '../frame.js'
import { categoryWidth, encodeCategories, fitCategoryEncoding } from './category-encoding.js'

/** A column in which each level stands so many times; '' is missing. */
function columnOf(counts: Record<string, number>): CategoryColumn {
  const names = Object.entries(counts).flatMap(([name, count]) => Array<string>(count).fill(name))
  const levels = Object.keys(counts).filter((name) => name !== '')
  return {
    kind: 'category',
    name: 'plan',
    levels,
    codes: Int32Array.from(names, (name) => levels.indexOf(name)),
  }
}

describe('the encoding of categories', () => {
  it('has a place for each frequent level, one for all rare ones and one for missing', () => {
    const encoding = fitCategoryEncoding(columnOf({ team: 20, basic: 50, gold: 3, silver: 2, '': 4 }))
    expect(encoding).toMatchObject({ frequent: ['basic', 'team'], rare: ['gold', 'silver'], absence: true })
    expect(categoryWidth(encoding)).toBe(4)
    const asked = columnOf({ gold: 1, basic: 1, team: 1, silver: 1, '': 1, platinum: 1 })
    expect([...encodeCategories(asked, encoding)]).toEqual([2, 0, 1, 2, 3, -1])
  })

  it('has no place for missing where none was', () => {
    const encoding = fitCategoryEncoding(columnOf({ basic: 50 }))
    expect([...encodeCategories(columnOf({ basic: 1, '': 1 }), encoding)]).toEqual([0, -1])
  })

  it('gives only the most frequent levels a place of their own when there are very many', () => {
    const counts = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`level ${i}`, 10 + i]))
    const encoding = fitCategoryEncoding(columnOf(counts))
    expect(encoding.frequent).toHaveLength(200)
    expect(encoding.rare).toHaveLength(100)
    expect(encoding.frequent).toContain('level 299')
    expect(encoding.rare).toContain('level 0')
  })

  it('ignores levels that no row has', () => {
    const column = {
      kind: 'category',
      name: 'plan',
      levels: ['a', 'ghost'],
      codes: new Int32Array(30),
    } as const
    expect(fitCategoryEncoding(column)).toMatchObject({ frequent: ['a'], rare: [] })
  })
})
