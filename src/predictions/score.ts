import { observed } from '../shared/observer.js'
import { ForetellError } from '../shared/errors.js'
import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Explain } from './explain.js'
import { contentFingerprint } from './hashing.js'
import { type PiecePlan, planPieces } from './pieces.js'
import type { Level, Prediction } from './prediction.js'
import { predictionNamed } from './prediction-named.js'
import { loadModelVersion } from './registry.js'
import { type PieceScoring, scorePiece } from './score-piece.js'
import { openScorer } from './scorer.js'
import { arrivingTarget, clearArrived, finishRun, levelCounts, type ScoreRun, topScores } from './scores.js'

export interface ScoreOptions {
  /** Says why; `explainRows` of `explanations/`. Undefined: without reasons, which takes less time. */
  readonly explain: Explain | undefined
  /** Default: the champion. */
  readonly version?: string | undefined
  /** How many of the highest scores are returned. Default 10. */
  readonly top?: number | undefined
}

export interface ScoreSummary {
  readonly run: ScoreRun
  /** How many have each level; null for amounts. */
  readonly levels: Readonly<Record<Level, number>> | null
  /** The highest scores. */
  readonly top: readonly Prediction[]
}

/** Pieces in hand at one time: while one is scored, the next is read and the one before is stored. */
const lanes = 2

/**
 * Scores everyone who is in the population now, piece by piece, and writes scores with their reasons to the warehouse.
 * A run is seen by readers once it is complete, or not at all.
 * @throws ForetellError `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `VERSION_UNKNOWN`, `NOBODY_TO_SCORE`, `CANCELLED`
 */
export async function score(project: Project, name: string, options: ScoreOptions): Promise<ScoreSummary> {
  const prediction = predictionNamed(project.plan, name)
  return observed(
    project.observer,
    `Scoring ${name}`,
    async (step) => {
      const inside = { ...project, observer: step }
      const { card, artifact } = await loadModelVersion(inside, name, options.version)
      const plan = await planPieces(inside, prediction, artifact, { kind: 'population' })
      const begun = beginRun(name, card.version, plan.context.anchor, project.clock.now())
      await clearArrived(inside)
      const scoring = {
        prediction,
        scorer: openScorer(artifact, card.version),
        pieces: plan.context,
        explain: options.explain,
      }
      await scorePieces(inside, scoring, plan, begun, (done, all) => step.progress(done, all, 'rows'))
      const run = await finishRun(inside, begun)
      return summaryOf(inside, run, options.top)
    },
    ({ run }) => `${run.rows.toLocaleString('en-US')} scored`,
  )
}

/** A run that is still to be made: the same inputs make the same. */
export function beginRun(
  prediction: string,
  version: string,
  anchor: Instant | null,
  scoredAt: Instant,
): Omit<ScoreRun, 'rows'> {
  return {
    prediction,
    runId: contentFingerprint({ prediction, version, anchor, scoredAt }).slice(0, 16),
    version,
    anchor: anchor === null ? null : new Date(anchor).toISOString(),
    scoredAt: new Date(scoredAt).toISOString(),
  }
}

async function scorePieces(
  project: Project,
  scoring: PieceScoring,
  { pieces }: PiecePlan,
  run: Omit<ScoreRun, 'rows'>,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const all = pieces.reduce((sum, { rows }) => sum + rows, 0)
  const left = [...pieces.entries()]
  let done = 0
  const next = async (): Promise<void> => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      if (project.signal?.aborted === true) {
        throw new ForetellError('CANCELLED', { values: { what: `scoring ${run.prediction}` } })
      }
      const [index, piece] = entry
      done += await scorePiece(project, scoring, piece, arrivingTarget(run, index))
      progress(done, all)
    }
  }
  // Every lane has ended before the failure of one is told: nothing is written after it.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, next))
  const failure = ends.find((lane) => lane.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}

export async function summaryOf(project: Project, run: ScoreRun, top?: number): Promise<ScoreSummary> {
  const highest = await topScores(project, run, top)
  const classification = project.plan.predictions[run.prediction].task !== 'regression'
  return { run, levels: classification ? await levelCounts(project, run) : null, top: highest }
}
