import { beforeAll, describe, expect, it } from 'vitest'
import type { Column, Dataset, Frame } from '../../src/ml/frame.js'
import type { Contributions } from '../../src/ml/model.js'
import { frameRows } from '../../src/ml/split/rows.js'
import { ForetellError } from '../../src/shared/errors.js'
import { Random } from '../../src/shared/random.js'

/** Something that divides the predictions of rows among their inputs. */
export interface Explained {
  readonly inputs: readonly string[]
  /** What is divided, on the scale on which it is. */
  readonly raw: (frame: Frame) => Float64Array
  readonly explain: (frame: Frame) => Contributions
}

export interface ExplainerCase {
  readonly name: string
  /** Something explained that has seen the data. */
  prepare(data: Dataset): Promise<Explained>
  /** How far sums may be off, relative to the prediction (from 1 on). Default 1e-9. */
  readonly tolerance?: number
  /** Whether a column without effect may be given what it tells of those that have one. Default no. */
  readonly sharesWhatIsTold?: boolean
  /** Whether equal inputs that the prediction treats alike are given the same. Default no: trees pick one of two. */
  readonly symmetric?: boolean
  /** Whether a row that equals the whole background is given nothing. Default no. */
  readonly againstBackground?: boolean
}

/** What every explainer has to get right. One joins by one line in `explainer.test.ts`. */
export function describeExplainer(subject: ExplainerCase): void {
  const { tolerance = 1e-9 } = subject

  describe(subject.name, () => {
    const data = mixedData()
    let explained: Explained

    beforeAll(async () => {
      explained = await subject.prepare(data)
    })

    it('adds up to the raw prediction', () => {
      expectAdditive(explained, data.frame, tolerance)
    })

    it('gives exactly nothing to a column without effect', () => {
      const place = explained.inputs.indexOf('constant')
      const { values } = explained.explain(data.frame)
      for (let row = 0; row < data.frame.rows; row++) {
        expect(Math.abs(values[row * explained.inputs.length + place])).toBe(0)
      }
      if (subject.sharesWhatIsTold === true) return
      // The column is there and varies, but what was learned from cannot have used it.
      const moved = withValues(data.frame, 'constant', (_, row) => row)
      const again = explained.explain(moved).values
      for (let row = 0; row < data.frame.rows; row++) {
        expect(Math.abs(again[row * explained.inputs.length + place])).toBe(0)
      }
    })

    it('takes missing values, infinities and huge values', () => {
      const hard = [NaN, Infinity, -Infinity, 1e300, -1e300, 0, -0]
      for (const name of ['age', 'spend']) {
        const frame = withValues(data.frame, name, (value, row) => hard[row % 10] ?? value)
        expectAdditive(explained, frame, tolerance)
      }
    })

    it('takes levels never seen, and missing ones', () => {
      const frame: Frame = {
        rows: data.frame.rows,
        columns: data.frame.columns.map((column) =>
          column.kind === 'category'
            ? {
                ...column,
                levels: ['__proto__', 'never seen', 'team'],
                codes: column.codes.map((_, row) => (row % 4) - 1),
              }
            : column,
        ),
      }
      expectAdditive(explained, frame, tolerance)
    })

    it('takes a target that never varies', async () => {
      const same = await subject.prepare({ ...data, target: data.target.map(() => 3) })
      const { baseline, values } = same.explain(data.frame)
      expect(baseline).toBeCloseTo(3, 1)
      expect(values.every((value) => Math.abs(value) < 1e-6)).toBe(true)
    })

    it('explains nothing for an empty frame', () => {
      const whole = explained.explain(data.frame)
      const none = explained.explain(frameRows(data.frame, new Uint32Array(0)))
      expect(none.values).toHaveLength(0)
      expect(none.baseline).toBe(whole.baseline)
    })

    it('repeats itself, and explains a row alone as among others', () => {
      const { baseline, values } = explained.explain(data.frame)
      expectSameBits(explained.explain(data.frame).values, values)
      const width = explained.inputs.length
      for (const row of [0, 17, data.frame.rows - 1]) {
        const alone = explained.explain(frameRows(data.frame, Uint32Array.of(row)))
        expect(alone.baseline).toBe(baseline)
        // Sums may be made in another order where many rows share the work.
        alone.values.forEach((value, i) => {
          const among = values[row * width + i]
          expect(Math.abs(value - among)).toBeLessThan(1e-12 * Math.max(1, Math.abs(among)))
        })
      }
    })

    it('finds columns and levels by name, and changes nothing of what it is given', () => {
      const before = structuredClone(data.frame)
      const { values } = explained.explain(data.frame)
      expect(data.frame).toEqual(before)
      const turned: Frame = {
        rows: data.frame.rows,
        columns: data.frame.columns.toReversed().map((column): Column => {
          if (column.kind === 'numeric') return column
          const last = column.levels.length - 1
          const codes = column.codes.map((code) => (code < 0 ? code : last - code))
          return { ...column, levels: column.levels.toReversed(), codes }
        }),
      }
      expectSameBits(explained.explain(turned).values, values)
    })

    it('names the column that is missing', () => {
      const [first, ...others] = data.frame.columns
      expect(() => explained.explain({ rows: data.frame.rows, columns: others })).toThrow(
        expect.toSatisfy(
          (error) =>
            error instanceof ForetellError &&
            error.code === 'COLUMN_MISSING' &&
            error.message.includes(first.name),
        ) as Error,
      )
    })

    it.runIf(subject.symmetric)('gives equal inputs the same', async () => {
      const frame = withValues(data.frame, 'twin', (_, row) => valueAt(data.frame, 'age', row))
      const { inputs, explain } = await subject.prepare({ ...data, frame })
      const { values } = explain(frame)
      const width = inputs.length
      const [one, other] = ['age', 'twin'].map((name) => inputs.indexOf(name))
      let largest = 0
      for (let row = 0; row < frame.rows; row++) {
        largest = Math.max(largest, Math.abs(values[row * width + one]))
        // Two inputs that interact with no third share alike in every order and its reverse.
        expect(Math.abs(values[row * width + one] - values[row * width + other])).toBeLessThan(1e-7)
      }
      expect(largest).toBeGreaterThan(0.1)
    })

    it.runIf(subject.againstBackground)(
      'gives nothing to a row that is all there is to compare with',
      async () => {
        const row = frameRows(data.frame, Uint32Array.of(5))
        const { explain } = await subject.prepare({ frame: row, target: data.target.slice(5, 6) })
        expect(explain(row).values.every((value) => Math.abs(value) < 1e-12)).toBe(true)
      },
    )
  })
}

