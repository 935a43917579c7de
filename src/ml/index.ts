/**
 * Learning and judging models on tables in memory: no files, no SQL, no clock. The package's `foretell/ml`.
 */
export type { CategoryColumn, Column, Dataset, Frame, NumericColumn } from './frame.js'
export type { Contributions, FitOptions, Learner, Model, ModelInput, SerialisedModel, Task } from './model.js'
export { loadModel } from './load.js'

export { boosting, type BoostingLearner } from './boosting/boosting.js'
export type { BoostedModel } from './boosting/boosted-model.js'
export type { LinkName } from './boosting/link.js'
export type { Objective, Outcomes } from './boosting/objective.js'
export type { BoostingOptions, BoostingRound } from './boosting/options.js'
export type { Derivatives } from './growing/growth-rows.js'
export type { InputImportance } from './trees/ensemble.js'
export { type RowScorer, rowScorer } from './trees/row-scorer.js'
export { type RowsOptions, scoreRows } from './trees/score-rows.js'
export {
  type BoostingParameters,
  boostingParameters,
  type ObjectiveName,
  objectiveNames,
} from './boosting/parameters.js'
export type { ImportedModel } from './interchange/imported-model.js'
export { type ImportOptions, readLightgbm } from './interchange/read-lightgbm.js'
export { readXgboost } from './interchange/read-xgboost.js'
export type { ExportableModel } from './interchange/exported.js'
export { writeLightgbm } from './interchange/write-lightgbm.js'
export { type OnnxOptions, writeOnnx } from './interchange/write-onnx.js'
export { extraTrees, type ForestLearner, randomForest } from './forest/forest.js'
export type { ForestModel } from './forest/forest-model.js'
export type { OutOfBag } from './forest/out-of-bag.js'
export { type ForestParameters, forestParameters } from './forest/parameters.js'
export { baseRate } from './linear/base-rate.js'
export { elasticNet, type ElasticNetOptions } from './linear/elastic-net.js'
export { type LogisticOptions, logisticRegression } from './linear/logistic.js'
export {
  type MultinomialLearner,
  type MultinomialOptions,
  multinomialRegression,
} from './linear/multinomial.js'
export { type PoissonOptions, poissonRegression } from './linear/poisson.js'
export { type LinearOptions, linearRegression } from './linear/ridge.js'

export {
  nearestNeighbours,
  type NeighboursLearner,
  type NeighboursOptions,
} from './neighbours/nearest-neighbours.js'
export type { NeighboursModel } from './neighbours/neighbours-model.js'
export { type NeuralLearner, neuralNetwork, type NeuralOptions } from './neural/neural-network.js'
export type { NeuralModel } from './neural/neural-model.js'

export { beta } from './calibrate/beta.js'
export type { EnsembleOptions } from './ensemble/base-learners.js'
export { blended, type BlendedLearner, type BlendedOptions } from './ensemble/blended.js'
export type { BlendedModel, Member } from './ensemble/blended-model.js'
export { outOfFold, type OutOfFold } from './ensemble/out-of-fold.js'
export { stacked, type StackedLearner, type StackedOptions } from './ensemble/stacked.js'
export type { StackedModel } from './ensemble/stacked-model.js'

export type { Calibration, Calibrator, SerialisedCalibration } from './calibrate/calibration.js'
export { type CalibrationChoice, chooseCalibration, type ChooseOptions } from './calibrate/choose.js'
export { isotonic } from './calibrate/isotonic.js'
export { loadCalibration } from './calibrate/load.js'
export { platt } from './calibrate/platt.js'
export { uncalibrated } from './calibrate/uncalibrated.js'
export {
  type VennAbersCalibration,
  type VennAbersCalibrator,
  type VennAbersInterval,
  vennAbers,
} from './calibrate/venn-abers.js'

export type { Band, SerialisedConformal } from './conformal/conformal.js'
export { loadConformal } from './conformal/load.js'
export type { RowTraits, SerialisedSample } from './conformal/nonconformity.js'
export { quantileConformal, type QuantileConformal } from './conformal/quantile-conformal.js'
export { splitConformal, type SplitConformal, type SplitTraits } from './conformal/split-conformal.js'

