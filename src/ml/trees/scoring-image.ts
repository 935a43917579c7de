import { ByteColumns } from './byte-columns.js'
import { divisorOf, type TreeEnsemble } from './ensemble.js'
import { Image } from './image.js'
import { type PlaneFields, writePlaneTree } from './plane-tree.js'
import { leafCount, type Tree } from './tree.js'
import { type WalkedFields, writeSteps, writeWalkedTree } from './walked-tree.js'

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
  const image = images.get(ensemble) ?? scoringImage(ensemble)
  images.set(ensemble, image)
  return image
}

/**
 * Written anew.
 * @param planeLeaves trees of more leaves are walked
 */
export function scoringImage(ensemble: TreeEnsemble, planeLeaves = PLANE_LEAVES): ScoringImage {
  const isPlanar = (tree: Tree): boolean => leafCount(tree) <= planeLeaves
  const { codings, outputs, initialScores, single, average } = ensemble
  const columns = new ByteColumns(codings)
  const image = new Image(IMAGE)
  columns.meet(ensemble.trees)
  const sidesAt = columns.count
  const trees = image.take(TREE * ensemble.trees.length)
  const steps = writeSteps(image)
  ensemble.trees.forEach((tree, i) => {
    const at = trees + TREE * i
    image.setUint32(at + 4, i % outputs)
    if (isPlanar(tree)) setPlanes(image, at, writePlaneTree(image, columns, tree, sidesAt))
    else setWalk(image, at, writeWalkedTree(image, columns, tree, steps))
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
