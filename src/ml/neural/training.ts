import type { Random } from '../../shared/random.js'
import type { Pace } from '../boosting/pace.js'
import { Adam } from './adam.js'
import type { NetworkLoss } from './loss.js'
import { Batch, Parameters } from './network.js'
import type { NetworkShape } from './network-shape.js'
import { type NetworkInput, UNSEEN } from './network-input.js'

export interface TrainingSettings {
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly weightDecay: number
  readonly dropout: number
  readonly patience: number
}

/** Rows to learn from or to be judged by. */
export interface TrainingRows {
  readonly input: NetworkInput
  readonly target: Float64Array
  readonly weights: Float64Array
}

/** What training came to. */
export interface TrainingCourse {
  /** Passes over the rows that the parameters have seen. */
  readonly epochs: number
  /** Mean loss of the judging rows, where there are any. */
  readonly loss: number | undefined
}

/** Share of the levels that are replaced by `UNSEEN` in training, so that its embedding is learned. */
const UNSEEN_SHARE = 0.03
/** Rows computed at a time where nothing is learned. */
const SCORING_ROWS = 256

/**
 * Trains parameters in place, batch by batch in shuffled order, and ends with those after the pass that was best
 * on the judging rows; without judging rows, or where training runs off to infinity, with the last usable ones.
 */
export async function train(
  parameters: Parameters,
  rows: TrainingRows,
  judging: TrainingRows | undefined,
  loss: NetworkLoss,
  settings: TrainingSettings,
  random: Random,
  pace: Pace,
): Promise<TrainingCourse> {
  const { epochs, batchSize, dropout } = settings
  const trainer = new Trainer(parameters, rows, loss, settings, random)
  const work = rows.input.rows * parameters.values.length
  let best = { epochs: 0, loss: judging === undefined ? Infinity : meanLoss(parameters, judging, loss) }
  let bestValues = parameters.values.slice()
  const count = rows.input.rows
  for (let epoch = 1; epoch <= epochs && epoch <= best.epochs + settings.patience; epoch++) {
    const order = random.shuffle(new Int32Array(count).map((_, row) => row))
    const input = withUnseenLevels(rows.input, random)
    let sum = 0
    for (let from = 0; from < count; from += batchSize) {
      const batch = order.subarray(from, Math.min(count, from + batchSize))
      sum += trainer.step(input, batch, dropout)
      const done = (epoch - 1 + from / count) / epochs
      await pace.spend((3 * work * batch.length) / count, done)
    }
    if (!Number.isFinite(sum)) break
    const now = judging === undefined ? -epoch : meanLoss(parameters, judging, loss)
    if (now < best.loss) {
      best = { epochs: epoch, loss: now }
      bestValues = parameters.values.slice()
    }
  }
  parameters.values.set(bestValues)
  return { epochs: best.epochs, loss: judging === undefined ? undefined : best.loss }
}

/** Takes one step after another. */
class Trainer {
  readonly #parameters: Parameters
  readonly #rows: TrainingRows
  readonly #loss: NetworkLoss
  readonly #random: Random
  readonly #batch: Batch
  readonly #gradient: Parameters
  readonly #adam: Adam
  readonly #meanWeight: number

  constructor(
    parameters: Parameters,
    rows: TrainingRows,
    loss: NetworkLoss,
    { batchSize, learningRate, weightDecay }: TrainingSettings,
    random: Random,
  ) {
    this.#parameters = parameters
    this.#rows = rows
    this.#loss = loss
    this.#random = random
    this.#batch = new Batch(parameters, batchSize)
    this.#gradient = new Parameters(parameters.shape)
    this.#adam = new Adam(decayingParameters(parameters.shape), learningRate, weightDecay)
    this.#meanWeight = rows.weights.reduce((sum, weight) => sum + weight, 0) / rows.weights.length
  }

  /** @returns sum of weight x loss over the batch, before the step */
  step(input: NetworkInput, rows: Int32Array, dropout: number): number {
    const batch = this.#batch
    batch.rows.set(rows)
    batch.count = rows.length
    batch.forward(input, dropout > 0 ? (units) => this.#drop(units, dropout) : undefined)
    const { outputs } = this.#parameters.shape
    let sum = 0
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]
      const weight = this.#rows.weights[row] / (this.#meanWeight * rows.length)
      sum += this.#loss(batch.output, index * outputs, this.#rows.target[row], weight, batch.outputSlopes)
    }
    batch.backward(input, this.#gradient, 1 / (1 - dropout))
    this.#adam.step(this.#parameters.values, this.#gradient.values)
    return sum
  }

  /** Switches units off at random and makes up for it with the others (Srivastava et al. 2014). */
  #drop(units: Float64Array, share: number): void {
    for (let at = 0; at < units.length; at++) {
      units[at] = this.#random.uniform() < share ? 0 : units[at] / (1 - share)
    }
  }
}

/** What the network says of every row: rows x outputs. */
export function outputsOf(parameters: Parameters, input: NetworkInput): Float64Array {
  const { outputs } = parameters.shape
  const said = new Float64Array(input.rows * outputs)
  const batch = new Batch(parameters, Math.max(1, Math.min(SCORING_ROWS, input.rows)))
  for (let from = 0; from < input.rows; from += SCORING_ROWS) {
    batch.count = Math.min(SCORING_ROWS, input.rows - from)
    for (let index = 0; index < batch.count; index++) batch.rows[index] = from + index
    batch.forward(input)
    said.set(batch.output.subarray(0, batch.count * outputs), from * outputs)
  }
  return said
}

function meanLoss(parameters: Parameters, rows: TrainingRows, loss: NetworkLoss): number {
  const { outputs } = parameters.shape
  const said = outputsOf(parameters, rows.input)
  const slopes = new Float64Array(said.length)
  let sum = 0
  let total = 0
  rows.weights.forEach((weight, row) => {
    sum += loss(said, row * outputs, rows.target[row], weight, slopes)
    total += weight
  })
  return sum / total
}

function withUnseenLevels(input: NetworkInput, random: Random): NetworkInput {
  const places = input.places.map((own) =>
    own.map((place) => (random.uniform() < UNSEEN_SHARE ? UNSEEN : place)),
  )
  return { ...input, places }
}

/** Weights and embeddings are drawn to 0, biases are not. */
function decayingParameters(shape: NetworkShape): Uint8Array {
  const marks = new Parameters(shape)
  marks.values.fill(1)
  for (const { biases } of marks.layers) biases.fill(0)
  return Uint8Array.from(marks.values)
}
