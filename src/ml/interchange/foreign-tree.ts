import type { CategoryRanges } from './category-ranges.js'
import type { MissingRule } from '../trees/coding.js'

/** A tree as another program describes it: node 0 is the root, children may stand anywhere. */
export type ForeignTree = readonly ForeignNode[]

export type ForeignNode = ForeignLeaf | ForeignSplit

export interface ForeignLeaf {
  readonly kind: 'leaf'
  readonly value: number
  /** Training rows, or the sum of their weights; 0 where it is not known. */
  readonly cover: number
}

export type ForeignSplit = ThresholdSplit | CategorySplit

interface SplitParts {
  /** Which input is asked for. */
  readonly input: number
  readonly left: number
  readonly right: number
  readonly gain: number
  /** Where a missing value goes. */
  readonly missingLeft: boolean
}

/** Values up to the threshold go left. */
export interface ThresholdSplit extends SplitParts {
  readonly kind: 'threshold'
  readonly threshold: number
  /** What counts as missing at this node. With `none`, NaN is read as 0. */
  readonly missing: MissingRule
}

/** The numbers of some categories go to one side, everything else that is not missing to the other. */
export interface CategorySplit extends SplitParts {
  readonly kind: 'categories'
  readonly members: CategoryRanges
  readonly membersLeft: boolean
}
