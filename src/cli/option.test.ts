import { describe, expect, it } from 'vitest'

import { choice, flagOf, list, toggle, wholeNumber } from './option.js'

describe('a whole number', () => {
  const folds = wholeNumber('NUMBER', 'parts', { minimum: 2, maximum: 20, fallback: undefined })

  it('takes its bounds and what lies between', () => {
    expect(['2', '7', '20'].map(folds.read)).toEqual([{ value: 2 }, { value: 7 }, { value: 20 }])
  })

  it('says what it expects of anything else', () => {
    for (const wrong of ['1', '21', '2.5', '', 'five', '1e1', '0x3', ' 3']) {
      expect(folds.read(wrong)).toEqual({ expected: 'a whole number from 2 to 20' })
    }
  })
})

it('splits a list at its commas and forgets empty parts', () => {
  expect(list('NAMES', '').read(' a, b ,,c')).toEqual({ value: ['a', 'b', 'c'] })
})

it('knows the words of a choice', () => {
  const format = choice('', ['csv', 'parquet'])
  expect(format.read('csv')).toEqual({ value: 'csv' })
  expect(format.read('xlsx')).toEqual({ expected: 'one of csv, parquet' })
})

it('is off unless given', () => {
  expect(toggle('').fallback).toBe(false)
})

it('spells flags with dashes', () => {
  expect(flagOf('holdoutShare')).toBe('--holdout-share')
})
