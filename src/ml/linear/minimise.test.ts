import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choleskyFactorise, choleskySolve } from './cholesky.js'
import { minimise, type Objective } from './minimise.js'

/** sum of curvature (x - 1)^2 / 2: its minimum is 1 everywhere. */
function bowl(
  curvatures: readonly number[],
  precondition: Objective['precondition'] = () => undefined,
): Objective {
  return {
    size: curvatures.length,
    evaluate(point, gradient) {
      let value = 0
      curvatures.forEach((curvature, i) => {
        gradient[i] = curvature * (point[i] - 1)
        value += (curvature * (point[i] - 1) ** 2) / 2
      })
      return value
    },
    precondition,
  }
}

describe('minimise', () => {
  it('reaches the bottom of a narrow valley', async () => {
    const { point, converged } = await minimise(bowl([1, 100, 10_000]), new Float64Array(3))
    expect(converged).toBe(true)
    point.forEach((x) => expect(x).toBeCloseTo(1, 8))
  })

  it('needs one step with the exact inverse Hessian', async () => {
    const curvatures = [1, 100, 10_000]
    const exact = (vector: Float64Array): void =>
      curvatures.forEach((curvature, i) => (vector[i] /= curvature))
    const { iterations } = await minimise(bowl(curvatures, exact), new Float64Array(3))
    expect(iterations).toBe(1)
  })

  it('takes no step where it begins at the minimum', async () => {
    expect((await minimise(bowl([1, 2]), Float64Array.of(1, 1))).iterations).toBe(0)
  })

  it('says when it ran out of steps', async () => {
    // It falls for ever.
    const sliding: Objective = {
      size: 1,
      evaluate(point, gradient) {
        gradient[0] = -1
        return -point[0]
      },
      precondition: () => undefined,
    }
    const { converged, iterations } = await minimise(sliding, new Float64Array(1))
    expect(converged).toBe(false)
    expect(iterations).toBe(500)
  })

  it('awaits after each step, and stops on what is thrown there', async () => {
    const stop = new Error('stop')
    await expect(minimise(bowl([1, 100]), new Float64Array(2), () => Promise.reject(stop))).rejects.toBe(stop)
  })
})

describe('Cholesky', () => {
  it('solves any positive definite system', () => {
    const size = 6
    const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 42, maxLength: 42 })
    fc.assert(
      fc.property(numbers, (list) => {
        const at = (i: number, j: number): number => list[i * size + j]
        const matrix = new Float64Array(size * size)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            for (let k = 0; k < size; k++) matrix[i * size + j] += at(i, k) * at(j, k)
          }
          matrix[i * size + i] += 1
        }
        const truth = list.slice(36)
        const b = Float64Array.from(truth, (_, i) =>
          truth.reduce((sum, x, j) => sum + matrix[i * size + j] * x, 0),
        )
        expect(choleskyFactorise(matrix, size)).toBe(true)
        choleskySolve(matrix, size, b)
        b.forEach((x, i) => expect(x).toBeCloseTo(truth[i], 8))
      }),
    )
  })

  it('refuses what is not positive definite', () => {
    expect(choleskyFactorise(Float64Array.of(1, 2, 2, 1), 2)).toBe(false)
  })
})
