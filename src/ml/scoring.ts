/**
 * Predicting and explaining with models of trees that were trained elsewhere, in browsers and wherever else little
 * code is wanted. The package's `foretell/ml/scoring`: no Node imports, nothing that learns.
 */
export type { CategoryColumn, Column, Frame, NumericColumn } from './frame.js'
export type { Contributions, Model, ModelInput, SerialisedModel, Task } from './model.js'
export { loadTreeModel } from './load-trees.js'
export { type Interactions, interactionValues } from './explain/interaction-values.js'
export { interventionalShap } from './explain/interventional-shap.js'
export { type RowScorer, rowScorer } from './trees/row-scorer.js'
export type { TreeModel } from './trees/tree-model.js'
