import Type, { type Static } from 'typebox'

import type { Evaluation, Interval } from '../../predictions/card.js'
import type { Feature } from '../../features/feature.js'
import type { VersionSummary } from '../../predictions/registry.js'
import type { LiveModel } from '../../predictions/serving/predictor.js'
import { nullable } from './common.js'

const number = nullable(Type.Number())
const task = Type.Enum(['classification', 'regression', 'survival'])
const quality = Type.Enum(['Poor', 'Fair', 'Good', 'Excellent'])

const metric = Type.Object(
  { name: Type.String(), value: number, low: number, high: number },
  { additionalProperties: false, description: 'on the holdout, with its 95 % interval where it has one' },
)

/** A version in a list. */
export const versionAnswer = Type.Object(
  {
    prediction: Type.String(),
    version: Type.String(),
    task,
    created_at: Type.String({ description: 'ISO 8601' }),
    champion: Type.Boolean({ description: 'whether it is the one that answers' }),
    model: Type.String({ description: 'what kind of model it is, in words' }),
    quality,
    metrics: Type.Array(metric),
  },
  { additionalProperties: false },
)

const feature = Type.Object(
  {
    name: Type.String(),
    kind: Type.Enum(['numeric', 'category']),
    title: Type.String({ description: 'how people read it' }),
    unit: nullable(Type.String()),
    family: Type.String({ description: 'what made it: count, recency, trait, column, ...' }),
    levels: nullable(
      Type.Array(Type.String(), { description: 'names that are known one by one; null for numbers' }),
    ),
  },
  { additionalProperties: false },
)

/** A version with its features. */
export const modelAnswer = Type.Object(
  {
    ...versionAnswer.properties,
    population: Type.String(),
    outcome: Type.String(),
    horizon: nullable(Type.String()),
    rows: Type.Integer({ minimum: 0, description: 'rows learned from and measured on' }),
    calibration: Type.String(),
    threshold: nullable(Type.Number({ description: 'contacting from this probability on pays' })),
    levels: Type.Object(
      { medium: Type.Number(), high: Type.Number(), critical: Type.Number() },
      { additionalProperties: false },
    ),
    unit: nullable(Type.String({ description: 'of the predicted amount' })),
    alarms: Type.Array(
      Type.Object(
        { code: Type.String(), severity: Type.Enum(['alarm', 'warning']), message: Type.String() },
        { additionalProperties: false },
      ),
    ),
    features: Type.Array(feature),
  },
  { additionalProperties: false },
)

/** What drives a version on the whole. */
export const explanationsAnswer = Type.Object(
  {
    prediction: Type.String(),
    version: Type.String(),
    importance: Type.Array(
      Type.Object(
        {
          feature: Type.String(),
          title: Type.String(),
          importance: Type.Number({ description: 'share of the mean absolute contribution of all features' }),
          direction: Type.Enum(['raises', 'lowers', 'mixed']),
        },
        { additionalProperties: false },
      ),
      { description: 'the most important first' },
    ),
    thresholds: Type.Array(
      Type.Object(
        {
          feature: Type.String(),
          title: Type.String(),
          value: Type.Number({ description: 'where the effect of the feature turns' }),
          raises: Type.Enum(['above', 'below'], { description: 'where it raises the prediction' }),
        },
        { additionalProperties: false },
      ),
    ),
    limits: Type.Array(Type.String(), { description: 'what it must not be used for' }),
  },
  { additionalProperties: false },
)

export function versionAnswerOf({
  card,
  champion,
}: Pick<VersionSummary, 'card' | 'champion'>): Static<typeof versionAnswer> {
  return {
    prediction: card.prediction,
    version: card.version,
    task: card.task,
    created_at: card.createdAt,
    champion,
    model: card.model.title,
    quality: card.evaluation.quality,
    metrics: metricsOf(card.evaluation),
  }
}

export function modelAnswerOf({ card, scorer }: LiveModel, champion: boolean): Static<typeof modelAnswer> {
  const { artifact } = scorer
  return {
    ...versionAnswerOf({ card, champion }),
    population: card.definition.population,
    outcome: card.definition.outcome,
    horizon: card.definition.horizon,
    rows: card.data.rows,
    calibration: card.model.calibration,
    threshold: artifact.threshold,
    levels: { ...artifact.levels },
    unit: artifact.unit,
    alarms: card.alarms.map(({ code, severity, message }) => ({ code, severity, message })),
    features: artifact.features.map((own) => featureAnswer(own, artifact.keptLevels[own.name])),
  }
}

export function explanationsAnswerOf({ card, scorer }: LiveModel): Static<typeof explanationsAnswer> {
  const { features, profiles } = scorer.artifact
  return {
    prediction: card.prediction,
    version: card.version,
    importance: card.drivers.map(({ feature: name, title, importance, direction }) => ({
      feature: name,
      title,
      importance,
      direction,
    })),
    thresholds: profiles.flatMap(({ turning }, index) =>
      turning === null ? [] : [{ feature: features[index].name, title: features[index].title, ...turning }],
    ),
    limits: [...card.limits],
  }
}

function featureAnswer(
  { name, kind, title, unit, family }: Feature,
  levels: readonly string[] | undefined,
): Static<typeof feature> {
  return {
    name,
    kind,
    title,
    unit: unit ?? null,
    family,
    levels: kind === 'category' ? [...(levels ?? [])] : null,
  }
}

function metricsOf(evaluation: Evaluation): Static<typeof metric>[] {
  return evaluation.task === 'classification'
    ? [
        withInterval('auc', evaluation.auc),
        withInterval('average_precision', evaluation.averagePrecision),
        withInterval('log_loss', evaluation.logLoss),
        withInterval('brier', evaluation.brier),
        { name: 'calibration_error', value: evaluation.calibrationError, low: null, high: null },
        withInterval('lift_at_tenth', evaluation.liftAtTenth),
        { name: 'base_rate', value: evaluation.baseRate, low: null, high: null },
      ]
    : [
        withInterval('rmse', evaluation.rmse),
        withInterval('mae', evaluation.mae),
        withInterval('r2', evaluation.r2),
        withInterval('spearman', evaluation.spearman),
        withInterval('normalised_gini', evaluation.normalisedGini),
      ]
}

function withInterval(name: string, { value, low, high }: Interval): Static<typeof metric> {
  return { name, value, low, high }
}
