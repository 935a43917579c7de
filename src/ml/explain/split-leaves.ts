import type { Tree } from '../trees/tree.js'
import type { PassedSplit, PathGroup } from './path-groups.js'
import { type PathStep, treeSteps } from './path-steps.js'

/** What a leaf asks of one column: that a row passes each of some splits. */
export interface SplitCondition {
  readonly column: number
  /** Of the training rows, in (0, 1]. */
  readonly share: number
  readonly splits: readonly PassedSplit[]
}

/** A leaf with what is asked on the way to it, one condition a column. */
export interface SplitLeaf {
  readonly value: number
  readonly conditions: readonly SplitCondition[]
}

/** Leaves of a tree that the walk of its wanted nodes comes to. @param wanted by node, 1 where it does */
export function leavesOfTree(tree: Tree, wanted: Uint8Array): SplitLeaf[] {
  const steps = treeSteps(tree, (node) => node, wanted)
  return leavesOfSteps(steps).map(({ value, columns }) => ({
    value,
    conditions: columns.map(({ column, share, tests }) => ({
      column,
      share,
      splits: tests.map(({ test, others }) => ({ node: test, right: others })),
    })),
  }))
}

/** The leaves of a group. */
export function leavesOfGroup(group: PathGroup): SplitLeaf[] {
  return leavesOfSteps(group.steps).map(({ value, columns }) => ({
    value,
    conditions: columns.map(({ column, share, tests }) => ({
      column: group.columns[column],
      share,
      splits: tests.flatMap(({ test, others }) =>
        // Only the bits of the splits between leaves are asked the other way round.
        others ? group.bits[test].map(({ node, right }) => ({ node, right: !right })) : group.bits[test],
      ),
    })),
  }))
}

/** A leaf as steps come to it. */
export interface StepLeaf {
  readonly value: number
  readonly columns: readonly StepColumn[]
}

/** What the steps to a leaf ask of one column. */
export interface StepColumn {
  /** As the steps have it. */
  readonly column: number
  readonly share: number
  readonly tests: readonly Pick<PathStep, 'test' | 'others'>[]
}

export function leavesOfSteps(steps: readonly PathStep[]): StepLeaf[] {
  const leaves: StepLeaf[] = []
  const path: PathStep[] = []
  for (const step of steps) {
    if (step.kind === 'up') continue
    path.length = step.level - 1
    path.push(step)
    if (step.kind === 'leaf') leaves.push({ value: step.value, columns: columnsOf(path) })
  }
  return leaves
}

/** The share of a step is joined with those of the steps before it on the same column: the last one counts. */
function columnsOf(path: readonly PathStep[]): StepColumn[] {
  const columns = new Map<number, StepColumn>()
  for (const { column, share, test, others } of path) {
    const tests = columns.get(column)?.tests ?? []
    columns.set(column, { column, share, tests: [...tests, { test, others }] })
  }
  return [...columns.values()]
}
