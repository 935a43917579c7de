import { describe, expect, it } from 'vitest'
import type { Column, Dataset, Frame } from '../../src/ml/frame.js'
import { loadModel } from '../../src/ml/load.js'
import { logOdds } from '../../src/ml/metrics/log-loss.js'
import type { FitOptions, Learner, Model } from '../../src/ml/model.js'
import { ForetellError } from '../../src/shared/errors.js'
import { Random } from '../../src/shared/random.js'

export interface LearnerCase {
  readonly name: string
  readonly task: Model['task']
  make(): Learner
  /** True for what looks at no column: it has no inputs that could be missing. */
  readonly ignoresColumns?: boolean
  /** Whether a row of weight 2 is exactly the same as two rows, up to the search's accuracy. */
  readonly weightsRepeatRows?: boolean
  /** True for a regression of counts: its targets are at least 0, its contributions are of the logarithm. */
  readonly counts?: boolean
  /** True for what explains itself by asking about thousands of rows for each: a few rows have to do. */
  readonly slowToExplain?: boolean
  /** True for what explains the prediction itself, without a link: probabilities in place of log odds. */
  readonly explainsPredictions?: boolean
}

/**
 * What everything that learns has to get right, whatever it learns. A learner joins by one line in
 * `learner.test.ts`.
 */
