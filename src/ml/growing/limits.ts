/** What holds for every tree of a fit: how it grows, and what each of its splits must satisfy. Names are LightGBM's. */
export interface GrowthLimits {
  /** Which leaf is split next: the one with the largest gain, or all of a level before the next. */
  readonly growPolicy: 'leaf' | 'depth'
  readonly numLeaves: number
  /** Splits from root to leaf at most; 0 and below mean no limit. */
  readonly maxDepth: number
  readonly minDataInLeaf: number
  readonly minSumHessianInLeaf: number
  readonly minGainToSplit: number
  readonly lambdaL1: number
  readonly lambdaL2: number
  /** Size of a leaf's value at most; 0 means any. */
  readonly maxDeltaStep: number
  /** Rows that pull a leaf's value halfway to its parent's; 0 means none. */
  readonly pathSmooth: number
  /** Whether each column is given one boundary by chance instead of its best. */
  readonly extraTrees: boolean
  /** Share of the tree's columns, drawn anew for each node. */
  readonly featureFractionByNode: number
  readonly maxCatThreshold: number
  readonly catSmooth: number
  readonly catL2: number
  readonly maxCatToOnehot: number
  readonly minDataPerGroup: number
  /** MiB that histograms kept for a sibling may take. */
  readonly histogramPoolSize: number
  /** By column 1, -1 or 0: the sign that its effect must have. Category columns: 0. */
  readonly monotone: Int8Array
  /** Sets of columns that may stand on one path together; none: any may. */
  readonly interactions: readonly (readonly number[])[]
}
