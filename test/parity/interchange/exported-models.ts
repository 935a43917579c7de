import { ImportedModel } from '../../../src/ml/interchange/imported-model.js'
import { readLightgbm } from '../../../src/ml/interchange/read-lightgbm.js'
import { readXgboost } from '../../../src/ml/interchange/read-xgboost.js'
import type { Column, Frame } from '../../../src/ml/frame.js'
import type { Task } from '../../../src/ml/model.js'
import { Random } from '../../../src/shared/random.js'
import { codeCount, type Coding, missingCode } from '../../../src/ml/trees/coding.js'
import type { Link } from '../../../src/ml/trees/link.js'
import type { Tree } from '../../../src/ml/trees/tree.js'
import { fixture } from './fixture.js'

/** The edges of whole numbers, so that codes are ranges of them. */
function belowEach(numbers: readonly number[]): Float64Array {
  const bits = new DataView(new ArrayBuffer(8))
  return Float64Array.from(numbers, (number) => {
    bits.setFloat64(0, number)
    bits.setBigInt64(0, bits.getBigInt64(0) - 1n)
    return bits.getFloat64(0)
  })
}

const levels = ['free', 'pro', 'team', 'trial', 'other kinds']
const columns: readonly Coding[] = [
  {
    kind: 'numeric',
    name: 'visits',
    thresholds: Float64Array.of(-1.5, -1e-7, 0.1, 1 / 3, 7, 1e9),
    missing: 'nan',
  },
  { kind: 'numeric', name: 'spend', thresholds: Float64Array.of(-0.25, 0.7, 2.5, 30), missing: 'zero' },
  { kind: 'numeric', name: 'age in days', thresholds: Float64Array.of(-3, 0.5, 100.1), missing: 'none' },
  { kind: 'category', name: 'plan', levels },
  { kind: 'numeric', name: 'shop', thresholds: belowEach([1, 2, 5, 30, 33, 40]) },
]

type Sides = 'alike' | 'apart' | 'numbers apart'

/**
 * A random tree.
 * @param unseen whether levels never seen go with missing values, or anywhere; of numbers of categories too
 */
function grown(random: Random, depth: number, unseen: Sides): Tree {
  const nodes: {
    column: number
    cut: number
    missingLeft: number
    left: number
    right: number
    cover: number
  }[] = []
  const levelSets: Uint8Array[] = []
  const grow = (left: number): number => {
    const node = { column: -1, cut: 0, missingLeft: 0, left: -1, right: -1, cover: 1 + random.below(30) }
    const at = nodes.push(node) - 1
    if (left === 0 || (left < depth && random.below(6) === 0)) return at
    node.column = random.below(columns.length)
    const coding = columns[node.column]
    if (coding.kind === 'category' || coding.name === 'shop') {
      const set = Uint8Array.from({ length: codeCount(coding) }, () => random.below(2))
      const missing = missingCode(coding)
      if (coding.kind === 'numeric')
        set[0] = set[missing - 1] = unseen === 'numbers apart' ? set[0] : set[missing]
      else if (unseen === 'alike') set[0] = set[missing]
      node.cut = -levelSets.push(set)
    } else {
      node.cut = random.below(coding.thresholds.length + 1)
      node.missingLeft = coding.missing === 'none' ? Number(node.cut >= 1) : random.below(2)
    }
    node.left = grow(left - 1)
    node.right = grow(left - 1)
    node.cover = nodes[node.left].cover + nodes[node.right].cover
    return at
  }
  grow(depth)
  const list = (of: (node: (typeof nodes)[number]) => number): number[] => nodes.map(of)
  return {
    column: Int32Array.from(list(({ column }) => column)),
    cut: Int32Array.from(list(({ cut }) => cut)),
    missingLeft: Uint8Array.from(list(({ missingLeft }) => missingLeft)),
    left: Int32Array.from(list(({ left }) => left)),
    right: Int32Array.from(list(({ right }) => right)),
    value: Float64Array.from(nodes, () => random.normal()),
    cover: Float64Array.from(list(({ cover }) => cover)),
    gain: Float64Array.from(nodes, ({ column }) => (column < 0 ? 0 : random.uniform())),
    levelSets,
  }
}

interface Kind {
  readonly name: string
  readonly task: Task
  readonly link: Link
  readonly outputs: number
  readonly average?: boolean
  readonly single?: boolean
  readonly trees?: number
  readonly unseen?: Sides
}

