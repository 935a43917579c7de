import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { BoostedModel } from '../../../src/ml/boosting/boosted-model.js'
import { codeCount, type Coding } from '../../../src/ml/trees/coding.js'
import type { Tree } from '../../../src/ml/trees/tree.js'
import type { Frame } from '../../../src/ml/frame.js'
import { interactionValues } from '../../../src/ml/explain/interaction-values.js'
import { interventionalShap } from '../../../src/ml/explain/interventional-shap.js'
import { readXgboost } from '../../../src/ml/interchange/read-xgboost.js'
import type { TreeModel } from '../../../src/ml/trees/tree-model.js'
import { frameOf, generate } from './generated.js'

/** A node as another library dumped it. Without `column` it is a leaf. */
interface DumpedNode {
  readonly count: number
  readonly value?: number
  readonly column?: number
  readonly threshold?: number
  /** Levels that go left, by number. */
  readonly levels?: readonly number[]
  readonly missing?: boolean
  readonly missingLeft?: boolean
  readonly left?: number
  readonly right?: number
}

interface Explained {
  readonly name: string
  readonly columns: readonly string[]
  readonly trees: readonly (readonly DumpedNode[])[]
  readonly raw: readonly number[]
  /** By row: one a column, then the baseline. */
  readonly contributions: readonly (readonly number[])[]
}

interface ShapFixture extends Omit<Explained, 'name'> {
  readonly initial: number
  readonly rows: readonly (readonly number[])[]
  readonly baseline: number
}

function fixture<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Content
}

/** Our model with the trees of another library. */
function imported(
  frame: Frame,
  dumped: readonly (readonly DumpedNode[])[],
  initialScore: number,
): BoostedModel {
  const codings = frame.columns.map((column, index): Coding => {
    if (column.kind === 'category') return { kind: 'category', name: column.name, levels: column.levels }
    const nodes = dumped.flat().filter((node) => node.column === index)
    const thresholds = [...new Set(nodes.map((node) => node.threshold!))].sort((a, b) => a - b)
    return { kind: 'numeric', name: column.name, thresholds: Float64Array.from(thresholds) }
  })
  return new BoostedModel({
    objective: { name: 'squared', task: 'regression', link: 'identity' },
    ensemble: {
      codings,
      outputs: 1,
      initialScores: [initialScore],
      trees: dumped.map((nodes) => importedTree(nodes, codings)),
      average: false,
      single: false,
    },
  })
}

function importedTree(nodes: readonly DumpedNode[], codings: readonly Coding[]): Tree {
  const levelSets: Uint8Array[] = []
  const cutOf = ({ column, threshold, levels }: DumpedNode): number => {
    if (column === undefined) return 0
    const coding = codings[column]
    if (coding.kind === 'numeric') return coding.thresholds.indexOf(threshold!)
    const set = new Uint8Array(codeCount(coding))
    for (const level of levels!) set[level + 1] = 1
    return -levelSets.push(set)
  }
  return {
    column: Int32Array.from(nodes, ({ column }) => column ?? -1),
    cut: Int32Array.from(nodes, cutOf),
    missingLeft: Uint8Array.from(nodes, ({ missing, missingLeft }) =>
      Number(missing === true && missingLeft),
    ),
    left: Int32Array.from(nodes, ({ left }) => left ?? -1),
    right: Int32Array.from(nodes, ({ right }) => right ?? -1),
    value: Float64Array.from(nodes, ({ value }) => value ?? 0),
    cover: Float64Array.from(nodes, ({ count }) => count),
    gain: new Float64Array(nodes.length),
    levelSets,
  }
}

/** Rows of our contributions, each with the baseline behind it. */
function contributionRows(model: TreeModel, frame: Frame): number[][] {
  const { baseline, values } = model.contributions(frame)
  const width = model.inputs.length
  return Array.from({ length: frame.rows }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
    baseline,
  ])
}

function expectClose(ours: readonly number[][], theirs: readonly (readonly number[])[], tolerance: number) {
  const differences = theirs.flatMap((row, i) => row.map((value, j) => Math.abs(value - ours[i][j])))
  expect(Math.max(...differences)).toBeLessThan(tolerance)
}

