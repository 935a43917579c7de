import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import { type CodedRows, rowCoder } from '../trees/coding.js'
import { divisorOf, treesOf } from '../trees/ensemble.js'
import { expectationOf } from '../trees/tree.js'
import type { TreeModel } from '../trees/tree-model.js'
import { combinationsOf, type LeafPath, leafPaths } from './leaf-paths.js'
import { gaussLegendre } from './quadrature.js'

/** Rows coded at a time. */
const BLOCK_ROWS = 2048

/** Contributions taken apart into pairs of inputs. */
export interface Interactions {
  readonly baseline: number
  /**
   * rows x inputs x inputs, row after row. Beside the diagonal: half of what two inputs do together and neither does
   * alone, the same at [i, j] and [j, i]. On it: what an input does alone. The sum over j is the contribution of i.
   */
  readonly values: Float64Array
}

/**
 * SHAP interaction values of a model of trees, path-dependent as its contributions are: the Shapley interaction index
 * (Fujimoto, Kojadinovic and Marichal 2006; Lundberg et al. 2020), exact. Leaf by leaf it is, with the names of
 * `tree-shap.ts`, v (o_i - z_i) (o_j - z_j) * integral over t of prod over k != i, j of (o_k t + z_k (1 - t)).
 *
 * Takes 8 bytes x rows x inputs^2: explain a few hundred rows at a time where there are many inputs.
 * @param output which class of a multiclass model
 * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`
 */
export function interactionValues(model: TreeModel, frame: Frame, output = 0): Interactions {
  checkFrame(frame)
  const { ensemble } = model
  const { codings, single } = ensemble
  const trees = treesOf(ensemble, output)
  const leaves = trees.flatMap((tree) => leafPaths(tree, codings))
  const divisor = divisorOf(ensemble)
  const width = codings.length
  const values = new Float64Array(frame.rows * width * width)
  const coder = rowCoder(codings, frame, Math.min(BLOCK_ROWS, frame.rows), { single })
  for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
    const coded = coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows))
    for (const leaf of leaves) addLeaf(leaf, coded, values, begin, width, divisor)
  }
  const expected = trees.reduce((sum, tree) => sum + expectationOf(tree), 0)
  return { baseline: ensemble.initialScores[output] + expected / divisor, values }
}

function addLeaf(
  leaf: LeafPath,
  coded: CodedRows,
  values: Float64Array,
  begin: number,
  width: number,
  divisor: number,
): void {
  const { of, met } = combinationsOf(leaf, coded)
  const pairs = met.map((combination) => pairValues(leaf, combination))
  const columns = leaf.conditions.map(({ column }) => column)
  const size = columns.length
  for (let row = 0; row < coded.rows; row++) {
    const at = (begin + row) * width * width
    const matrix = pairs[of[row]]
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        values[at + columns[i] * width + columns[j]] += matrix[i * size + j] / divisor
      }
    }
  }
}

/** The matrix of one leaf for one combination of met conditions, conditions x conditions. */
function pairValues({ value, conditions }: LeafPath, met: Uint8Array): Float64Array {
  const size = conditions.length
  const matrix = new Float64Array(size * size)
  const { points, weights } = gaussLegendre(Math.ceil(size / 2))
  const turns = new Float64Array(size)
  for (let q = 0; q < points.length; q++) {
    let product = value * weights[q]
    for (let i = 0; i < size; i++) {
      const { share } = conditions[i]
      // Shares are above 0 and points inside (0, 1), so no factor is 0.
      const factor = met[i] * points[q] + share * (1 - points[q])
      product *= factor
      turns[i] = (met[i] - share) / factor
    }
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] += turns[i] * product
      for (let j = 0; j < i; j++) {
        const half = (turns[i] * turns[j] * product) / 2
        matrix[i * size + j] += half
        matrix[j * size + i] += half
        // What they do together, neither does alone.
        matrix[i * size + i] -= half
        matrix[j * size + j] -= half
      }
    }
  }
  return matrix
}
