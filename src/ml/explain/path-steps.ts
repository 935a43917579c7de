import type { Tree } from '../trees/tree.js'

/** A step of the walk through a tree (`kernels/assembly/path-products.ts`). */
export interface PathStep {
  readonly kind: 'down' | 'leaf' | 'up'
  readonly test: number
  /** Passed by the rows that fail the test. */
  readonly others: boolean
  /** Leads to the first child of its parent. */
  readonly first: boolean
  /** Of the child; the root has 0. */
  readonly level: number
  /** Level of the last step before on the same column, or 0. */
  readonly before: number
  readonly column: number
  /** Of the training rows, joined with that of the step before. */
  readonly share: number
  /** Of the leaf; otherwise 0. */
  readonly value: number
}

/** What a path asks of one column. */
export interface PathCondition {
  readonly column: number
  readonly share: number
}

/**
 * The steps of a tree.
 * @param testOf the test that a row passes when it goes left at a node
 * @param wanted by node 1 where it is to be walked; default all of them
 */
export function treeSteps(
  tree: Tree,
  testOf: (node: number) => number,
  wanted: Uint8Array = new Uint8Array(tree.column.length).fill(1),
): PathStep[] {
  const steps: PathStep[] = []
  walk(tree, 0, 0, { conditions: new Map(), testOf, placeOf: (column) => column, wanted, steps })
  return steps
}

/**
 * The steps of the part of a tree below a node that is reached under conditions, of which each is the test of its
 * place.
 */
export function partSteps(
  tree: Tree,
  node: number,
  path: readonly PathCondition[],
  testOf: (node: number) => number,
  placeOf: (column: number) => number,
): PathStep[] {
  const isLeaf = tree.column[node] < 0
  const steps: PathStep[] = path.map(({ column, share }, test) => {
    const last = isLeaf && test === path.length - 1
    return {
      kind: last ? 'leaf' : 'down',
      test,
      others: false,
      first: true,
      level: test + 1,
      before: 0,
      column: placeOf(column),
      share,
      value: last ? tree.value[node] : 0,
    }
  })
  const back = steps.filter(({ kind }) => kind === 'down').map((step): PathStep => ({ ...step, kind: 'up' }))
  const conditions = new Map(path.map(({ column, share }, i) => [column, { level: i + 1, share }]))
  if (!isLeaf) {
    const wanted = new Uint8Array(tree.column.length).fill(1)
    walk(tree, node, path.length, { conditions, testOf, placeOf, wanted, steps })
  }
  return [...steps, ...back.reverse()]
}

interface Passed {
  readonly level: number
  readonly share: number
}

interface Walk {
  /** By column: the level of the last step on it, and the share that passes all of them. */
  readonly conditions: Map<number, Passed>
  readonly testOf: (node: number) => number
  readonly placeOf: (column: number) => number
  readonly wanted: Uint8Array
  readonly steps: PathStep[]
}

function walk(tree: Tree, node: number, level: number, known: Walk): void {
  const { conditions, testOf, placeOf, wanted, steps } = known
  const column = tree.column[node]
  if (column < 0) return
  const before = conditions.get(column)
  let first = true
  for (const others of [false, true]) {
    const child = (others ? tree.right : tree.left)[node]
    if (wanted[child] === 0) continue
    const share = (before?.share ?? 1) * (tree.cover[child] / tree.cover[node])
    const isLeaf = tree.column[child] < 0
    const step: PathStep = {
      kind: isLeaf ? 'leaf' : 'down',
      test: testOf(node),
      others,
      first,
      level: level + 1,
      before: before?.level ?? 0,
      column: placeOf(column),
      share,
      value: isLeaf ? tree.value[child] : 0,
    }
    first = false
    steps.push(step)
    if (isLeaf) continue
    conditions.set(column, { level: level + 1, share })
    walk(tree, child, level + 1, known)
    steps.push({ ...step, kind: 'up' })
  }
  if (before === undefined) conditions.delete(column)
  else conditions.set(column, before)
}
