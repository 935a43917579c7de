import { choice, integer, number, type Resolved, unlimited } from '../parameter-declaration.js'

/**
 * Every parameter of forests, declared once: the type, the check and the table in `docs/ml/forest.md` come from here.
 * Names and ranges are LightGBM's in camel case where it has them; defaults are those of Breiman's forests.
 */
export const forestParameters = {
  task: choice(['classification', 'multiclass', 'regression'], 'classification', {
    description: 'What the target is: 0 or 1, the index of a class, or a number.',
  }),
  numTrees: integer(100, 1, 100_000, 'Trees. More never predict worse, and cost more.'),
  sampling: choice(['bootstrap', 'all'], 'bootstrap', {
    description:
      'What a tree is grown on: rows drawn with replacement, or all rows. Extra trees: `all` by default. Without `bootstrap` there is no out-of-bag estimate.',
  }),
  baggingFraction: number(
    1,
    0.001,
    1,
    'How many rows a bootstrap draws, as a share of all rows; without effect where `sampling` is `all`.',
  ),
  featureFractionByNode: number(
    0,
    0,
    1,
    'Share of columns, drawn anew for each node, that it may be split by. 0: the square root of their number for classes, a third of them for numbers.',
  ),
  numLeaves: integer(131_072, 2, 131_072, 'Leaves of one tree at most.'),
  maxDepth: integer(-1, -1, 1_000, 'Splits from root to leaf at most; 0 and below mean no limit.'),
  minDataInLeaf: integer(
    5,
    1,
    unlimited,
    'Rows a leaf holds at least, counted by their share of the weights. scikit-learn has 1, which suits outcomes without noise.',
  ),
  minGainToSplit: number(
    0,
    0,
    unlimited,
    'Gain a split needs at least: what it takes off the sum of squared differences from the mean, the target (or for more classes its contrast) scaled to at most 1 away from its mean.',
  ),
  maxBin: integer(255, 2, 255, 'Bins of a column at most, the one for missing values included.'),
  minDataInBin: integer(3, 1, unlimited, 'Rows a bin, or a category level of its own, holds at least.'),
  binConstructSampleCnt: integer(200_000, 100, unlimited, 'Rows sampled to find the bins.'),
  maxCatThreshold: integer(32, 1, 255, 'Levels on the smaller side of a categorical split at most.'),
  catSmooth: number(
    10,
    0,
    unlimited,
    'Added to the weight when levels are sorted by their mean; levels with fewer rows in a node stay on the right.',
  ),
  catL2: number(10, 0, unlimited, 'Weight at 0 added to both sides of a split by sorted levels.'),
  maxCatToOnehot: integer(
    4,
    1,
    255,
    'A column with so many levels or fewer is split one level against the rest.',
  ),
  minDataPerGroup: integer(10, 1, unlimited, 'Rows a group of sorted levels holds at least.'),
} as const

/** Resolved: every value is there and within its range. */
export type ForestParameters = Resolved<typeof forestParameters>