/** Numbers and names, some missing, one column constant and one of noise (the twin); the target follows the rest. */
export function mixedData(): Dataset {
  const random = new Random(21)
  const rows = 40
  const draw = (): Float64Array => Float64Array.from({ length: rows }, () => random.normal())
  const age = draw().map((value) => (random.uniform() < 0.1 ? NaN : value))
  const spend = draw().map((value) => Math.exp(value))
  const plan = Int32Array.from({ length: rows }, () => random.below(4) - 1)
  const frame: Frame = {
    rows,
    columns: [
      { kind: 'numeric', name: 'age', values: age },
      { kind: 'numeric', name: 'spend', values: spend },
      { kind: 'numeric', name: 'constant', values: new Float64Array(rows).fill(4) },
      { kind: 'numeric', name: 'twin', values: draw() },
      { kind: 'category', name: 'plan', codes: plan, levels: ['basic', 'plus', 'team'] },
    ],
  }
  const target = spend.map(
    (value, row) => (Number.isNaN(age[row]) ? 0 : 2 * age[row]) + value * (plan[row] === 1 ? 1 : -0.5),
  )
  return { frame, target }
}

function withValues(frame: Frame, name: string, valueOf: (value: number, row: number) => number): Frame {
  const columns = frame.columns.map((column): Column =>
    column.kind === 'numeric' && column.name === name
      ? { ...column, values: Float64Array.from(column.values, valueOf) }
      : column,
  )
  return { rows: frame.rows, columns }
}

function valueAt(frame: Frame, name: string, row: number): number {
  const column = frame.columns.find((candidate) => candidate.name === name)
  return column?.kind === 'numeric' ? column.values[row] : NaN
}

function expectAdditive(explained: Explained, frame: Frame, tolerance: number): void {
  const { baseline, values } = explained.explain(frame)
  const width = explained.inputs.length
  expect(values).toHaveLength(frame.rows * width)
  explained.raw(frame).forEach((raw, row) => {
    const sum = values
      .subarray(row * width, (row + 1) * width)
      .reduce((total, value) => total + value, baseline)
    expect(Math.abs(sum - raw)).toBeLessThan(tolerance * Math.max(1, Math.abs(raw)))
  })
}

/** Bit by bit, but for the sign of 0. */
function expectSameBits(actual: Float64Array, expected: Float64Array): void {
  const bits = (values: Float64Array): BigUint64Array =>
    new BigUint64Array(values.map((value) => value + 0).buffer)
  expect(bits(actual)).toEqual(bits(expected))
}
