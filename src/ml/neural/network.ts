import type { Random } from '../../shared/random.js'
import { multiply, transpose } from './multiply.js'
import type { NetworkInput } from './network-input.js'
import { layerWidths, type NetworkShape, parameterCount } from './network-shape.js'

/** Weights of a layer, outputs x inputs row after row, and one bias an output: views of all parameters. */
interface Layer {
  readonly inputs: number
  readonly outputs: number
  readonly weights: Float64Array
  readonly biases: Float64Array
}

/** All parameters of a network in one vector, and where what is in it. */
export class Parameters {
  readonly shape: NetworkShape
  readonly values: Float64Array
  readonly tables: readonly Float64Array[]
  readonly layers: readonly Layer[]

  /** @param values as many as `parameterCount`; kept, not copied */
  constructor(shape: NetworkShape, values: Float64Array = new Float64Array(parameterCount(shape))) {
    this.shape = shape
    this.values = values
    let at = 0
    const next = (length: number): Float64Array => values.subarray(at, (at += length))
    this.tables = shape.tables.map(({ levels, size }) => next(levels * size))
    const widths = layerWidths(shape)
    this.layers = widths.slice(1).map((outputs, layer) => {
      const inputs = widths[layer]
      return { inputs, outputs, weights: next(outputs * inputs), biases: next(outputs) }
    })
  }

  /** Draws weights (He et al. 2015, for rectified units) and embeddings; biases and the rows of `UNSEEN` stay 0. */
  draw(random: Random): void {
    this.tables.forEach((table, index) => {
      const { size } = this.shape.tables[index]
      for (let i = size; i < table.length; i++) table[i] = 0.3 * random.normal()
    })
    this.layers.forEach(({ inputs, weights }, layer) => {
      const last = layer === this.layers.length - 1
      const scale = Math.sqrt((last ? 1 : 2) / Math.max(1, inputs))
      for (let i = 0; i < weights.length; i++) weights[i] = scale * random.normal()
    })
  }
}

/** The rows that are worked on together, and what each layer made of them. Kept from batch to batch. */
export class Batch {
  readonly #parameters: Parameters
  /** Row numbers of the input. */
  readonly rows: Int32Array
  count = 0
  /** What each layer was given, count x width row after row; the last is what the network says. */
  readonly activations: readonly Float64Array[]
  readonly #slopes: readonly Float64Array[]
  readonly #transposed: readonly [Float64Array, Float64Array]

  /** @param capacity rows at most */
  constructor(parameters: Parameters, capacity: number) {
    const widths = layerWidths(parameters.shape)
    const widest = Math.max(...widths)
    const largest = Math.max(...parameters.layers.map(({ weights }) => weights.length))
    this.#parameters = parameters
    this.rows = new Int32Array(capacity)
    this.activations = widths.map((width) => new Float64Array(width * capacity))
    this.#slopes = widths.map((width) => new Float64Array(width * capacity))
    this.#transposed = [
      new Float64Array(Math.max(largest, widest * capacity)),
      new Float64Array(widest * capacity),
    ]
  }

  /** What the network says of the rows: count x outputs. */
  get output(): Float64Array {
    return this.activations[this.activations.length - 1]
  }

  /** To be filled with the slope of the loss by each number of `output` before `backward`. */
  get outputSlopes(): Float64Array {
    return this.#slopes[this.#slopes.length - 1]
  }

  /**
   * Computes the output of rows `rows[0..count)`.
   * @param drop called with the units of each hidden layer, to change them
   */
  forward(input: NetworkInput, drop?: (units: Float64Array) => void): void {
    this.#gather(input)
    const { layers } = this.#parameters
    layers.forEach(({ inputs, outputs, weights, biases }, index) => {
      const sums = this.activations[index + 1]
      multiply(this.activations[index], weights, sums, this.count, outputs, inputs)
      const rectified = index < layers.length - 1
      for (let row = 0, at = 0; row < this.count; row++) {
        for (let unit = 0; unit < outputs; unit++, at++) {
          const sum = sums[at] + biases[unit]
          sums[at] = rectified && sum < 0 ? 0 : sum
        }
      }
      if (rectified) drop?.(sums.subarray(0, this.count * outputs))
    })
  }

  /**
   * Writes the slope of the loss by each parameter, given `outputSlopes`, after `forward` of the same rows.
   * @param gradient of the shape of the parameters; overwritten
   * @param kept what a hidden unit that was not dropped was multiplied with
   */
  backward(input: NetworkInput, gradient: Parameters, kept = 1): void {
    const { layers } = this.#parameters
    const { count } = this
    const [first, second] = this.#transposed
    for (let index = layers.length - 1; index >= 0; index--) {
      const { inputs, outputs, weights } = layers[index]
      const slopes = this.#slopes[index + 1]
      const given = this.activations[index]
      const own = gradient.layers[index]
      own.biases.fill(0)
      for (let row = 0, at = 0; row < count; row++) {
        for (let unit = 0; unit < outputs; unit++, at++) own.biases[unit] += slopes[at]
      }
      transpose(slopes, count, outputs, second)
      transpose(given, count, inputs, first)
      multiply(second, first, own.weights, outputs, inputs, count)
      transpose(weights, outputs, inputs, first)
      const below = this.#slopes[index]
      multiply(slopes, first, below, count, inputs, outputs)
      if (index === 0) continue
      // A rectified or dropped unit passes nothing back.
      for (let at = 0; at < count * inputs; at++) below[at] = given[at] > 0 ? below[at] * kept : 0
    }
    this.#scatter(input, gradient)
  }

  /** The first layer: numbers as they are, then the embeddings. */
  #gather({ numbers, numberWidth, places }: NetworkInput): void {
    const [layer] = this.activations
    const width = this.#parameters.layers[0].inputs
    for (let index = 0, at = 0; index < this.count; index++, at += width) {
      const from = this.rows[index] * numberWidth
      for (let i = 0; i < numberWidth; i++) layer[at + i] = numbers[from + i]
    }
    let offset = numberWidth
    this.#parameters.tables.forEach((table, index) => {
      const { size } = this.#parameters.shape.tables[index]
      for (let row = 0, at = offset; row < this.count; row++, at += width) {
        const from = places[index][this.rows[row]] * size
        for (let i = 0; i < size; i++) layer[at + i] = table[from + i]
      }
      offset += size
    })
  }

  /** Adds the slopes of the first layer to the embeddings they belong to. */
  #scatter({ numberWidth, places }: NetworkInput, gradient: Parameters): void {
    const [slopes] = this.#slopes
    const width = this.#parameters.layers[0].inputs
    let offset = numberWidth
    gradient.tables.forEach((table, index) => {
      const { size } = this.#parameters.shape.tables[index]
      table.fill(0)
      for (let row = 0, at = offset; row < this.count; row++, at += width) {
        const to = places[index][this.rows[row]] * size
        for (let i = 0; i < size; i++) table[to + i] += slopes[at + i]
      }
      offset += size
    })
  }
}