export {
  type AccumulatedEffects,
  accumulatedEffects,
  type AccumulatedOptions,
} from './explain/accumulated-effects.js'
export {
  type AccumulatedPairEffects,
  accumulatedPairEffects,
  type AccumulatedPairOptions,
} from './explain/accumulated-pair-effects.js'
export {
  type Dependence,
  type DependenceOptions,
  type IndividualDependence,
  individualDependence,
  type IndividualOptions,
  partialDependence,
} from './explain/dependence.js'
export { type ErrorCluster, type ErrorClusterOptions, errorClusters } from './explain/error-clusters.js'
export type { Axis } from './explain/grid.js'
export { type JointDependence, jointDependence, type JointOptions } from './explain/joint-dependence.js'
export { explainRows, type ExplainRowsOptions } from './explain/explain-rows.js'
export { type ContributionImportance, contributionImportance, contributionsOf } from './explain/importance.js'
export { type Interactions, interactionValues } from './explain/interaction-values.js'
export { interventionalShap } from './explain/interventional-shap.js'
export { linearShap, type LinearShapOptions } from './explain/linear-shap.js'
export {
  type ColumnImportance,
  type PermutationImportance,
  permutationImportance,
  type PermutationImportanceOptions,
} from './explain/permutation-importance.js'
export { permutationShap, type PermutationShapOptions } from './explain/permutation-shap.js'
export type { Predictor } from './explain/predictor.js'
export { rawResiduals } from './explain/raw-residuals.js'
export type { LossName } from './explain/row-loss.js'
export { type Condition, meets, type Rule, ruleText } from './explain/rule.js'
export {
  type TurningPoint,
  turningPoint,
  type TurningPointOptions,
  turningPoints,
  type TurningPointsOptions,
} from './explain/turning-point.js'
export { turningPointsText, type TurningTextOptions } from './explain/turning-text.js'

export {
  applyTargetEncoding,
  crossFittedEncoding,
  fitTargetEncoding,
  type TargetEncoding,
  type TargetEncodingOptions,
} from './encode/target-encoding.js'

export { averagePrecision } from './metrics/average-precision.js'
export { bootstrapInterval, type BootstrapOptions } from './metrics/bootstrap.js'
export { brier, type BrierDecomposition, brierDecomposition } from './metrics/brier.js'
export { calibrationError, type CalibrationErrorOptions } from './metrics/calibration-error.js'
export { type Confusion, confusion } from './metrics/confusion.js'
export { type AreaDifference, delongDifference, delongInterval } from './metrics/delong.js'
export { gini, normalisedGini } from './metrics/gini.js'
export { concordance } from './metrics/concordance.js'
export { gammaDeviance, poissonDeviance, tweedieDeviance } from './metrics/deviance.js'
export type { Interval } from './metrics/interval.js'
export { gain, type GainRow, gainTable, lift } from './metrics/lift.js'
export { logLoss, logOdds, probabilityOf } from './metrics/log-loss.js'
export { defaultMetric, isBetter, type Metric, metricNamed, metricNames } from './metrics/metric.js'
export { multiAccuracy, multiArea, multiLogLoss } from './metrics/multiclass.js'
export { type OperatingPoints, operatingPoints, rank, type Ranking } from './metrics/operating-points.js'
export {
  breakEvenProbability,
  type CampaignCosts,
  profitCurve,
  type ProfitCurve,
  type ProfitPoint,
} from './metrics/profit.js'
export {
  absoluteErrorShare,
  meanAbsoluteError,
  rootMeanSquaredError,
  rSquared,
  spearman,
} from './metrics/regression.js'
export { type ReliabilityBin, type ReliabilityOptions, reliabilityTable } from './metrics/reliability.js'
export { huberLoss, pinballLoss } from './metrics/robust-loss.js'
export { areaUnderRoc, kolmogorovSmirnov } from './metrics/roc.js'
export { studentDistribution, studentQuantile } from './metrics/student.js'
export { wilsonInterval } from './metrics/wilson.js'

export {
  foldSplits,
  groupedFolds,
  randomFolds,
  type Split,
  stratifiedFolds,
  stratifiedHoldout,
} from './split/folds.js'
export { datasetRows, frameRows } from './split/rows.js'
export { type TimeOrderedOptions, timeOrderedSplits } from './split/time-ordered.js'

export {
  type CrossValidateOptions,
  type CrossValidation,
  crossValidate,
  type FoldScore,
} from './tune/cross-validate.js'
export type { Halving } from './tune/halving.js'
export type { Job, Measurement, SerialisedJob } from './tune/job.js'
export {
  type Entry,
  leaderboard,
  type LeaderboardRow,
  oneStandardError,
  type PairedDifference,
} from './tune/leaderboard.js'
export { measureLearner, type MeasureOptions } from './tune/measure-learner.js'
export { boostingSpace, elasticNetSpace, forestSpace, ridgeSpace } from './tune/ready-spaces.js'
export type { Limits } from './tune/running.js'
export type {
  ChoiceDimension,
  Dimension,
  IntegerDimension,
  NumberDimension,
  Setting,
  Space,
} from './tune/space.js'
export {
  type Assignment,
  type Measure,
  type SerialisedStudy,
  Study,
  type StudyPlan,
  type Trial,
} from './tune/study.js'