export function describeLearner(subject: LearnerCase): void {
  const { task } = subject
  const mixedData = (): Dataset => exampleOf(subject)
  const expectAdditive = (model: Model, frame: Frame): void => expectSums(model, frame, subject)
  const explained = (frame: Frame): Frame =>
    subject.slowToExplain === true
      ? rowsOf(
          frame,
          Array.from({ length: 12 }, (_, row) => row),
        )
      : frame
  const fit = (data: Dataset, options?: FitOptions): Promise<Model> => subject.make().fit(data, options)

  describe(subject.name, () => {
    it('says what it is and what it was fitted on', async () => {
      const data = mixedData()
      const model = await fit(data)
      expect(model.kind).toBe(subject.make().kind)
      expect(model.task).toBe(task)
      const inputs = data.frame.columns.map(({ name, kind }) => ({ name, kind }))
      expect(model.inputs).toEqual(subject.ignoresColumns === true ? [] : inputs)
    })

    it('predicts a usable number for every row', async () => {
      const data = mixedData()
      expectUsable(await fit(data), data.frame)
    })

    it('beats nothing: its mean prediction is near the mean target', async () => {
      const data = mixedData()
      const model = await fit(data)
      const predicted = model.predict(data.frame)
      for (let output = 0; output < model.outputs; output++) {
        const wanted = task === 'multiclass' ? data.target.map((own) => Number(own === output)) : data.target
        expect(mean(outputOf(predicted, model, output))).toBeCloseTo(mean(wanted), 1)
      }
    })

    it('adds up: baseline and contributions are the raw prediction', async () => {
      const data = mixedData()
      const model = await fit(data)
      expectAdditive(model, explained(data.frame))
      expectAdditive(model, hostileFrame())
    })

    it('predicts the same to the last bit after being stored as JSON', async () => {
      const data = mixedData()
      const model = await fit(data)
      const loaded = loadModel(JSON.parse(JSON.stringify(model)))
      for (const frame of [data.frame, hostileFrame()]) {
        expectSameBits(loaded.predict(frame), model.predict(frame))
        const some = explained(frame)
        expectSameBits(loaded.contributions(some).values, model.contributions(some).values)
      }
      expect(loaded.inputs).toEqual(model.inputs)
      expect(JSON.stringify(loaded)).toBe(JSON.stringify(model))
    })

    it('refuses a stored model that lost a part', async () => {
      const stored = (await fit(mixedData())).toJSON()
      for (const part of Object.keys(stored)) {
        const damaged = Object.fromEntries(Object.entries(stored).filter(([name]) => name !== part))
        expect(() => loadModel(damaged), part).toThrow(errorOf('MODEL_UNREADABLE'))
      }
    })

    it('learns the same model twice from the same data and seed', async () => {
      const first = await fit(mixedData(), { seed: 5 })
      const second = await fit(mixedData(), { seed: 5 })
      expect(JSON.stringify(second)).toBe(JSON.stringify(first))
    })

    it('changes nothing of what it is given', async () => {
      const data = mixedData()
      await fit(data)
      expect(data).toEqual(mixedData())
    })

    it('finds columns by name, in any order and among others', async () => {
      const data = mixedData()
      const model = await fit(data)
      const extra: Column = { kind: 'numeric', name: 'extra', values: data.target }
      const columns = [extra, ...data.frame.columns.toReversed()]
      expectSameBits(model.predict({ rows: data.frame.rows, columns }), model.predict(data.frame))
    })

    it('finds levels by name, whatever their codes', async () => {
      const data = mixedData()
      const model = await fit(data)
      const columns = data.frame.columns.map(withReversedLevels)
      expectSameBits(model.predict({ rows: data.frame.rows, columns }), model.predict(data.frame))
    })

    it('predicts each row for itself', async () => {
      const data = mixedData()
      const model = await fit(data)
      const whole = model.predict(data.frame)
      for (const row of [0, 7, data.frame.rows - 1]) {
        const own = whole.slice(row * model.outputs, (row + 1) * model.outputs)
        expectSameBits(model.predict(rowsOf(data.frame, [row])), own)
      }
    })

    it('predicts nothing for an empty frame', async () => {
      const data = mixedData()
      const model = await fit(data)
      const empty = rowsOf(data.frame, [])
      expect(model.predict(empty)).toHaveLength(0)
      expect(model.contributions(empty).values).toHaveLength(0)
    })

    it('takes levels never seen, missing values, infinities and huge values', async () => {
      expectUsable(await fit(mixedData()), hostileFrame())
    })

    it('takes them in training too', async () => {
      const frame = hostileFrame()
      const model = await fit({ frame, target: alternating(frame.rows) })
      expectUsable(model, frame)
      expectAdditive(model, frame)
      const loaded = loadModel(JSON.parse(JSON.stringify(model)))
      expectSameBits(loaded.predict(frame), model.predict(frame))
    })

    it('takes columns that are constant, always missing, or absent altogether', async () => {
      const rows = 60
      const columns: Column[] = [
        { kind: 'numeric', name: 'constant', values: new Float64Array(rows).fill(3) },
        { kind: 'numeric', name: 'missing', values: new Float64Array(rows).fill(NaN) },
        { kind: 'category', name: 'same', codes: new Int32Array(rows), levels: ['only'] },
        { kind: 'category', name: 'none', codes: new Int32Array(rows).fill(-1), levels: [] },
      ]
      for (const frame of [
        { rows, columns },
        { rows, columns: [] },
      ]) {
        const model = await fit({ frame, target: alternating(rows) })
        valuesOf(model, frame).forEach((value) => expect(value).toBeCloseTo(0.5, 6))
        expectAdditive(model, frame)
      }
    })

    it('takes a target that never varies', async () => {
      const { frame } = mixedData()
      for (const value of [0, 1]) {
        const model = await fit({ frame, target: new Float64Array(frame.rows).fill(value) })
        expectUsable(model, frame)
        valuesOf(model, frame).forEach((predicted) => expect(Math.abs(predicted - value)).toBeLessThan(0.02))
      }
    })

    it('takes a single row', async () => {
      const { frame } = mixedData()
      for (const value of [0, 1]) {
        const model = await fit({ frame: rowsOf(frame, [0]), target: Float64Array.of(value) })
        expectUsable(model, frame)
        expectAdditive(model, frame)
      }
    })

    it('refuses to learn from no rows', async () => {
      const empty = { frame: rowsOf(mixedData().frame, []), target: new Float64Array(0) }
      await expect(fit(empty)).rejects.toThrow(errorOf('DATASET_INVALID'))
    })

    it('refuses targets and weights that do not fit the rows', async () => {
      const { frame, target } = mixedData()
      const refused: Dataset[] = [
        { frame, target: target.slice(1) },
        { frame, target, weights: new Float64Array(3).fill(1) },
        { frame, target, weights: new Float64Array(frame.rows) },
        { frame, target: target.map((value, row) => (row === 4 ? NaN : value)) },
        ...(isOfClasses(task) ? [{ frame, target: target.map((value) => value + 0.5) }] : []),
        ...(isOfClasses(task) || subject.counts ? [{ frame, target: target.map((value) => value - 5) }] : []),
      ]
      for (const data of refused) await expect(fit(data)).rejects.toThrow(errorOf('DATASET_INVALID'))
    })

    it('takes more columns than rows', async () => {
      const random = new Random(8)
      const rows = 40
      const columns = Array.from({ length: 80 }, (_, i): Column => {
        const values = Float64Array.from({ length: rows }, () => random.normal())
        return { kind: 'numeric', name: `c${i}`, values }
      })
      const frame = { rows, columns }
      const model = await fit({ frame, target: alternating(rows) })
      expectUsable(model, frame)
      // Explaining by asking about mixed rows takes long with so many inputs: two rows will do.
      expectAdditive(model, rowsOf(frame, [0, 1]))
    })

    it('counts rows by their weight', async () => {
      const { frame } = mixedData()
      // Nothing in the columns tells these targets apart, so the weights decide; boosting overfits a little.
      const target = alternating(frame.rows)
      const heavyOnes = target.map((value) => (value === 1 ? 5 : 1))
      const heavyZeros = target.map((value) => (value === 0 ? 5 : 1))
      const meanUnder = async (weights: Float64Array): Promise<number> =>
        mean(valuesOf(await fit({ frame, target, weights }), frame))
      expect(await meanUnder(heavyOnes)).toBeGreaterThan(0.7)
      expect(await meanUnder(heavyZeros)).toBeLessThan(0.3)
    })

    it.runIf(subject.weightsRepeatRows)('takes a row of weight 2 for two rows', async () => {
      const data = mixedData()
      const all = Array.from({ length: data.frame.rows }, (_, row) => row)
      const twice = [...all, ...all.filter((row) => row % 2 === 1)]
      const repeated = await fit({
        frame: rowsOf(data.frame, twice),
        target: Float64Array.from(twice, (row) => data.target[row]),
      })
      const weights = Float64Array.from(all, (row) => (row % 2 === 1 ? 2 : 1))
      const weighted = (await fit({ ...data, weights })).predict(data.frame)
      repeated.predict(data.frame).forEach((value, row) => expect(value).toBeCloseTo(weighted[row], 6))
    })

    it('stops when it was told to', async () => {
      await expect(fit(mixedData(), { signal: AbortSignal.abort() })).rejects.toThrow(errorOf('CANCELLED'))
    })

    it('tells how far it is, and ends at 1', async () => {
      const shares: number[] = []
      await fit(mixedData(), { onProgress: (share) => shares.push(share) })
      expect(shares.at(-1)).toBe(1)
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    })

    it.skipIf(subject.ignoresColumns)('names the column that is missing or of another kind', async () => {
      const data = mixedData()
      const model = await fit(data)
      const [first, ...others] = data.frame.columns
      expect(() => model.predict({ rows: data.frame.rows, columns: others })).toThrow(
        errorOf('COLUMN_MISSING', first.name),
      )
      const asCategory: Column = {
        kind: 'category',
        name: first.name,
        codes: new Int32Array(data.frame.rows),
        levels: ['x'],
      }
      const frame = { rows: data.frame.rows, columns: [asCategory, ...others] }
      expect(() => model.contributions(frame)).toThrow(errorOf('COLUMN_KIND', first.name))
    })
  })
}

