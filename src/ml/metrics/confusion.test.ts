import { expect, it } from 'vitest'
import { confusion } from './confusion.js'

it('counts the four cases, the threshold itself being called 1', () => {
  const counts = confusion([1, 1, 0, 0, 0], [0.9, 0.2, 0.5, 0.1, NaN], 0.5)
  expect(counts).toEqual({
    threshold: 0.5,
    truePositives: 1,
    falsePositives: 1,
    falseNegatives: 1,
    trueNegatives: 2,
    precision: 0.5,
    recall: 0.5,
    specificity: 2 / 3,
    f1: 0.5,
    accuracy: 0.6,
  })
})

it('counts by weight', () => {
  expect(confusion([1, 0], [0.9, 0.9], 0.5, [3, 1]).precision).toBe(0.75)
})

it('has no rate over nothing', () => {
  expect(confusion([0, 0], [0.1, 0.2], 0.5).precision).toBeNaN()
  expect(confusion([0, 0], [0.1, 0.2], 0.5).recall).toBeNaN()
  expect(confusion([], [], 0.5).accuracy).toBeNaN()
})
