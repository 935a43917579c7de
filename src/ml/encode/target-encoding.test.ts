import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { boosting } from '../boosting/boosting.js'
import type { CategoryColumn, Frame, NumericColumn } from '../frame.js'
import { logisticRegression } from '../linear/logistic.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { stratifiedFolds, stratifiedHoldout } from '../split/folds.js'
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

  it('believes levels whose rows agree, and draws in those whose rows do not, where it is told to judge', () => {
    const column = columnOf(['a', 'a', 'b', 'b', 'c', 'c'])
    const { ofLevel, mean } = fitTargetEncoding(column, [4, 4, 0, 8, 1, 1], { pull: 'auto' })
    expect(mean).toBe(3)
    expect(ofLevel.get('a')).toBe(4)
    // Variance 16 within and 22 / 3 of all: a pull of 24 / 11 rows.
    expect(ofLevel.get('b')).toBeCloseTo((8 + (24 / 11) * 3) / (2 + 24 / 11), 12)
    expect(fitTargetEncoding(column, new Float64Array(6).fill(2), { pull: 'auto' }).ofLevel.get('b')).toBe(2)
  })

  it.each([
    [4000, 800, 0.5],
    [4000, 2000, 0.3],
    [4000, 40, 0.1],
  ])('scores 0.5 for noise: %i rows, %i levels, base rate %d', (rows, levels, rate) => {
    const random = new Random(9)
    const names = Array.from({ length: rows }, () => `city ${random.below(levels)}`)
    const target = Float64Array.from(names, () => (random.uniform() < rate ? 1 : 0))
    const column = columnOf(names)
    const area = areaUnderRoc(
      target,
      crossFittedEncoding(column, target, stratifiedFolds(target, 5, 1)).values,
    )
    // The standard error of such an area is at most 0.016 (400 rows of outcome 1).
    expect(Math.abs(area - 0.5)).toBeLessThan(0.04)
  })

  it('keeps noise from spoiling what boosting learns from a good column, on rows it has not seen', async () => {
    const random = new Random(4)
    const rows = 1500
    const good = Float64Array.from({ length: rows }, () => random.normal())
    const target = good.map((x) => (random.uniform() < probabilityOf(1.5 * x) ? 1 : 0))
    const column = columnOf(Array.from(good, () => `city ${random.below(500)}`))
    const { train, test } = stratifiedHoldout(target, 0.4, 2)
    const part = (from: CategoryColumn, of: Uint32Array): CategoryColumn => ({
      ...from,
      codes: Int32Array.from(of, (row) => from.codes[row]),
    })
    const take = (values: Float64Array, of: Uint32Array): Float64Array =>
      Float64Array.from(of, (row) => values[row])
    const own = take(target, train)
    const encoding = fitTargetEncoding(part(column, train), own)
    const areaWith = async (encoded: NumericColumn | undefined): Promise<number> => {
      const frameOf = (rowsOf: Uint32Array, city: NumericColumn | undefined): Frame => ({
        rows: rowsOf.length,
        columns: [
          { kind: 'numeric', name: 'good', values: take(good, rowsOf) },
          ...(city === undefined ? [] : [city]),
        ],
      })
      const learner = boosting({ numIterations: 30, numLeaves: 7, minDataInLeaf: 10 })
      const model = await learner.fit({ frame: frameOf(train, encoded), target: own })
      const seen = encoded === undefined ? undefined : applyTargetEncoding(part(column, test), encoding)
      return areaUnderRoc(take(target, test), model.predict(frameOf(test, seen)))
    }
    const without = await areaWith(undefined)
    const naive = await areaWith(applyTargetEncoding(part(column, train), encoding))
    const crossed = await areaWith(crossFittedEncoding(part(column, train), own, stratifiedFolds(own, 5, 1)))
    expect(naive).toBeLessThan(without - 0.04)
    expect(crossed).toBeGreaterThan(without - 0.02)
  })

  it('refuses folds and targets that do not fit the rows', () => {
    expect(() => fitTargetEncoding(columnOf(['a', 'b']), [1])).toThrow(/the targets hold 1/)
    expect(() => crossFittedEncoding(columnOf(['a', 'b']), [1, 0], new Uint32Array(1))).toThrow(
      /the folds hold 1/,
    )
  })
})