const kinds: readonly Kind[] = [
  { name: 'logistic', task: 'classification', link: { name: 'logistic', slope: 1 }, outputs: 1, trees: 12 },
  {
    name: 'levels never seen like missing',
    task: 'classification',
    link: { name: 'logistic', slope: 0.5 },
    outputs: 1,
    unseen: 'alike',
  },
  {
    name: 'identity, mean',
    task: 'regression',
    link: { name: 'identity', slope: 1 },
    outputs: 1,
    average: true,
  },
  { name: 'softmax', task: 'multiclass', link: { name: 'softmax', slope: 1 }, outputs: 3 },
  {
    name: 'softmax, mean',
    task: 'multiclass',
    link: { name: 'softmax', slope: 1 },
    outputs: 3,
    average: true,
  },
  {
    name: 'probabilities, mean',
    task: 'multiclass',
    link: { name: 'identity', slope: 1 },
    outputs: 3,
    average: true,
  },
  { name: 'each class', task: 'multiclass', link: { name: 'logistic-each', slope: 2 }, outputs: 3 },
  { name: 'exponential', task: 'survival', link: { name: 'exponential', slope: 1 }, outputs: 1 },
  { name: 'softplus', task: 'regression', link: { name: 'softplus', slope: 1 }, outputs: 1 },
  { name: 'square', task: 'regression', link: { name: 'signed-square', slope: 1 }, outputs: 1 },
  {
    name: 'numbers apart from missing',
    task: 'regression',
    link: { name: 'identity', slope: 1 },
    outputs: 1,
    unseen: 'numbers apart',
  },
  { name: 'step', task: 'classification', link: { name: 'step', slope: 1 }, outputs: 1 },
  { name: 'no trees', task: 'multiclass', link: { name: 'softmax', slope: 1 }, outputs: 3, trees: 0 },
]

function modelOf(
  { task, link, outputs, average = false, single = false, trees = 6, unseen = 'apart' }: Kind,
  seed: number,
) {
  const random = new Random(seed)
  return new ImportedModel({
    program: 'LightGBM',
    objective: 'random',
    task,
    link,
    ensemble: {
      codings: columns,
      trees: Array.from({ length: trees * outputs }, (_, tree) => grown(random, tree === 2 ? 0 : 4, unseen)),
      outputs,
      initialScores: Array.from({ length: outputs }, () => random.normal()),
      average,
      single,
    },
  })
}

interface Exported {
  readonly name: string
  /** False where LightGBM's text cannot say it. */
  readonly asText: boolean
  readonly model: ImportedModel
  /** Rows to ask about: as our frame, and as the matrix that both formats take. */
  readonly frame: Frame
  readonly matrix: Float64Array
}

const onlyOnnx = ['step']

/** Models of every kind that can be written, with rows to ask them about; the same ones every time. */
export function exportedModels(): Exported[] {
  const imported = (name: string, model: ImportedModel) => ({ name, model })
  const lightgbm = fixture<{ cases: { name: string; text: string }[]; pandas: { text: string } }>('lightgbm')
  const xgboost = fixture<{ cases: { name: string; json: string }[]; named: { json: string } }>('xgboost')
  const textOf = (name: string): string => lightgbm.cases.find((one) => one.name === name)!.text
  const jsonOf = (name: string): string => xgboost.cases.find((one) => one.name === name)!.json
  return [
    ...kinds.map((kind, seed) => ({ name: kind.name, model: modelOf(kind, seed) })),
    ...['binary, categories', 'binary, zero as missing', 'binary, no missing', 'forest'].map((name) =>
      imported(`LightGBM's ${name}`, readLightgbm(textOf(name))),
    ),
    imported("LightGBM's levels", readLightgbm(lightgbm.pandas.text)),
    ...['no names, exact', 'pruned', 'binary:logistic'].map((name) =>
      imported(`XGBoost's ${name}`, readXgboost(jsonOf(name))),
    ),
    imported("XGBoost's levels", readXgboost(xgboost.named.json)),
  ].map(({ name, model }, seed) => ({
    name,
    model,
    asText: !onlyOnnx.includes(name),
    ...probes(model, new Random(1000 + seed)),
  }))
}

const ROWS = 100
const ODD = [NaN, NaN, 0, 1e-3, -1, 1, 2, 3, 31, 32, 33, 1e10, Infinity, -Infinity]

function probes({ ensemble }: ImportedModel, random: Random): Pick<Exported, 'frame' | 'matrix'> {
  const { codings } = ensemble
  const matrix = new Float64Array(ROWS * codings.length)
  const columns = codings.map((coding, input): Column => {
    const values = Float64Array.from({ length: ROWS }, () => numberFor(coding, random))
    values.forEach((value, row) => (matrix[row * codings.length + input] = value))
    if (coding.kind === 'numeric') return { kind: 'numeric', name: coding.name, values }
    const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value))
    return { kind: 'category', name: coding.name, codes, levels: [...coding.levels, 'never seen'] }
  })
  return { frame: { rows: ROWS, columns }, matrix }
}

function numberFor(coding: Coding, random: Random): number {
  const odd = random.below(5) === 0
  if (coding.kind === 'category') return odd ? NaN : random.below(coding.levels.length + 1)
  const { thresholds } = coding
  const isWhole = coding.name === 'shop' || coding.name === 'd'
  if (isWhole) return odd ? NaN : random.below(45)
  if (odd || thresholds.length === 0) return ODD[random.below(ODD.length)]
  const drawn = thresholds[random.below(thresholds.length)]
  // LightGBM takes numbers next to 0 for 0.
  const threshold = Math.abs(drawn) < 1e-30 ? 0 : drawn
  switch (random.below(4)) {
    case 0:
      return threshold
    case 1:
      return threshold + Math.abs(threshold) * 2 ** -52
    case 2:
      return threshold - Math.abs(threshold) * 2 ** -52
    default:
      return threshold + random.normal()
  }
}
