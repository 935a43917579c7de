import type { Dataset } from '../frame.js'
import { codeCount, type CodedRows, type Coding, encodeFrame } from '../trees/coding.js'
import { addTree, type Tree } from '../trees/tree.js'
import { categoryBins, numericBins } from './binning.js'
import type { Engine, ExactSums, Parting, Root, Searched, Split, TreeStart } from './engine.js'
import { exactScale, type FixedSums, type Scales, scalesFor } from './fixed-point.js'
import type { Derivatives, GrowthRows } from './growth-rows.js'
import { BLOCK_ROWS } from './kernel-plan.js'
import type { RowsOptions } from './kernel-rows.js'
import type { GrowthLimits } from './limits.js'
import { ReferenceSearch } from './reference-search.testing.js'

/**
 * Grows the trees that kernels grow, in the plainest way: what these are compared with. It samples no rows, so bins are
 * found from all of them.
 */
export function referenceRows(data: Dataset, options: RowsOptions): Promise<GrowthRows> {
  return Promise.resolve(new ReferenceRows(data, options))
}

class ReferenceRows implements GrowthRows {
  readonly rows: number
  readonly validationRows: number
  readonly codings: readonly Coding[]
  readonly splittable: readonly number[]
  readonly engine: Engine
  readonly #scores: Float64Array[]
  readonly #derivatives: Derivatives[]

  constructor({ frame, weights }: Dataset, { binning, limits, outputs, validation }: RowsOptions) {
    this.rows = frame.rows
    this.validationRows = validation?.rows ?? 0
    this.codings = frame.columns.map((column) => {
      if (column.kind === 'category') return categoryBins(column, binning)
      const known = column.values.filter((value) => !Number.isNaN(value)).sort()
      return numericBins(column.name, known, known.length < frame.rows, binning)
    })
    const coded = encodeFrame(this.codings, frame)
    const populated = coded.columns.map((codes) => new Set(codes).size)
    this.splittable = populated.flatMap((codes, column) => (codes > 1 ? [column] : []))
    const all = Array.from({ length: outputs }, (_, output) => output)
    this.#scores = all.map(() => new Float64Array(this.rows + this.validationRows))
    this.#derivatives = all.map(() => ({
      gradients: new Float32Array(this.rows),
      hessians: new Float32Array(this.rows),
    }))
    const others = validation && encodeFrame(this.codings, validation)
    this.engine = new ReferenceEngine(this, coded, others, populated, limits, weights)
  }

  scores(output: number): Float64Array {
    return this.#scores[output]
  }

  derivatives(output: number): Derivatives {
    return this.#derivatives[output]
  }

  close(): void {
    // It holds nothing but memory.
  }
}

class ReferenceEngine implements Engine {
  readonly batch = 16
  readonly #rows: GrowthRows
  readonly #coded: CodedRows
  readonly #validation: CodedRows | undefined
  readonly #populated: readonly number[]
  readonly #limits: GrowthLimits
  readonly #weights: Float64Array | undefined
  #tree: TreeStart = { columns: new Int32Array(0), output: 0 }
  #scales: Scales = { gradient: 1, hessian: 1 }
  #exact = { gradient: 1, hessian: 1, weight: 1 }
  #fixed: FixedSums[] = []
  #nodeRows: number[][] = []

  constructor(
    rows: GrowthRows,
    coded: CodedRows,
    validation: CodedRows | undefined,
    populated: readonly number[],
    limits: GrowthLimits,
    weights: Float64Array | undefined,
  ) {
    this.#rows = rows
    this.#coded = coded
    this.#validation = validation
    this.#populated = populated
    this.#limits = limits
    this.#weights = weights
  }

