import { expect, it } from 'vitest'

import { gaussLegendre } from './quadrature.js'

it.each([1, 2, 3, 5, 10, 32, 64])('integrates polynomials of degree up to 2n - 1 exactly: n = %i', (n) => {
  const { points, weights } = gaussLegendre(n)
  for (let degree = 0; degree < 2 * n; degree++) {
    const integral = points.reduce((sum, point, i) => sum + weights[i] * point ** degree, 0)
    expect(integral).toBeCloseTo(1 / (degree + 1), 13)
  }
  expect(points.every((point) => point > 0 && point < 1)).toBe(true)
})

it('integrates nothing with no points', () => {
  expect(gaussLegendre(0).points).toHaveLength(0)
})
