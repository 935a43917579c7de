import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { CategoryColumn, NumericColumn } from '../frame.js'
import { logisticRegression } from '../linear/logistic.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { stratifiedFolds } from '../split/folds.js'
import { applyTargetEncoding, crossFittedEncoding, fitTargetEncoding } from './target-encoding.js'

function columnOf(names: readonly (string | null)[]): CategoryColumn {
  const levels = [...new Set(names.filter((name) => name !== null))]
  const codes = Int32Array.from(names, (name) => (name === null ? -1 : levels.indexOf(name)))
  return { kind: 'category', name: 'city', codes, levels }
}

/** A column of many levels that have nothing to do with the target. */
function noise(rows: number, seed: number): { column: CategoryColumn; target: Float64Array } {
  const random = new Random(seed)
  const names = Array.from({ length: rows }, () => `city ${random.below(rows / 3)}`)
  return { column: columnOf(names), target: Float64Array.from(names, () => random.below(2)) }
}

describe('target encoding', () => {
  it('draws the mean of a level to the mean of all', () => {
    const encoding = fitTargetEncoding(columnOf(['a', 'a', 'b', 'b']), [1, 1, 0, 0], { pull: 2 })
    expect(encoding.mean).toBe(0.5)
    expect(encoding.ofLevel.get('a')).toBe(0.75)
    expect(encoding.ofLevel.get('b')).toBe(0.25)
  })

  it('gives missing values and levels never seen the mean of all', () => {
    const encoding = fitTargetEncoding(columnOf(['a', 'b', null]), [1, 0, 1])
    const { values } = applyTargetEncoding(columnOf([null, 'never seen', 'b']), encoding)
    expect([...values.slice(0, 2)]).toEqual([2 / 3, 2 / 3])
    expect(values[2]).toBeLessThan(2 / 3)
  })

  it('takes a row of weight 2 for two rows', () => {
    const weighted = fitTargetEncoding(columnOf(['a', 'b']), [1, 0], { weights: [2, 1] })
    const repeated = fitTargetEncoding(columnOf(['a', 'a', 'b']), [1, 1, 0])
    expect(weighted).toEqual(repeated)
  })

  it('never shows a row its own target', () => {
    const { column, target } = noise(300, 1)
    const fold = stratifiedFolds(target, 5, 1)
    const encoded = crossFittedEncoding(column, target, fold)
    const flipped = target.map((value, row) => (row === 17 ? 1 - value : value))
    const after = crossFittedEncoding(column, flipped, fold)
    expect(after.values[17]).toBe(encoded.values[17])
    expect(after.values).not.toEqual(encoded.values)
  })

  it('lets pure noise predict nothing, where encoding the training rows themselves would', async () => {
    const { column, target } = noise(3000, 2)
    const areaOf = async (encoded: NumericColumn): Promise<number> => {
      const frame = { rows: 3000, columns: [encoded] }
      return areaUnderRoc(target, (await logisticRegression().fit({ frame, target })).predict(frame))
    }
    const naive = applyTargetEncoding(column, fitTargetEncoding(column, target))
    expect(await areaOf(naive)).toBeGreaterThan(0.7)
    // The standard error of an area on 3,000 rows is about 0.01.
    expect(await areaOf(crossFittedEncoding(column, target, stratifiedFolds(target, 5, 1)))).toBeLessThan(
      0.54,
    )
  })

  it('refuses folds and targets that do not fit the rows', () => {
    expect(() => fitTargetEncoding(columnOf(['a', 'b']), [1])).toThrow(/the targets hold 1/)
    expect(() => crossFittedEncoding(columnOf(['a', 'b']), [1, 0], new Uint32Array(1))).toThrow(
      /the folds hold 1/,
    )
  })
})
