import type { BinnedRows } from './binned-rows.js'
import { bestCategorySplit } from './category-splitting.js'
import { missingCode } from '../trees/coding.js'
import type { ColumnHistogram, Histogram, Histograms } from './histogram.js'
import { bestNumericSplit } from './numeric-splitting.js'
import type { Split, SplitSearch } from './split.js'

/**
 * The best split of a node over the given columns, by exact search of every bin boundary. Equal gains: the
 * first column, then the higher threshold, as in LightGBM.
 * @returns undefined when no allowed split gains anything
 */
export function bestSplit(
  histogram: Histogram,
  histograms: Histograms,
  binned: BinnedRows,
  columns: readonly number[],
  node: SplitSearch,
): Split | undefined {
  let best: Split | undefined
  for (const column of columns) {
    const coding = binned.codings[column]
    const bins: ColumnHistogram = {
      histogram,
      start: histograms.starts[column],
      column,
      missing: missingCode(coding),
      hasMissing: binned.hasMissing[column],
      populated: binned.populated[column],
    }
    const split = coding.kind === 'numeric' ? bestNumericSplit(bins, node) : bestCategorySplit(bins, node)
    if (split !== undefined && (best === undefined || split.gain > best.gain)) best = split
  }
  return best
}
