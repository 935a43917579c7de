import type { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import { growTree } from '../growing/growth.js'
import type { GrowthRows } from '../growing/growth-rows.js'
import type { GrowthLimits } from '../growing/limits.js'
import type { Tree } from '../trees/tree.js'
import { OutOfBagSums } from './out-of-bag.js'
import type { ForestParameters } from './parameters.js'
import type { Targets } from './targets.js'

export interface ForestSetting {
  readonly rows: GrowthRows
  readonly data: Dataset
  readonly targets: Targets
  readonly parameters: ForestParameters
  readonly limits: GrowthLimits
  readonly random: Random
}

/** The trees of a forest as they are added. Each depends on the seed and its number alone. */
export class GrowingForest {
  /** One for each output, tree after tree. */
  readonly trees: Tree[] = []
  /** What the trees say of the rows that they have not seen; undefined where each sees all. */
  readonly outOfBag: OutOfBagSums | undefined
  readonly #setting: ForestSetting

  constructor(setting: ForestSetting) {
    const { rows, targets, data, parameters } = setting
    this.#setting = setting
    this.outOfBag =
      parameters.sampling === 'bootstrap' ? new OutOfBagSums(rows.rows, targets.outputs) : undefined
    const { hessians } = rows.derivatives(0)
    if (data.weights === undefined) hessians.fill(1)
    else hessians.set(data.weights)
  }

  /** About how many array elements one tree touches. */
  get work(): number {
    const { rows } = this.#setting
    return 20 * rows.rows * (1 + rows.splittable.length)
  }

  /** Grows and adds a tree. */
  next(): void {
    const { rows, limits, parameters, targets } = this.#setting
    const random = this.#setting.random.fork(this.trees.length / targets.outputs)
    this.#derive(targets.contrast(random))
    const counts =
      parameters.sampling === 'bootstrap'
        ? bootstrapCounts(rows.rows, parameters.baggingFraction, random)
        : undefined
    const { tree, leaves } = growTree({
      engine: rows.engine,
      codings: rows.codings,
      limits,
      columns: rows.splittable,
      output: 0,
      counts,
      random,
      learningRate: 1,
    })
    const leafOfRow = this.#leavesOfRows(tree, leaves)
    const trees = this.#withMeans(tree, leafOfRow, counts)
    this.trees.push(...trees)
    if (counts !== undefined) this.outOfBag?.add(trees, leafOfRow, counts)
  }

  /** A leaf of the squared loss at 0 is the mean of what is contrasted. */
  #derive(contrast: (row: number) => number): void {
    const { rows, data } = this.#setting
    const { gradients } = rows.derivatives(0)
    for (let row = 0; row < gradients.length; row++) {
      gradients[row] = -contrast(row) * (data.weights === undefined ? 1 : data.weights[row])
    }
  }

  /** The leaf of every row, those included that the tree did not see: leaves add their number to a score of 0. */
  #leavesOfRows(tree: Tree, leaves: readonly number[]): Float64Array {
    const { rows } = this.#setting
    const scores = rows.scores(0)
    scores.fill(0)
    rows.engine.add({ ...tree, value: tree.value.map((_, node) => node) }, leaves)
    return scores
  }

  /** The tree once for each output, its values the means of the rows it has seen. */
  #withMeans(tree: Tree, leafOfRow: Float64Array, counts: Uint8Array | undefined): Tree[] {
    const { targets, data, rows } = this.#setting
    const { outputs } = targets
    const nodes = tree.column.length
    const sums = new Float64Array(nodes * outputs)
    const totals = new Float64Array(nodes)
    for (let row = 0; row < rows.rows; row++) {
      const times =
        (counts === undefined ? 1 : counts[row]) * (data.weights === undefined ? 1 : data.weights[row])
      if (times === 0) continue
      const leaf = leafOfRow[row]
      totals[leaf] += times
      targets.add(row, times, sums, leaf * outputs)
    }
    // Children come after their parents.
    for (let node = nodes - 1; node >= 0; node--) {
      if (tree.column[node] < 0) continue
      for (const child of [tree.left[node], tree.right[node]]) {
        totals[node] += totals[child]
        for (let output = 0; output < outputs; output++) {
          sums[node * outputs + output] += sums[child * outputs + output]
        }
      }
    }
    return Array.from({ length: outputs }, (_, output) => ({
      ...tree,
      value: totals.map((total, node) => sums[node * outputs + output] / total),
      cover: totals,
    }))
  }
}

/** How often each row is drawn when rows are drawn with replacement. */
function bootstrapCounts(rows: number, fraction: number, random: Random): Uint8Array {
  const counts = new Uint8Array(rows)
  const draws = Math.max(1, Math.round(rows * fraction))
  for (let draw = 0; draw < draws; draw++) {
    const row = random.below(rows)
    // A byte holds more than a row is ever drawn; if it did not, the draw would be lost and nothing else.
    if (counts[row] < 255) counts[row]++
  }
  return counts
}
