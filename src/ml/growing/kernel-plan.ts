/** The words of the plan, in the order in which `kernels/assembly/training/plan.ts` reads them. */
export const planFields = [
  'members',
  'rows',
  'columnBytes',
  'codes',
  'panels',
  'gradients',
  'hessians',
  'counts',
  'packed',
  'scores',
  'targets',
  'weights',
  'nodeRows',
  'partingRows',
  'ranges',
  'accumulators',
  'accumulatorBytes',
  'slots',
  'slotBytes',
  'columnFacts',
  'activeColumns',
  'activeCount',
  'groups',
  'groupCount',
  'orders',
  'results',
  'scratch',
  'limits',
  'stage',
  'sides',
] as const

export type PlanField = (typeof planFields)[number]

/** Where the plan stands. */
export const PLAN = 4096

/** The operations of `kernels/assembly/training.ts`. */
export const operations = {
  sortLists: 1,
  codeNumbers: 2,
  codeLevels: 3,
  findPopulated: 4,
  fillPanel: 5,
  binary: 6,
  squared: 7,
  measure: 8,
  startTree: 9,
  partNodes: 10,
  searchNodes: 11,
  sumLeaves: 12,
  addLeaves: 13,
  addTree: 14,
} as const

/** Losses whose derivatives a kernel knows. */
export type DerivedLoss = 'binary' | 'squared'

/** Bins of a column in an accumulator. */
export const BINS = 256
/** Rows are given to the members, and measured, in blocks of so many: `BLOCK` of `blocks.ts`. */
export const BLOCK_ROWS = 1024
/** Bytes that describe a node that is searched, and what was found in it. */
export const NODE_BYTES = 64
/** Bytes of a node in `addTree`. */
export const TREE_NODE_BYTES = 24
/** Where codes of staged values read their table: thresholds, or the codes of levels. */
export const TABLE_OFFSET = 32
/** Behind so many bytes of orders each member counts digits when it sorts. */
export const SORTING_ROOM = 32_768
export const SORTING_BYTES = 8192
