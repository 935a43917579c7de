import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { Pace } from '../boosting/pace.js'
import { drawBackground } from '../explain/background.js'
import { checkClasses, checkDataset, checkOutcomes } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { smoothedRate } from '../linear/base-rate.js'
import { classRates } from '../linear/class-rates.js'
import { moments } from '../linear/moments.js'
import { logOdds } from '../metrics/log-loss.js'
import type { FitOptions, Learner } from '../model.js'
import { stratifiedHoldout } from '../split/folds.js'
import { datasetRows } from '../split/rows.js'
import { amountLoss, classLoss, type NetworkLoss, outcomeLoss } from './loss.js'
import { Parameters } from './network.js'
import {
  fitNetworkEncoding,
  inputWidth,
  type NetworkEncoding,
  networkInput,
  networkShape,
} from './network-input.js'
import { NeuralModel, type NeuralTask } from './neural-model.js'
import { train, type TrainingCourse, type TrainingRows } from './training.js'

export interface NeuralOptions {
  readonly task: NeuralTask
  /** Units of each hidden layer, at least 1 each; none makes it a linear model. Default 64 and 32. */
  readonly hidden?: readonly number[]
  /** Passes over the rows at most, at least 1. Default 100. */
  readonly epochs?: number
  /** Rows of a step, at least 1. Default a fiftieth of the rows, from 16 to 128. */
  readonly batchSize?: number
  /** Length of a step of Adam, above 0 and at most 1. Default 0.003. */
  readonly learningRate?: number
  /** Draws weights to 0: the share taken away at each step is this times the learning rate. Default 0.2. */
  readonly weightDecay?: number
  /** Share of the hidden units that is switched off in each step, in [0, 1). Default 0. */
  readonly dropout?: number
  /** Ends when so many passes in a row were no better on the judging rows, at least 1. Default 10. */
  readonly patience?: number
}

export interface NeuralLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<NeuralModel>
}

/** Without validation rows, so many are set aside to stop by, where there are enough to spare them. */
const HELD_OUT_SHARE = 0.15
const LEAST_ROWS_TO_HOLD_OUT = 100

/**
 * A multilayer perceptron of rectified units, with embeddings for category columns, trained by Adam. Numbers are
 * prepared as for linear models; a level that was rare or not there in training has an embedding of its own, which
 * is learned by reading levels as unseen now and then. It stops early on the validation rows, or without them on
 * 15 % of the rows, drawn by the seed (with fewer than 100 rows it does not).
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function neuralNetwork(options: NeuralOptions): NeuralLearner {
  const settings = checkOptions(options)
  return { kind: 'neural', fit: (data, fitOptions = {}) => fitNetwork(data, settings, fitOptions) }
}

type Settings = Required<Omit<NeuralOptions, 'batchSize'>> & { readonly batchSize: number | undefined }

/** @throws ForetellError `DATASET_INVALID`, `CANCELLED`, `COLUMN_MISSING` where the validation lacks a column */
async function fitNetwork(data: Dataset, settings: Settings, options: FitOptions): Promise<NeuralModel> {
  const { seed = 0 } = options
  const pace = new Pace('the training of the network', options)
  pace.check()
  checkDataset(data)
  const goal = goalOf(data, settings.task)
  const { learning, judging } = partRows(data, settings.task, options)
  if (judging !== undefined) goal.check(judging.target)
  const encodings: NetworkEncoding[] = []
  for (const column of learning.frame.columns) {
    encodings.push(fitNetworkEncoding(column, learning.weights))
    await pace.spend(10 * data.frame.rows, 0)
  }
  const shape = networkShape(encodings, settings.hidden, goal.start.length)
  const parameters = new Parameters(shape)
  const random = new Random(seed)
  let course: TrainingCourse = { epochs: 0, loss: undefined }
  const learnable = goal.varies && encodings.some((encoding) => inputWidth(encoding) > 0)
  if (learnable) parameters.draw(random)
  parameters.layers[parameters.layers.length - 1].biases.set(goal.start)
  if (learnable) {
    const rowsOf = (part: Dataset): TrainingRows => ({
      input: networkInput(part.frame, encodings),
      target: part.target.map(goal.apply),
      weights: part.weights ?? new Float64Array(part.frame.rows).fill(1),
    })
    const rows = rowsOf(learning)
    const batchSize = settings.batchSize ?? Math.min(128, Math.max(16, Math.round(rows.input.rows / 50)))
    const held = judging === undefined ? undefined : rowsOf(judging)
    course = await train(parameters, rows, held, goal.loss, { ...settings, batchSize }, random, pace)
  }
  pace.finish()
  return new NeuralModel({
    task: settings.task,
    encodings,
    parameters,
    origin: goal.origin,
    unit: goal.unit,
    course,
    background: drawBackground(data.frame, seed),
  })
}

