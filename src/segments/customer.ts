import type { PredictionPlan } from '../config/plan.js'
import type { Predictor, ServedPrediction } from '../predictions/serving/predictor.js'
import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { type RiskPart, riskParts, riskScore } from './risk.js'
import { type SegmentName, segmentOf } from './segment.js'
import type { Segmentation } from './segmentation.js'
import { type Signals, signalsOf } from './signals.js'
import type { Subject } from './subject.js'
import { type Tier, tierOf } from './tiers.js'

/** Everything about one person, as of the newest events. */
export interface Customer {
  readonly id: string
  /** Null when the project has no such prediction, it has no model yet, or it knows nothing of this person. */
  readonly churn: ServedPrediction | null
  readonly value: ServedPrediction | null
  readonly signals: Signals
  /** Null without a value score run to compare with. */
  readonly tier: Tier | null
  /** The composite risk, in [0, 1], and what it is made of. Null and none without a churn score run. */
  readonly risk: number | null
  readonly riskParts: readonly RiskPart[]
  /** Null without score runs of both. */
  readonly segment: SegmentName | null
}

export interface CustomerOptions {
  readonly predictor: Predictor
  /** Everybody, whom this one is compared with. */
  readonly segmentation: Segmentation
}

/**
 * Asks both predictions and places the answer among everybody. Someone whom a prediction's population leaves out is
 * answered an extrapolation, but placed as in a score run: as one of whom that prediction says nothing.
 * @throws ForetellError what the predictor throws, when neither prediction has an answer
 */
export async function customerOf(
  project: Project,
  subject: Subject,
  id: string,
  { predictor, segmentation }: CustomerOptions,
): Promise<Customer> {
  const [[churn, value], signals] = await Promise.all([
    bothAnswers(predictor, subject, id),
    customerSignals(project, subject.churn, predictor, id),
  ])
  const input = {
    probability: churn?.inPopulation === true ? churn.probability : null,
    ...signals,
  }
  const { grids, tierCuts, riskCuts } = segmentation
  const risk = grids === null ? null : riskScore(input, grids)
  const tier = tierCuts === null ? null : tierOf(value?.inPopulation === true ? value.value : null, tierCuts)
  return {
    id,
    churn,
    value,
    signals,
    tier,
    risk,
    riskParts: grids === null ? [] : riskParts(input, grids),
    segment: tier === null || riskCuts === null ? null : segmentOf(tier, risk, riskCuts[tier]),
  }
}

type Answer = ServedPrediction | null

async function bothAnswers(
  predictor: Predictor,
  { churn, value, people }: Subject,
  id: string,
): Promise<readonly [Answer, Answer]> {
  const [ofChurn, ofValue] = await Promise.allSettled([
    churn === null ? null : predictor.predict(churn.name, id, { explain: true }),
    value === null ? null : predictor.predict(value.name, id, { explain: false }),
  ])
  const answers = [answerOf(ofChurn), answerOf(ofValue)] as const
  if (answers[0] !== null || answers[1] !== null) return answers
  for (const settled of [ofChurn, ofValue]) if (settled.status === 'rejected') throw settled.reason
  throw new ForetellError('MODEL_MISSING', { values: { name: people } })
}

/** One prediction that has no model or knows nothing of somebody does not keep the other from answering. */
function answerOf(settled: PromiseSettledResult<Answer>): Answer {
  if (settled.status === 'fulfilled') return settled.value
  const { reason } = settled as { reason: unknown }
  if (reason instanceof ForetellError && lacking.has(reason.code)) return null
  throw reason
}

const lacking: ReadonlySet<string> = new Set(['MODEL_MISSING', 'ENTITY_UNKNOWN', 'NOBODY_TO_SCORE'])

/** As of the present, which is that of an answer that is made now. */
async function customerSignals(
  project: Project,
  prediction: PredictionPlan | null,
  predictor: Predictor,
  id: string,
): Promise<Signals> {
  if (prediction === null) return { recency: null, withdrawal: null }
  return signalsOf(project, { prediction, anchor: predictor.present(prediction.name), ids: [id] })
}
