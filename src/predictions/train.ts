import { describePrediction } from '../config/describe.js'
import { unitOf } from '../config/describe-quantity.js'
import { fingerprint } from '../config/fingerprint.js'
import type { PredictionPlan } from '../config/plan.js'
import type { ErrorCode } from '../shared/error-catalogue.js'
import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import { durationText, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { CardDefinition, ModelCard } from './card.js'
import { type Succession, succession } from './challenger.js'
import type { Gathered } from './gathered.js'
import { gatherEvents } from './gather-events.js'
import { gatherTable } from './gather-table.js'
import { contentFingerprint, dataFingerprint } from './hashing.js'
import { type LabelledRows, positivesOf } from './labelled-rows.js'
import { learn, type Learned } from './learn.js'
import { limitsOf } from './limits.js'
import { predictionNamed } from './prediction-named.js'
import { championVersion, loadModelVersion, promote, storeModel, versionName } from './registry.js'
import { openScorer, type Scorer } from './scorer.js'
import { softwareVersion } from './software.js'

const unreadable: readonly ErrorCode[] = ['MODEL_UNREADABLE', 'ARTIFACT_UNREADABLE']

/** A new version, and whether it answers from now on. */
export interface TrainingOutcome {
  readonly version: string
  readonly card: ModelCard
  readonly champion: boolean
  /** Why it became champion, or why not. */
  readonly reason: string
}

/**
 * Trains a prediction of the configuration: gathers rows with known outcomes, learns, measures on rows nothing was
 * learned from, writes the version down and decides whether it takes over. The model that was measured is the
 * model that is kept: it is not fitted again on the newest rows, of which nobody could say how good it then is.
 * @throws ForetellError `PREDICTION_UNKNOWN`, `DATA_GATE_CLOSED`, `TARGET_...`, `CANCELLED`
 */
export async function train(project: Project, name: string): Promise<TrainingOutcome> {
  const prediction = predictionNamed(project.plan, name)
  return observed(
    project.observer,
    `Training ${name}`,
    async (step) => {
      const inside = { ...project, observer: step }
      const started = project.clock.now()
      const gathered = await gather(inside, prediction)
      const learned = await learnFrom(inside, prediction, gathered)
      const card = cardOf(project, prediction, { gathered, learned, started })
      await storeModel(inside, { card, artifact: learned.artifact })
      const { takesOver, reason } = await decide(inside, card, gathered.parts.holdout, learned)
      return { version: card.version, card, champion: takesOver, reason }
    },
    ({ version, champion }) => `${version}${champion ? '' : ' (the champion stays)'}`,
  )
}

function gather(project: Project, prediction: PredictionPlan): Promise<Gathered> {
  return prediction.kind === 'events' ? gatherEvents(project, prediction) : gatherTable(project, prediction)
}

async function learnFrom(
  { plan, clock, observer, signal }: Project,
  { label, levels, profit, seed }: PredictionPlan,
  { task, parts, kinds, alarms }: Gathered,
): Promise<Learned> {
  const unit = label.kind === 'quantity' ? unitOf(label.quantity, plan) : ''
  const learned = await learn(parts, {
    task,
    levels,
    profit,
    seed,
    kinds,
    unit: unit === '' ? null : unit,
    clock,
    observer,
    signal,
  })
  for (const { message } of alarms) observer.warn(message)
  return { ...learned, alarms: [...learned.alarms, ...alarms] }
}

function cardOf(
  { clock, plan }: Project,
  prediction: PredictionPlan,
  {
    gathered,
    learned,
    started,
  }: { readonly gathered: Gathered; readonly learned: Learned; readonly started: Instant },
): ModelCard {
  const { parts, data, split } = gathered
  const fingerprints = {
    data: contentFingerprint([parts.training, parts.validation, parts.holdout].map(rowsFingerprint)).slice(
      0,
      16,
    ),
    config: fingerprint(prediction),
    artifact: contentFingerprint(learned.artifact).slice(0, 16),
  }
  const createdAt = clock.now()
  return {
    format: 'foretell-card',
    formatVersion: 1,
    version: versionName(
      prediction.name,
      createdAt,
      contentFingerprint({ ...fingerprints, seed: prediction.seed }),
    ),
    prediction: prediction.name,
    task: prediction.task,
    createdAt: new Date(createdAt).toISOString(),
    definition: definitionOf(plan, prediction, gathered),
    data: { ...data, positives: gathered.task === 'classification' ? allPositives(gathered) : null },
    split: {
      ...split,
      training: parts.training.target.length,
      validation: parts.validation.target.length,
      holdout: parts.holdout.target.length,
    },
    model: learned.model,
    evaluation: learned.evaluation,
    leaderboard: learned.leaderboard,
    drivers: learned.drivers,
    alarms: learned.alarms,
    limits: limitsOf(prediction, gathered, learned.evaluation),
    fingerprints,
    seed: prediction.seed,
    software: { foretell: softwareVersion(), node: process.version },
    trainingSeconds: (createdAt - started) / 1000,
  }
}

function definitionOf(plan: Project['plan'], prediction: PredictionPlan, gathered: Gathered): CardDefinition {
  const { population, outcome } = describePrediction(prediction, plan)
  const events = prediction.kind === 'events' ? prediction : null
  return {
    population,
    outcome,
    horizon: events === null ? null : durationText(events.horizon),
    anchorInterval: events === null ? null : durationText(events.anchorInterval),
    lateness: events === null ? null : durationText(events.lateness),
    positiveClass: gathered.positiveClass,
  }
}

function rowsFingerprint({ frame, target, entityIds }: LabelledRows): string {
  return dataFingerprint(frame, target, entityIds)
}

function allPositives({ parts }: Gathered): number {
  const { training, validation, holdout } = parts
  return [training, validation, holdout].reduce((sum, { target }) => sum + positivesOf(target), 0)
}

/** The first version answers; a later one unless it is worse than the present champion beyond chance. */
async function decide(
  project: Project,
  { prediction, version, seed }: ModelCard,
  holdout: LabelledRows,
  learned: Learned,
): Promise<Succession> {
  const present = await championVersion(project, prediction)
  if (present === version)
    return { takesOver: true, reason: 'The same data and definition gave the same version.' }
  const decision =
    present === undefined
      ? { takesOver: true, reason: 'The first version.' }
      : await compareWith(project, { prediction, present, seed }, holdout, learned)
  if (decision.takesOver) await promote(project, prediction, version, decision.reason)
  return decision
}

async function compareWith(
  project: Project,
  {
    prediction,
    present,
    seed,
  }: { readonly prediction: string; readonly present: string; readonly seed: number },
  holdout: LabelledRows,
  { artifact, measured }: Learned,
): Promise<Succession> {
  const champion = await openVersion(project, prediction, present)
  if (champion === undefined) {
    return { takesOver: true, reason: 'The champion before cannot be read by this version of Foretell.' }
  }
  const known = new Set(holdout.frame.columns.map(({ name }) => name))
  const comparable =
    champion.artifact.task === artifact.task &&
    champion.artifact.features.every(({ name }) => known.has(name))
  if (!comparable) {
    return { takesOver: true, reason: 'The champion before asks for other features and cannot be compared.' }
  }
  return succession(
    artifact.task,
    holdout,
    { challenger: measured.predicted, champion: champion.predict(holdout.frame) },
    seed,
  )
}

/** Undefined where another version of Foretell wrote the model, or it is damaged: training again is the way out. */
async function openVersion(
  project: Project,
  prediction: string,
  version: string,
): Promise<Scorer | undefined> {
  const { artifact } = await loadModelVersion(project, prediction, version)
  try {
    return openScorer(artifact, version)
  } catch (error) {
    if (error instanceof ForetellError && unreadable.includes(error.code)) return undefined
    throw error
  }
}
