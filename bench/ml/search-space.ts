/** What both sides search when they are tuned: every dimension by LightGBM's name. */
export const searchSpace = {
  num_leaves: { type: 'integer', low: 4, high: 128, log: true },
  learning_rate: { type: 'number', low: 0.01, high: 0.2, log: true },
  num_iterations: { type: 'integer', low: 50, high: 600, log: true },
  min_data_in_leaf: { type: 'integer', low: 5, high: 200, log: true },
  feature_fraction: { type: 'number', low: 0.3, high: 1 },
  bagging_fraction: { type: 'number', low: 0.5, high: 1 },
  lambda_l2: { type: 'number', low: 0.001, high: 100, log: true },
  cat_smooth: { type: 'number', low: 1, high: 100, log: true },
} as const

/** Tried first by both: small steps and small trees, which suit tables of some ten thousand rows. */
export const firstSetting = {
  num_leaves: 8,
  learning_rate: 0.05,
  num_iterations: 150,
  min_data_in_leaf: 20,
  feature_fraction: 1,
  bagging_fraction: 1,
  lambda_l2: 0.001,
  cat_smooth: 10,
} as const satisfies Record<keyof typeof searchSpace, number>
