import type { CategoryCoding, Coding, NumericCoding } from './coding.js'
import { codeCount, missingCode } from './coding.js'
import type { TreeEnsemble } from './ensemble.js'
import type { Tree } from './tree.js'

/**
 * One ensemble of the trees of two with the same columns and outputs, those of the first before. Each tree says what it
 * said; the initial scores are the first's.
 */
export function joinEnsembles(first: TreeEnsemble, second: TreeEnsemble): TreeEnsemble {
  const codings = first.codings.map((coding, i) => joinedCoding(coding, second.codings[i]))
  return {
    ...first,
    codings,
    trees: [first, second].flatMap(({ trees, codings: own }) =>
      trees.map((tree) => recoded(tree, own, codings)),
    ),
  }
}

function joinedCoding(first: Coding, second: Coding): Coding {
  if (first.kind === 'category') {
    const levels = new Set([...first.levels, ...(second as CategoryCoding).levels])
    return { ...first, levels: [...levels] }
  }
  const thresholds = new Set([...first.thresholds, ...(second as NumericCoding).thresholds])
  return { ...first, thresholds: Float64Array.from(thresholds).sort() }
}

/** The tree with its cuts and level sets in other codings, which know all that its own do. */
function recoded(tree: Tree, from: readonly Coding[], to: readonly Coding[]): Tree {
  const levelSets = tree.levelSets.map((set) => set)
  const cut = tree.cut.map((cut, node) => {
    const column = tree.column[node]
    if (column < 0) return cut
    const [own, other] = [from[column], to[column]]
    if (own.kind === 'category') {
      levelSets[-1 - cut] = recodedSet(tree.levelSets[-1 - cut], own, other as CategoryCoding)
      return cut
    }
    const { thresholds } = other as NumericCoding
    // The cut above the last threshold parts missing values from all others, and stays above the last.
    return cut === own.thresholds.length ? thresholds.length : thresholds.indexOf(own.thresholds[cut])
  })
  return { ...tree, cut, levelSets }
}

/** A level that its own coding does not know goes where what it did not know went. */
function recodedSet(set: Uint8Array, own: CategoryCoding, other: CategoryCoding): Uint8Array {
  const ownCode = new Map(own.levels.map((level, i) => [level, i + 1]))
  const recodedFlags = new Uint8Array(codeCount(other))
  recodedFlags[0] = set[0]
  other.levels.forEach((level, i) => (recodedFlags[i + 1] = set[ownCode.get(level) ?? 0]))
  recodedFlags[missingCode(other)] = set[missingCode(own)]
  return recodedFlags
}
