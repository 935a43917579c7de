import type { ColumnHistogram } from './histogram.js'
import { leafGain } from './leaf.js'
import { bothSides, estimatedRows, type LeftSums, NOISE, type Split, type SplitSearch } from './split.js'

/** Bins up to `cut` go left. */
interface Boundary extends LeftSums {
  readonly cut: number
}

/**
 * The best boundary of a numeric column and the better side for its missing values.
 *
 * Where the node holds no missing value there is nothing to learn about them: one that comes later follows the
 * side with the larger hessian.
 * @returns undefined when no allowed boundary gains anything
 */
export function bestNumericSplit(bins: ColumnHistogram, node: SplitSearch): Split | undefined {
  const { histogram, start, missing } = bins
  const missingHessian = bins.hasMissing ? histogram[start + 2 * missing + 1] : 0
  const someMissing = estimatedRows(missingHessian, node.rowsPerHessian) > 0

  const missingLeft = scanFromRight(bins, node, missingHessian)
  const missingRight = someMissing ? scanFromLeft(bins, node, missingHessian) : undefined
  const best = larger(missingLeft, missingRight)
  if (best === undefined) return undefined

  const missingGoesLeft = someMissing ? best === missingLeft : 2 * best.hessian >= node.hessian
  const goesLeft = new Uint8Array(missing + 1).fill(1, 0, best.cut + 1)
  goesLeft[missing] = missingGoesLeft ? 1 : 0
  return {
    column: bins.column,
    gain: best.gain,
    cut: best.cut,
    goesLeft,
    ...bothSides(node, best, node.parameters.lambdaL2),
  }
}

function larger(first: Boundary | undefined, second: Boundary | undefined): Boundary | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return second.gain > first.gain ? second : first
}

/** From the last bin down: what has not been passed, missing values too, is on the left. */
function scanFromRight(
  bins: ColumnHistogram,
  node: SplitSearch,
  missingHessian: number,
): Boundary | undefined {
  const { histogram, start } = bins
  const { minRows, minHessian, rowsPerHessian, neededGain } = node
  const { lambdaL1, lambdaL2 } = node.parameters
  let bestGain = neededGain
  let cut = -1
  let bestGradient = 0
  let bestHessian = 0

  let gradient = 0
  let hessian = 0
  let rows = 0
  for (let bin = bins.missing - 1; bin >= 1; bin--) {
    const binHessian = histogram[start + 2 * bin + 1]
    gradient += histogram[start + 2 * bin]
    hessian += binHessian
    rows += estimatedRows(binHessian, rowsPerHessian)
    if (rows < minRows || hessian < minHessian) continue
    const leftGradient = node.gradient - gradient
    const leftHessian = node.hessian - hessian
    if (node.rows - rows < minRows || leftHessian < minHessian) break
    // Missing values alone are the other scan's: here the empty bins below would join them.
    if (leftHessian - missingHessian < NOISE * node.hessian) break
    const gain =
      leafGain(leftGradient, leftHessian, lambdaL1, lambdaL2) +
      leafGain(gradient, hessian, lambdaL1, lambdaL2)
    if (gain > bestGain) {
      bestGain = gain
      cut = bin - 1
      bestGradient = leftGradient
      bestHessian = leftHessian
    }
  }
  return cut < 0
    ? undefined
    : { gain: bestGain - neededGain, cut, gradient: bestGradient, hessian: bestHessian }
}

/** From the first bin up: what has not been passed is on the right, which may be the missing values alone. */
function scanFromLeft(
  bins: ColumnHistogram,
  node: SplitSearch,
  missingHessian: number,
): Boundary | undefined {
  const { histogram, start } = bins
  const { minRows, minHessian, rowsPerHessian, neededGain } = node
  const { lambdaL1, lambdaL2 } = node.parameters
  let bestGain = neededGain
  let cut = -1
  let bestGradient = 0
  let bestHessian = 0

  let gradient = 0
  let hessian = 0
  let rows = 0
  for (let bin = 0; bin < bins.missing; bin++) {
    const binHessian = histogram[start + 2 * bin + 1]
    gradient += histogram[start + 2 * bin]
    hessian += binHessian
    rows += estimatedRows(binHessian, rowsPerHessian)
    if (rows < minRows || hessian < minHessian) continue
    const rightHessian = node.hessian - hessian
    if (node.rows - rows < minRows || rightHessian < minHessian) break
    const gain =
      leafGain(gradient, hessian, lambdaL1, lambdaL2) +
      leafGain(node.gradient - gradient, rightHessian, lambdaL1, lambdaL2)
    if (gain > bestGain) {
      bestGain = gain
      cut = bin
      bestGradient = gradient
      bestHessian = hessian
    }
  }
  if (cut < 0) return undefined
  // Missing values alone on the right: the empty bins above belong to the left, with all known values.
  if (node.hessian - bestHessian - missingHessian < NOISE * node.hessian) cut = bins.missing - 1
  return { gain: bestGain - neededGain, cut, gradient: bestGradient, hessian: bestHessian }
}
