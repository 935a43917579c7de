import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import type { BoostedModel } from '../../../src/ml/boosting/boosted-model.js'
import { boosting } from '../../../src/ml/boosting/boosting.js'
import { objectiveOf } from '../../../src/ml/boosting/objective-choice.js'
import { type BoostingParameters, resolveParameters } from '../../../src/ml/boosting/parameters.js'
import type { Dataset, Frame } from '../../../src/ml/frame.js'
import { frameOf, type Generated, generate } from './generated.js'

/** What LightGBM said: see `make-objective-fixtures.py`. */
interface Case {
  readonly name: string
  readonly objective: string
  readonly target: 'target' | 'amount' | 'classes' | 'counts' | 'positive'
  readonly weighted?: boolean
  readonly parameters: Readonly<Record<string, unknown>>
  /** Scores of the first 100 test rows after one round, row after row. */
  readonly rawAfterOne: readonly number[]
  /** Mean loss of the test rows after 50 rounds. */
  readonly loss: number
}

interface Failures {
  readonly distribution: 'normal' | 'logistic' | 'extreme'
  readonly scale: number
  readonly start: number
  readonly rawAfterOne: readonly number[]
  readonly rawAfterAll: readonly number[]
}

interface Fixture {
  readonly columns: readonly string[]
  readonly cases: readonly Case[]
  readonly failures: readonly Failures[]
}

const fixture = JSON.parse(readFileSync(new URL('objectives.json', import.meta.url), 'utf8')) as Fixture
const train = generate(4000, 11)
const test = generate(2000, 12)

function targetOf(data: Generated, name: Case['target']): Float64Array {
  const amount = data.amount.map((value) => Math.floor(value * 4) / 4)
  if (name === 'target') return data.target
  if (name === 'amount') return amount
  if (name === 'classes') return amount.map((value) => (value < -5 ? 0 : value < 8 ? 1 : 2))
  if (name === 'counts') return amount.map((value) => Math.floor(Math.max(0, value + 6) / 4))
  return amount.map((value) => Math.max(4, value + 20))
}

function parametersOf({ objective, parameters }: Case): Partial<BoostingParameters> {
  const names: Readonly<Record<string, BoostingParameters['objective']>> = {
    regression: 'squared',
    regression_l1: 'absolute',
  }
  const ours: Record<string, unknown> = {
    numLeaves: 15,
    objective: names[objective] ?? objective,
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'num_class' || name === 'monotone_constraints_method') continue
    const columns = fixture.columns
    if (name === 'monotone_constraints') {
      ours['monotoneConstraints'] = Object.fromEntries(
        (value as number[]).map((sign, i) => [columns[i], sign]),
      )
    } else if (name === 'interaction_constraints') {
      ours['interactionConstraints'] = (value as number[][]).map((set) => set.map((i) => columns[i]))
    } else ours[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return ours
}

function fit(theirs: Case, numIterations: number): Promise<BoostedModel> {
  return boosting({ ...parametersOf(theirs), numIterations }).fit({
    frame: frameOf(train, fixture.columns),
    target: targetOf(train, theirs.target),
    ...(theirs.weighted === true ? { weights: train.weights } : {}),
  })
}

function largestDifference(ours: Float64Array, theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, row) => Math.abs(value - ours[row])))
}

/** Scores by output. */
function byOutput(model: BoostedModel, frame: Frame): Float64Array[] {
  const scores = model.predictRaw(frame)
  return Array.from({ length: model.outputs }, (_, output) =>
    Float64Array.from({ length: frame.rows }, (_unused, row) => scores[row * model.outputs + output]),
  )
}

describe('losses and limits beside LightGBM', () => {
  const frame = frameOf(test, fixture.columns)

  // LightGBM rounds what leaves of a percentile or a regression predict to single precision, of numbers up to 30.
  it.each(fixture.cases)('grow the same first trees: $name', async (theirs) => {
    const model = await fit(theirs, 1)
    expect(largestDifference(model.predictRaw(frame), theirs.rawAfterOne)).toBeLessThan(3e-6)
  })

  // The trees part somewhere among the 50, as two seeds do: see `lightgbm.test.ts`.
  it.each(fixture.cases)('predict new rows as well: $name', async (theirs) => {
    const model = await fit(theirs, 50)
    const objective = objectiveOf(resolveParameters(parametersOf(theirs)))
    const loss = objective.loss(byOutput(model, frame), { target: targetOf(test, theirs.target) })
    expect(Math.abs(loss / theirs.loss - 1)).toBeLessThan(0.01)
  })
})

/** Coarse columns, of which every value is a bin in both programs, and times of which some are cut off. */
function timesOf(data: Generated): Dataset {
  const numbers = (name: string): Float64Array => {
    const column = data.columns[name]
    if (column.kind !== 'numeric') throw new Error(`${name} is numeric`)
    return column.values
  }
  const steps = numbers('steps')
  const coarse = numbers('smooth').map((value) => Math.floor(value * 20))
  const target = data.amount.map((amount, row) => 1 + Math.floor(Math.max(0, amount + 14)) + steps[row])
  const upper = target.map((lower, row) => {
    const kind = Math.floor(data.weights[row] * 4) % 6
    return kind === 1 ? Infinity : kind === 2 ? lower + 5 : lower
  })
  return {
    frame: {
      rows: target.length,
      columns: [
        { kind: 'numeric', name: 'steps', values: steps },
        { kind: 'numeric', name: 'coarse', values: coarse },
      ],
    },
    target,
    upper,
  }
}

describe('times until an event beside XGBoost', () => {
  // XGBoost computes scores, derivatives and leaves in single precision.
  it.each(fixture.failures)('are learned by the same trees: $distribution', async (theirs) => {
    const data = timesOf(train)
    const fitted = (numIterations: number): Promise<BoostedModel> =>
      boosting({
        objective: 'aft',
        aftDistribution: theirs.distribution,
        aftScale: theirs.scale,
        growPolicy: 'depth',
        numIterations,
        maxDepth: 3,
        numLeaves: 8,
        lambdaL2: 1,
        minSumHessianInLeaf: 1,
        minDataInLeaf: 0,
        minDataInBin: 1,
      }).fit(data, { initialScores: new Float64Array(data.frame.rows).fill(theirs.start) })
    const { frame } = timesOf(test)
    const scores = (model: BoostedModel): Float64Array =>
      model.predictRaw(frame).map((score) => score + theirs.start)
    expect(largestDifference(scores(await fitted(1)), theirs.rawAfterOne)).toBeLessThan(1e-5)
    expect(largestDifference(scores(await fitted(30)), theirs.rawAfterAll)).toBeLessThan(1e-3)
  })
})