/** Numbers, counts with a long tail, flags and categories, some missing; the target follows three of them. */
function exampleOf({ task, counts }: LearnerCase): Dataset {
  const random = new Random(42)
  const rows = 400
  const age = new Float64Array(rows)
  const spend = new Float64Array(rows)
  const noise = new Float64Array(rows)
  const plan = new Int32Array(rows)
  const target = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    age[row] = random.uniform() < 0.1 ? NaN : 40 + 10 * random.normal()
    spend[row] = Math.round(100 * Math.exp(random.normal() * 1.5)) / 100
    noise[row] = random.below(4)
    plan[row] = random.below(4) - 1
    const raw =
      0.06 * ((Number.isNaN(age[row]) ? 50 : age[row]) - 40) + Math.log1p(spend[row]) - 1 + 0.7 * plan[row]
    if (counts === true) target[row] = random.poisson(Math.exp(0.5 * raw))
    else if (task === 'regression') target[row] = raw + 0.3 * random.normal()
    else target[row] = Number(random.uniform() < 1 / (1 + Math.exp(-raw)))
    // A third class that the others' columns do not explain.
    if (task === 'multiclass' && random.uniform() < 0.2) target[row] = 2
  }
  return {
    frame: {
      rows,
      columns: [
        { kind: 'numeric', name: 'age', values: age },
        { kind: 'numeric', name: 'spend', values: spend },
        { kind: 'numeric', name: 'noise', values: noise },
        { kind: 'category', name: 'plan', codes: plan, levels: ['basic', 'plus', 'team'] },
      ],
    },
    target,
  }
}