describe('TreeSHAP beside LightGBM and shap', () => {
  const { explained } = fixture<{ explained: readonly Explained[] }>('lightgbm.json')
  const test = generate(2000, 12)

  // Both sides compute in doubles; the sums differ in the last digits only.
  it.each(explained)('predicts and explains the same trees of LightGBM: $name', (theirs) => {
    const frame = frameOf(test, theirs.columns, theirs.raw.length)
    const model = imported(frame, theirs.trees, 0)
    expectClose([[...model.predict(frame)]], [theirs.raw], 1e-9)
    expectClose(contributionRows(model, frame), theirs.contributions, 1e-9)
  })

  it('explains the trees of scikit-learn as shap does', () => {
    const theirs = fixture<ShapFixture>('shap.json')
    const frame: Frame = {
      rows: theirs.rows.length,
      columns: theirs.columns.map((name, column) => ({
        kind: 'numeric',
        name,
        values: Float64Array.from(theirs.rows, (row) => row[column]),
      })),
    }
    const model = imported(frame, theirs.trees, theirs.initial)
    expectClose([[...model.predict(frame)]], [theirs.raw], 1e-9)
    const withBaseline = theirs.contributions.map((row) => [...row, theirs.baseline])
    expectClose(contributionRows(model, frame), withBaseline, 1e-9)
  })
})

type Matrix = readonly (readonly number[])[]

/** `make-explain-fixtures.py` */
interface ExplainedFixture {
  readonly xgboost: {
    readonly model: object
    readonly columns: readonly string[]
    readonly rows: readonly (readonly (number | null)[])[]
    readonly raw: readonly number[]
    readonly contributions: Matrix
    /** By row a matrix of columns x columns, the baseline's last. */
    readonly interactions: readonly Matrix[]
  }
  readonly shap: {
    readonly columns: readonly string[]
    readonly initial: number
    readonly trees: readonly (readonly DumpedNode[])[]
    readonly rows: Matrix
    readonly background: Matrix
    readonly raw: readonly number[]
    readonly interactions: readonly Matrix[]
    readonly interventional: { readonly baseline: number; readonly contributions: Matrix }
  }
}

function tableOf(columns: readonly string[], rows: readonly (readonly (number | null)[])[]): Frame {
  return {
    rows: rows.length,
    columns: columns.map((name, column) => ({
      kind: 'numeric',
      name,
      values: Float64Array.from(rows, (row) => row[column] ?? NaN),
    })),
  }
}

function expectInteractions(model: TreeModel, frame: Frame, theirs: readonly Matrix[], tolerance: number) {
  const { values } = interactionValues(model, frame)
  const width = model.inputs.length
  theirs.forEach((matrix, row) => {
    const ours = model.inputs.map((_, i) => [
      ...values.subarray((row * width + i) * width, (row * width + i + 1) * width),
    ])
    expectClose(
      ours,
      matrix.slice(0, width).map((line) => line.slice(0, width)),
      tolerance,
    )
  })
}

describe('beside XGBoost and shap', () => {
  const { xgboost, shap } = fixture<ExplainedFixture>('explained.json')

  // XGBoost sums contributions in single precision: 24 bits of numbers about 1, over 12 trees.
  it('contributions and interactions are those of XGBoost', () => {
    const model = readXgboost(xgboost.model)
    const frame = tableOf(xgboost.columns, xgboost.rows)
    expect([...model.predictRaw(frame)]).toEqual(xgboost.raw.map(Math.fround))
    expectClose(contributionRows(model, frame), xgboost.contributions, 2e-6)
    expectInteractions(model, frame, xgboost.interactions, 2e-6)
  })

  // Both sides compute in doubles, but shap's interventional values miss the prediction by as much as 1e-8.
  it('interactions and interventional values are those of shap', () => {
    const frame = tableOf(shap.columns, shap.rows)
    const model = imported(frame, shap.trees, shap.initial)
    expectClose([[...model.predict(frame)]], [shap.raw], 1e-9)
    expectInteractions(model, frame, shap.interactions, 1e-9)
    const background = tableOf(shap.columns, shap.background)
    const { baseline, values } = interventionalShap(model, frame, background)
    const width = shap.columns.length
    const ours = shap.rows.map((_, row) => [...values.subarray(row * width, (row + 1) * width)])
    expect(Math.abs(baseline - shap.interventional.baseline)).toBeLessThan(1e-9)
    expectClose(ours, shap.interventional.contributions, 2e-8)
  })
})
