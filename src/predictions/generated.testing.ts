import type { Feature } from '../features/feature.js'
import type { Column } from '../ml/frame.js'
import { probabilityOf } from '../ml/metrics/log-loss.js'
import { silentObserver } from '../shared/observer.js'
import { Random } from '../shared/random.js'
import { fixedClock } from '../shared/time.js'
import type { LabelledRows } from './labelled-rows.js'
import type { LearnSettings, Parts } from './learn.js'
import { takeLabelled } from './labelled-rows.js'

/** Rows in memory whose columns are given by name; entities are their row numbers. */
export function labelledRows(
  columns: Readonly<Record<string, Float64Array | readonly string[]>>,
  target: Float64Array,
): LabelledRows {
  return {
    frame: {
      rows: target.length,
      columns: Object.entries(columns).map(([name, values]) => column(name, values)),
    },
    target,
    entityIds: Array.from(target, (_, row) => `c${row}`),
    anchors: null,
    features: Object.entries(columns).map(([name, values]) => feature(name, values)),
  }
}

function column(name: string, values: Float64Array | readonly string[]): Column {
  if (values instanceof Float64Array) return { kind: 'numeric', name, values }
  const levels = [...new Set(values)]
  return { kind: 'category', name, levels, codes: Int32Array.from(values, (value) => levels.indexOf(value)) }
}

function feature(name: string, values: Float64Array | readonly string[]): Feature {
  return {
    name,
    title: name.replaceAll('_', ' '),
    kind: values instanceof Float64Array ? 'numeric' : 'category',
    family: 'column',
  }
}

/** Outcomes drawn with known probabilities: log odds = -1 + 1.2 a - 0.8 b + (0.7 when c is "x"). */
export function logisticRows(rows: number, seed: number): LabelledRows & { readonly truth: Float64Array } {
  const random = new Random(seed)
  const a = Float64Array.from({ length: rows }, () => random.normal())
  const b = Float64Array.from({ length: rows }, () => random.normal())
  const c = Array.from({ length: rows }, () => ['x', 'y', 'z'][random.below(3)])
  const noise = Float64Array.from({ length: rows }, () => random.normal())
  const truth = a.map((value, row) =>
    probabilityOf(-1 + 1.2 * value - 0.8 * b[row] + (c[row] === 'x' ? 0.7 : 0)),
  )
  const target = truth.map((p) => (random.uniform() < p ? 1 : 0))
  return { ...labelledRows({ a, b, c, noise }, target), truth }
}

/** Nothing in these columns says anything of the target. */
export function noiseRows(rows: number, seed: number): LabelledRows {
  const random = new Random(seed)
  const numbers = (): Float64Array => Float64Array.from({ length: rows }, () => random.normal())
  const names = Array.from({ length: rows }, () => `n${random.below(300)}`)
  const target = Float64Array.from({ length: rows }, () => (random.uniform() < 0.3 ? 1 : 0))
  return labelledRows({ a: numbers(), b: numbers(), c: numbers(), names }, target)
}

/** 60 % to train on, 20 % to validate, 20 % to measure, in the order of the rows. */
export function inParts(rows: LabelledRows): Parts {
  const cut = (from: number, to: number): LabelledRows =>
    takeLabelled(
      rows,
      Array.from(
        { length: Math.floor(to * rows.target.length) - Math.floor(from * rows.target.length) },
        (_, i) => Math.floor(from * rows.target.length) + i,
      ),
    )
  return { training: cut(0, 0.6), validation: cut(0.6, 0.8), holdout: cut(0.8, 1) }
}

export const quietSettings: LearnSettings = {
  task: 'classification',
  seed: 1,
  clock: fixedClock('2026-11-21T00:00:00Z'),
  observer: silentObserver,
  levels: { medium: 0.2, high: 0.5, critical: 0.8 },
  profit: { customerValue: 200, offerCost: 10, contactCost: 1, acceptance: 0.3, assumed: true },
}
