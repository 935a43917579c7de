import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { amountLoss, classLoss, type NetworkLoss, outcomeLoss } from './loss.js'
import { Batch, Parameters } from './network.js'
import type { NetworkInput } from './network-input.js'
import { parameterCount, type NetworkShape } from './network-shape.js'

const rows = 9

function inputOf({ numbers, tables }: NetworkShape): NetworkInput {
  const random = new Random(3)
  return {
    rows,
    numbers: Float64Array.from({ length: rows * numbers }, () => random.normal()),
    numberWidth: numbers,
    places: tables.map(({ levels }) => new Int32Array(rows).map(() => random.below(levels))),
  }
}

function drawn(shape: NetworkShape): Parameters {
  const parameters = new Parameters(shape)
  parameters.draw(new Random(5))
  // Biases too, so that no unit sits exactly on its corner.
  const random = new Random(6)
  for (const { biases } of parameters.layers) biases.forEach((_, i) => (biases[i] = 0.3 * random.normal()))
  return parameters
}

/** Sum of the loss over all rows, and with a gradient its slope by each parameter. */
function lossOf(
  parameters: Parameters,
  loss: NetworkLoss,
  target: (row: number) => number,
  gradient?: Parameters,
): number {
  const { outputs } = parameters.shape
  const input = inputOf(parameters.shape)
  const batch = new Batch(parameters, rows)
  batch.count = rows
  batch.rows.forEach((_, row) => (batch.rows[row] = row))
  batch.forward(input)
  let sum = 0
  for (let row = 0; row < rows; row++) {
    sum += loss(batch.output, row * outputs, target(row), 1 + row / 10, batch.outputSlopes)
  }
  if (gradient !== undefined) batch.backward(input, gradient)
  return sum
}

describe('a network', () => {
  const tables = [
    { levels: 4, size: 3 },
    { levels: 3, size: 2 },
  ]

  it.each<[string, NetworkShape, NetworkLoss, (row: number) => number]>([
    ['an outcome', { numbers: 3, tables, hidden: [6, 5], outputs: 1 }, outcomeLoss, (row) => row % 2],
    ['an amount', { numbers: 2, tables: [], hidden: [7], outputs: 1 }, amountLoss, (row) => row / 3],
    ['classes', { numbers: 0, tables, hidden: [4, 4, 4], outputs: 3 }, classLoss(3), (row) => row % 3],
    [
      'classes without a hidden layer',
      { numbers: 3, tables, hidden: [], outputs: 4 },
      classLoss(4),
      (row) => row % 4,
    ],
  ])('has the slopes that finite differences show: %s', (_, shape, loss, target) => {
    const parameters = drawn(shape)
    const gradient = new Parameters(shape)
    lossOf(parameters, loss, target, gradient)
    const { values } = parameters
    for (let i = 0; i < values.length; i++) {
      const [kept, step] = [values[i], 1e-6]
      values[i] = kept + step
      const above = lossOf(parameters, loss, target)
      values[i] = kept - step
      const below = lossOf(parameters, loss, target)
      values[i] = kept
      // Differences of a double's 16 digits over a step of 1e-6 keep about 9.
      expect(Math.abs(gradient.values[i] - (above - below) / (2 * step))).toBeLessThan(1e-7)
    }
  })

  it('keeps all its parameters in one vector', () => {
    const shape = { numbers: 3, tables, hidden: [6, 5], outputs: 1 }
    expect(parameterCount(shape)).toBe(4 * 3 + 3 * 2 + 6 * (8 + 1) + 5 * (6 + 1) + (5 + 1))
    const parameters = new Parameters(shape)
    parameters.layers[2].biases[0] = 7
    parameters.tables[0][0] = 8
    expect([parameters.values[0], parameters.values.at(-1)]).toEqual([8, 7])
  })
})
