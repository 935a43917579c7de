import type { Coding } from './coding.js'
import type { TreeEnsemble } from './ensemble.js'
import type { Tree } from './tree.js'

/**
 * Drops the thresholds that no split uses, which are most of the training bins. Predictions stay the same to
 * the last bit; the stored model becomes small and quick to code rows for.
 */
export function compactThresholds(model: TreeEnsemble): TreeEnsemble {
  const kept = model.codings.map((coding, column) => usedCuts(model.trees, coding, column))
  const cutIn = (column: number, cut: number): number => {
    const coding = model.codings[column]
    if (coding.kind === 'category') return cut
    // The cut above the last threshold parts missing values from all others, and stays above the last.
    return cut === coding.thresholds.length ? kept[column].length : kept[column].indexOf(cut)
  }
  return {
    ...model,
    codings: model.codings.map((coding, column) => keepThresholds(coding, kept[column])),
    trees: model.trees.map((tree) => ({
      ...tree,
      cut: tree.cut.map((cut, node) => (tree.column[node] < 0 ? cut : cutIn(tree.column[node], cut))),
    })),
  }
}

/** Which thresholds of a column the splits compare with, ascending; none of a category column. */
function usedCuts(trees: readonly Tree[], coding: Coding, column: number): number[] {
  if (coding.kind === 'category') return []
  const cuts = new Set<number>()
  for (const tree of trees) {
    tree.column.forEach((asked, node) => {
      if (asked === column && tree.cut[node] < coding.thresholds.length) cuts.add(tree.cut[node])
    })
  }
  return [...cuts].sort((a, b) => a - b)
}

function keepThresholds(coding: Coding, cuts: readonly number[]): Coding {
  if (coding.kind === 'category') return coding
  return { ...coding, thresholds: Float64Array.from(cuts, (cut) => coding.thresholds[cut]) }
}
