import { BLOCK, ByteColumns } from './byte-columns.js'
import { divisorOf, type TreeEnsemble } from './ensemble.js'
import { Image } from './image.js'
import { type PlaneFields, writePlaneTree } from './plane-tree.js'
import { SideTables } from './side-tables.js'
import { leafCount, type Tree } from './tree.js'
import { CHILDREN, type WalkedFields, writeWalkedTree } from './walked-tree.js'

/** Where images begin: after the team's orders and the description of the job. */
export const IMAGE = 4096

const TREE = 32
/** Trees of more leaves are walked: striking out leaves takes a step for each of them. */
const PLANE_LEAVES = 256

/** An ensemble as the scoring kernels read it, at `IMAGE`. Addresses are of the kernel's memory. */
export interface ScoringImage {
  readonly bytes: Uint8Array
  /** Which of the model's inputs has which slot of the source. */
  readonly slots: readonly number[]
  readonly inputs: number
  readonly trees: number
  readonly treeCount: number
  readonly outputs: number
  readonly initial: number
  readonly single: boolean
  readonly average: boolean
  /** Byte columns, and those behind them for sides of level splits. */
  readonly columns: number
  readonly sideColumns: number
}

const images = new WeakMap<TreeEnsemble, ScoringImage>()

/** An ensemble for scoring many rows. Written once for each and kept as long as the ensemble is. */
export function scoringImageOf(ensemble: TreeEnsemble): ScoringImage {
  const image = images.get(ensemble) ?? scoringImage(ensemble, PLANE_LEAVES, BLOCK)
  images.set(ensemble, image)
  return image
}

/** An ensemble for scoring a single row: all trees are walked, and the codes of the row follow each other. */
export function rowScoringImage(ensemble: TreeEnsemble): ScoringImage {
  return scoringImage(ensemble, 0, 1)
}

/**
 * Written anew.
 * @param planeLeaves trees of more leaves are walked
 * @param stride see `ByteColumns`
 */
function scoringImage(ensemble: TreeEnsemble, planeLeaves: number, stride: number): ScoringImage {
  const isPlanar = (tree: Tree): boolean => leafCount(tree) <= planeLeaves
  const { codings, outputs, initialScores, single, average } = ensemble
  const columns = new ByteColumns(codings, stride)
  const image = new Image(IMAGE)
  columns.meet(ensemble.trees)
  const sidesAt = columns.count
  const trees = image.take(TREE * ensemble.trees.length)
  const sides = new SideTables(image, columns, CHILDREN)
  ensemble.trees.forEach((tree, i) => {
    const at = trees + TREE * i
    image.setUint32(at + 4, i % outputs)
    if (isPlanar(tree)) setPlanes(image, at, writePlaneTree(image, columns, tree, sidesAt))
    else setWalk(image, at, writeWalkedTree(image, tree, sides))
  })
  const inputs = columns.write(image)
  const initial = image.numbers([...initialScores, divisorOf(ensemble)])
  return {
    bytes: image.bytes(),
    slots: columns.inputs,
    inputs,
    trees,
    treeCount: ensemble.trees.length,
    outputs,
    initial,
    single,
    average,
    columns: sidesAt,
    sideColumns: ensemble.trees.reduce(
      (most, tree) => Math.max(most, isPlanar(tree) ? tree.levelSets.length : 0),
      0,
    ),
  }
}

function setPlanes(image: Image, at: number, { planes, values, first, sets, setCount }: PlaneFields): void {
  image.setUint32(at, planes)
  image.setUint32(at + 8, values)
  image.setUint32(at + 12, first)
  image.setUint32(at + 20, sets)
  image.setUint32(at + 24, setCount)
}

function setWalk(image: Image, at: number, { values, root, firstLeaf }: WalkedFields): void {
  image.setUint32(at, 0)
  image.setUint32(at + 8, values)
  image.setUint32(at + 12, root)
  image.setUint32(at + 16, firstLeaf)
}