/** How a target is read, and what the network starts from. */
interface Goal {
  readonly loss: NetworkLoss
  /** Of each output before anything is learned. */
  readonly start: readonly number[]
  /** False when there is nothing to learn. */
  readonly varies: boolean
  readonly apply: (value: number) => number
  /** Refuses a target of validation rows that is none of the task. */
  readonly check: (target: Float64Array) => void
  readonly origin: number
  readonly unit: number
}

function goalOf({ target, weights }: Dataset, task: NeuralTask): Goal {
  const varies = target.some((value) => value !== target[0])
  const asIs = { varies, apply: (value: number) => value, origin: 0, unit: 1 }
  switch (task) {
    case 'classification':
      checkOutcomes(target)
      return {
        ...asIs,
        loss: outcomeLoss,
        start: [logOdds(smoothedRate(target, weights))],
        check: checkOutcomes,
      }
    case 'multiclass': {
      const classes = checkClasses(target)
      const start = Array.from(classRates(target, classes, weights), Math.log)
      const check = (other: Float64Array): unknown => checkClasses(other, classes)
      return { ...asIs, loss: classLoss(classes), start, check }
    }
    case 'regression': {
      const { mean, deviation } = moments(target, weights)
      const unit = deviation > 0 ? deviation : 1
      const apply = (value: number): number => value / unit - mean / unit
      const check = (): void => undefined
      return { loss: amountLoss, start: [0], varies: deviation > 0, apply, check, origin: mean, unit }
    }
  }
}

/** The rows to learn from, and those to stop by. */
function partRows(
  data: Dataset,
  task: NeuralTask,
  { validation, seed = 0 }: FitOptions,
): { learning: Dataset; judging: Dataset | undefined } {
  const { rows } = data.frame
  if (validation !== undefined) {
    checkDataset(validation)
    return { learning: data, judging: validation }
  }
  if (rows < LEAST_ROWS_TO_HOLD_OUT) return { learning: data, judging: undefined }
  const strata = task === 'regression' ? new Uint8Array(rows) : data.target
  const { train: kept, test } = stratifiedHoldout(strata, HELD_OUT_SHARE, seed)
  return { learning: datasetRows(data, kept), judging: datasetRows(data, test) }
}

/** @throws ForetellError `PARAMETER_INVALID` */
function checkOptions(options: NeuralOptions): Settings {
  const { task, hidden = [64, 32], epochs = 100, batchSize, learningRate = 0.003 } = options
  const { weightDecay = 0.2, dropout = 0, patience = 10 } = options
  for (const units of hidden) requireCount('hidden', units)
  requireCount('epochs', epochs)
  if (batchSize !== undefined) requireCount('batchSize', batchSize)
  requireNumber('learningRate', learningRate, learningRate > 0 && learningRate <= 1, 'above 0 and at most 1')
  requireNumber('weightDecay', weightDecay, weightDecay >= 0 && weightDecay < 1, 'at least 0 and below 1')
  requireNumber('dropout', dropout, dropout >= 0 && dropout < 1, 'at least 0 and below 1')
  requireCount('patience', patience)
  return { task, hidden, epochs, batchSize, learningRate, weightDecay, dropout, patience }
}

function requireCount(name: string, got: number): void {
  requireNumber(name, got, Number.isInteger(got) && got >= 1 && got <= 1e6, 'a whole number from 1')
}

function requireNumber(name: string, got: number, valid: boolean, expected: string): void {
  if (!valid) throw new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
