import type { ColumnHistogram } from './histogram.js'
import { leafGain } from './leaf.js'
import { bothSides, estimatedRows, type LeftSums, type Split, type SplitSearch } from './split.js'

/** The codes that go left, and their sums. */
interface LevelSet extends LeftSums {
  readonly codes: readonly number[]
}

/**
 * The best set of levels to send left. Few levels: one against the rest. More: the levels sorted by their
 * smoothed gradient statistics, of which an optimal split cuts off one end (Fisher, "On grouping for maximum
 * homogeneity", 1958; smoothing and limits as in LightGBM's `FindBestThresholdCategoricalInner`).
 *
 * Missing values and the pool of rare levels take part like any level, so their side is learned. A level never
 * seen in training has the code of the rare ones and goes where they went; where there were none in the node,
 * that is right, with the levels that were not picked.
 * @returns undefined when no allowed set gains anything
 */
export function bestCategorySplit(bins: ColumnHistogram, node: SplitSearch): Split | undefined {
  const present = presentCodes(bins, node)
  const oneAgainstRest = bins.populated <= node.parameters.maxCatToOnehot
  const l2 = node.parameters.lambdaL2 + (oneAgainstRest ? 0 : node.parameters.catL2)
  const best = oneAgainstRest
    ? bestSingleLevel(bins, node, present, l2)
    : bestSortedEnd(bins, node, present, l2)
  if (best === undefined) return undefined

  const goesLeft = new Uint8Array(bins.missing + 1)
  for (const code of best.codes) goesLeft[code] = 1
  return { column: bins.column, gain: best.gain, cut: -1, goesLeft, ...bothSides(node, best, l2) }
}

function presentCodes({ histogram, start, missing }: ColumnHistogram, node: SplitSearch): number[] {
  const codes: number[] = []
  for (let code = 0; code <= missing; code++) {
    if (estimatedRows(histogram[start + 2 * code + 1], node.rowsPerHessian) > 0) codes.push(code)
  }
  return codes
}

function bestSingleLevel(
  { histogram, start }: ColumnHistogram,
  node: SplitSearch,
  codes: readonly number[],
  l2: number,
): LevelSet | undefined {
  const { lambdaL1 } = node.parameters
  let best: LevelSet | undefined
  for (const code of codes) {
    const gradient = histogram[start + 2 * code]
    const hessian = histogram[start + 2 * code + 1]
    const rows = estimatedRows(hessian, node.rowsPerHessian)
    if (Math.min(rows, node.rows - rows) < node.minRows) continue
    if (Math.min(hessian, node.hessian - hessian) < node.minHessian) continue
    const gain =
      leafGain(gradient, hessian, lambdaL1, l2) +
      leafGain(node.gradient - gradient, node.hessian - hessian, lambdaL1, l2) -
      node.neededGain
    if (gain > (best?.gain ?? 0)) best = { gain, gradient, hessian, codes: [code] }
  }
  return best
}

/** Tries the first levels, and the last, of those sorted by how much they want to move the prediction. */
function bestSortedEnd(
  { histogram, start }: ColumnHistogram,
  node: SplitSearch,
  codes: readonly number[],
  l2: number,
): LevelSet | undefined {
  const { catSmooth, maxCatThreshold } = node.parameters
  const statistic = (code: number): number =>
    histogram[start + 2 * code] / (histogram[start + 2 * code + 1] + catSmooth)
  const sorted = codes
    .filter((code) => estimatedRows(histogram[start + 2 * code + 1], node.rowsPerHessian) >= catSmooth)
    .sort((a, b) => statistic(a) - statistic(b))
  const most = Math.min(maxCatThreshold, (sorted.length + 1) >>> 1)

  const fromLow = bestPrefix(histogram, start, node, sorted.slice(0, most), l2)
  const fromHigh = bestPrefix(histogram, start, node, sorted.toReversed().slice(0, most), l2)
  if (fromLow === undefined || fromHigh === undefined) return fromLow ?? fromHigh
  return fromHigh.gain > fromLow.gain ? fromHigh : fromLow
}

/** The best number of these codes, taken in order, to send left. */
function bestPrefix(
  histogram: Float64Array,
  start: number,
  node: SplitSearch,
  codes: readonly number[],
  l2: number,
): LevelSet | undefined {
  const { lambdaL1, minDataPerGroup } = node.parameters
  let best: LevelSet | undefined
  let gradient = 0
  let hessian = 0
  let rows = 0
  let groupRows = 0
  for (let i = 0; i < codes.length; i++) {
    const codeHessian = histogram[start + 2 * codes[i] + 1]
    const codeRows = estimatedRows(codeHessian, node.rowsPerHessian)
    gradient += histogram[start + 2 * codes[i]]
    hessian += codeHessian
    rows += codeRows
    groupRows += codeRows
    if (rows < node.minRows || hessian < node.minHessian) continue
    const rightRows = node.rows - rows
    if (rightRows < Math.max(node.minRows, minDataPerGroup)) break
    if (node.hessian - hessian < node.minHessian) break
    if (groupRows < minDataPerGroup) continue
    groupRows = 0
    const gain =
      leafGain(gradient, hessian, lambdaL1, l2) +
      leafGain(node.gradient - gradient, node.hessian - hessian, lambdaL1, l2) -
      node.neededGain
    if (gain > (best?.gain ?? 0)) best = { gain, gradient, hessian, codes: codes.slice(0, i + 1) }
  }
  return best
}