  start(tree: TreeStart): Root {
    this.#tree = tree
    const { rows } = this.#coded
    const { gradients, hessians } = this.#rows.derivatives(tree.output)
    const times = (row: number): number => tree.counts?.[row] ?? 1
    let [gradient, hessian, seen] = [0, 0, 0]
    for (let begin = 0; begin < rows; begin += BLOCK_ROWS) {
      let [blockGradient, blockHessian] = [0, 0]
      for (let row = begin; row < Math.min(begin + BLOCK_ROWS, rows); row++) {
        blockGradient += times(row) * Math.abs(gradients[row])
        blockHessian += times(row) * hessians[row]
        seen += times(row)
      }
      gradient += blockGradient
      hessian += blockHessian
    }
    const scales = scalesFor(gradient, hessian, seen)
    const total = this.#weights?.reduce((sum, weight) => sum + weight)
    this.#scales = scales
    this.#exact = {
      gradient: exactScale(gradient, seen),
      hessian: exactScale(hessian, seen),
      weight: total === undefined ? 1 : exactScale(255 * total, 255 * rows),
    }
    this.#fixed = Array.from({ length: rows }, (_, row) => ({
      gradient: times(row) * nearest(gradients[row] * scales.gradient),
      hessian: times(row) * Math.max(1, nearest(hessians[row] * scales.hessian)),
    }))
    this.#nodeRows = [Array.from({ length: rows }, (_, row) => row).filter((row) => times(row) > 0)]
    return { rows: this.#nodeRows[0].length, sums: this.#sum(this.#nodeRows[0]), scales }
  }

  part(partings: readonly Parting[]): number[] {
    return partings.map(({ node, split, left, right }) => {
      const codes = this.#coded.columns[split.column]
      const goesLeft = (row: number): boolean => split.goesLeft[codes[row]] === 1
      this.#nodeRows[left] = this.#nodeRows[node].filter(goesLeft)
      this.#nodeRows[right] = this.#nodeRows[node].filter((row) => !goesLeft(row))
      return this.#nodeRows[left].length
    })
  }

  search(nodes: readonly Searched[]): (Split | undefined)[] {
    return nodes.map((node) => {
      const search = new ReferenceSearch(node, this.#limits, this.#scales)
      let best: Split | undefined
      for (const column of this.#tree.columns) {
        if (node.allowed?.[column] === 0) continue
        const split = search.best({
          column,
          coding: this.#rows.codings[column],
          populated: this.#populated[column],
          bins: this.#bins(node.node, column),
        })
        if (split !== undefined && (best === undefined || split.gain > best.gain)) best = split
      }
      return best
    })
  }

  sums(leaves: readonly number[]): ExactSums[] {
    const { gradients, hessians } = this.#rows.derivatives(this.#tree.output)
    const exact = this.#exact
    return leaves.map((leaf) => {
      let [gradient, hessian, weight] = [0n, 0n, 0n]
      for (const row of this.#nodeRows[leaf]) {
        const times = BigInt(this.#tree.counts?.[row] ?? 1)
        gradient += times * BigInt(nearest(gradients[row] * exact.gradient))
        hessian += times * BigInt(nearest(hessians[row] * exact.hessian))
        weight += times * BigInt(nearest((this.#weights?.[row] ?? 1) * exact.weight))
      }
      return {
        gradient: Number(gradient) / exact.gradient,
        hessian: Number(hessian) / exact.hessian,
        weight: Number(weight) / exact.weight,
      }
    })
  }

  rowsOf(leaf: number): Int32Array {
    return Int32Array.from(this.#nodeRows[leaf])
  }

  add(tree: Tree): void {
    const scores = this.#rows.scores(this.#tree.output)
    addTree(tree, this.#coded, scores)
    if (this.#validation !== undefined) addTree(tree, this.#validation, scores, this.#coded.rows)
  }

  #bins(node: number, column: number): FixedSums[] {
    const rows = Array.from({ length: codeCount(this.#rows.codings[column]) }, (): number[] => [])
    for (const row of this.#nodeRows[node]) rows[this.#coded.columns[column][row]].push(row)
    return rows.map((some) => this.#sum(some))
  }

  #sum(rows: readonly number[]): FixedSums {
    let [gradient, hessian] = [0, 0]
    for (const row of rows) {
      gradient += this.#fixed[row].gradient
      hessian += this.#fixed[row].hessian
    }
    return { gradient, hessian }
  }
}

/** To the nearest whole number, and of two to the even one. */
function nearest(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}