/** The columns of `mixedData` with what real tables hold once in a while. */
function hostileFrame(): Frame {
  const hard = [0, -0, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 12, 12, 13, 14]
  const values = Float64Array.from([...hard, ...hard, ...hard])
  const rows = values.length
  const levels = ['never seen', 'team', '', '__proto__', 'basic']
  return {
    rows,
    columns: [
      { kind: 'numeric', name: 'age', values },
      { kind: 'numeric', name: 'spend', values: values.toReversed() },
      { kind: 'numeric', name: 'noise', values: new Float64Array(rows).fill(NaN) },
      { kind: 'category', name: 'plan', codes: Int32Array.from(values, (_, row) => (row % 6) - 1), levels },
    ],
  }
}

function withReversedLevels(column: Column): Column {
  if (column.kind === 'numeric') return column
  const last = column.levels.length - 1
  return {
    ...column,
    levels: column.levels.toReversed(),
    codes: column.codes.map((code) => (code < 0 ? code : last - code)),
  }
}

function rowsOf(frame: Frame, rows: readonly number[]): Frame {
  return {
    rows: rows.length,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
    ),
  }
}

function alternating(rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => row % 2)
}

function isOfClasses(task: Model['task']): boolean {
  return task === 'classification' || task === 'multiclass'
}

/** What is predicted of one output, one a row. */
function outputOf(predicted: Float64Array, { outputs }: Model, output: number): Float64Array {
  return predicted.filter((_, at) => at % outputs === output)
}

/** One number a row: the prediction, or the probability of class 1. */
function valuesOf(model: Model, frame: Frame): Float64Array {
  return outputOf(model.predict(frame), model, model.task === 'multiclass' ? 1 : 0)
}

function expectUsable(model: Model, frame: Frame): void {
  const predicted = model.predict(frame)
  expect(model.outputs > 1).toBe(model.task === 'multiclass')
  expect(predicted).toHaveLength(frame.rows * model.outputs)
  for (const value of predicted) {
    expect(Number.isFinite(value)).toBe(true)
    if (isOfClasses(model.task)) {
      expect(value).toBeGreaterThan(0)
      expect(value).toBeLessThan(1)
    }
  }
  if (model.task !== 'multiclass') return
  for (let row = 0; row < frame.rows; row++) {
    const own = predicted.slice(row * model.outputs, (row + 1) * model.outputs)
    expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
  }
}

/** Baseline and contributions of each row and output are its raw prediction. */
function expectSums(model: Model, frame: Frame, { counts, explainsPredictions }: LearnerCase): void {
  const predicted = model.predict(frame)
  const sums = Array.from({ length: model.outputs }, (_, output) => rowSums(model, frame, output))
  for (let row = 0; row < frame.rows; row++) {
    for (let output = 0; output < model.outputs; output++) {
      const value = predicted[row * model.outputs + output]
      if (explainsPredictions === true) expectNear(sums[output][row], value)
      else if (model.task === 'classification') expectLogOdds(sums[output][row], logOdds(value))
      else if (model.task === 'multiclass') {
        // Only differences between scores mean something.
        const first = predicted[row * model.outputs]
        const lead = Math.log(value / first)
        if (first > 1e-9 && value > 1e-9) expectNear(sums[output][row] - sums[0][row], lead)
      } else expectNear(sums[output][row], counts === true ? Math.log(value) : value)
    }
  }
}

function rowSums(model: Model, frame: Frame, output: number): Float64Array {
  const { baseline, values } = model.contributions(frame, output)
  const inputs = model.inputs.length
  expect(values).toHaveLength(frame.rows * inputs)
  return Float64Array.from({ length: frame.rows }, (_, row) =>
    values.slice(row * inputs, (row + 1) * inputs).reduce((sum, value) => sum + value, baseline),
  )
}

function expectLogOdds(sum: number, raw: number): void {
  // Beyond log odds of 15 a probability near 1 has too few digits left to be turned back.
  if (Math.abs(raw) > 15) expect(Math.sign(sum)).toBe(Math.sign(raw))
  else expectNear(sum, raw)
}

function expectNear(sum: number, raw: number): void {
  expect(Math.abs(sum - raw)).toBeLessThan(1e-6 * Math.max(1, Math.abs(raw)))
}

/** `toEqual` takes -0 for 0 in typed arrays or not, depending on the version: bits leave no doubt. */
function expectSameBits(actual: Float64Array, expected: Float64Array): void {
  expect(new BigUint64Array(actual.slice().buffer)).toEqual(new BigUint64Array(expected.slice().buffer))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Matches an error of the catalogue by its code, and by a word of its message where one is given. */
function errorOf(code: ForetellError['code'], word = ''): { asymmetricMatch(error: unknown): boolean } {
  return {
    asymmetricMatch: (error) =>
      error instanceof ForetellError && error.code === code && error.message.includes(word),
  }
}
