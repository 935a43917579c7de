import { explainRows } from '../explanations/explain-rows.js'
import { batchTarget, deleteBatch, finishBatch } from '../predictions/batch-results.js'
import { type Piece, type PieceContext, planPieces, type Who } from '../predictions/pieces.js'
import { predictionNamed } from '../predictions/prediction-named.js'
import { loadModelVersion } from '../predictions/registry.js'
import { type PieceScoring, scorePiece } from '../predictions/score-piece.js'
import { RunPercentiles } from '../predictions/serving/run-percentiles.js'
import { openScorer } from '../predictions/scorer.js'
import { beginRun, summaryOf } from '../predictions/score.js'
import { arrivingTarget, finishRun, latestRun, type ScoreRun } from '../predictions/scores.js'
import { DAY, HOUR } from '../shared/time.js'
import type { Plan } from '../config/plan.js'
import type { Project } from '../warehouse/project.js'
import type { JobWork, PartedHandler } from './queue/handler.js'
import type { Job, JobPart } from './queue/job.js'

/** What a batch or a scoring of everyone is asked for. */
export interface BatchInput {
  readonly prediction: string
  /** Default: the champion at the time it is begun. */
  readonly version: string | null
  readonly explanations: boolean
  /** How many ids stand in `batch_people`; null: everyone in the population. */
  readonly people: number | null
  /** Of a part; default: what is read at one time. */
  readonly partRows?: number
}

/** What each part is told, so that it needs nothing but itself. */
interface PartInput {
  readonly piece: Piece
  readonly context: PieceContext
  readonly version: string
}

/** When what a batch leaves is gone for good, at the latest: some time after it can be fetched no more. */
export function batchGone({ server }: Plan, createdAt: number): number {
  return createdAt + server.resultHours * HOUR + 7 * DAY
}

/** Predictions of many, kept under the job's id until they expire. */
export const batch: PartedHandler = {
  plan: planParts,
  async part(work, part) {
    const { project, job } = work
    const { piece, version } = inputOf(part)
    const scoring = await scoringOf(work, part)
    const expiresAt = batchGone(project.plan, Date.parse(job.createdAt))
    const run = await percentilesOf(project, batchInput(job).prediction, version)
    const target = batchTarget({ jobId: job.id, piece: part.part, expiresAt }, scoring.scorer, run)
    await scorePiece(project, scoring, piece, target)
  },
  async finish({ project, job }, parts) {
    const { people, explanations, prediction } = batchInput(job)
    const since = Date.parse(job.createdAt)
    const rows = await finishBatch(project, { jobId: job.id, prediction, since })
    const { version, context } = inputOf(parts[0])
    return {
      prediction,
      version,
      anchor: context.anchor === null ? null : new Date(context.anchor).toISOString(),
      rows,
      // Asked for, and nothing is known of them.
      unknown: people === null ? 0 : people - rows,
      explanations,
    }
  },
  discard: ({ project, job }) => deleteBatch(project, job.id),
}

/** Everyone in the population; becomes the newest run of the prediction. */
export const scoring: PartedHandler = {
  plan: planParts,
  async part(work, part) {
    const scoringPart = await scoringOf(work, part)
    await scorePiece(
      work.project,
      scoringPart,
      inputOf(part).piece,
      arrivingTarget(runOf(work.job, part), part.part),
    )
  },
  async finish({ project, job }, parts) {
    const run = await finishRun(project, runOf(job, parts[0]))
    const { levels } = await summaryOf(project, run, 0)
    return { ...run, levels }
  },
  // The next run clears away what was on the way.
  discard: () => Promise.resolve(),
}

async function planParts({ project, job }: JobWork): Promise<readonly JobPart[]> {
  const { prediction: name, version, people, partRows } = batchInput(job)
  const prediction = predictionNamed(project.plan, name)
  const { card, artifact } = await loadModelVersion(project, name, version ?? undefined)
  const who: Who = people === null ? { kind: 'population' } : { kind: 'people', jobId: job.id }
  const { context, pieces } = await planPieces(project, prediction, artifact, who, partRows)
  return pieces.map((piece, part) => {
    const input: PartInput = { piece, context, version: card.version }
    return { part, rows: piece.rows, input: { ...input } }
  })
}

async function scoringOf({ project, job }: JobWork, part: JobPart): Promise<PieceScoring> {
  const { prediction, explanations } = batchInput(job)
  const { version, context } = inputOf(part)
  return {
    prediction: predictionNamed(project.plan, prediction),
    scorer: await scorers.get(project, `${prediction} ${version}`, async () => {
      const { artifact } = await loadModelVersion(project, prediction, version)
      return openScorer(artifact, version)
    }),
    pieces: context,
    explain: explanations ? explainRows : undefined,
  }
}

/** Beside a run of the same version the percentile is that among those who were scored in it, as for one alone. */
async function percentilesOf(
  project: Project,
  prediction: string,
  version: string,
): Promise<RunPercentiles | undefined> {
  const run = await latestRun(project, prediction)
  if (run === undefined || run.version !== version) return undefined
  return percentiles.get(project, run.runId, () => RunPercentiles.read(project, run))
}

function runOf(job: Job, part: JobPart): Omit<ScoreRun, 'rows'> {
  const { version, context } = inputOf(part)
  return beginRun(batchInput(job).prediction, version, context.anchor, Date.parse(job.createdAt))
}

function batchInput({ input }: Job): BatchInput {
  return input as unknown as BatchInput
}

function inputOf({ input }: JobPart): PartInput {
  return input as unknown as PartInput
}

/** Keeps the one thing of its kind that the parts of a job share, so that it is made once in a process. */
class Shared<Value> {
  #kept: { readonly warehouse: unknown; readonly key: string; readonly value: Promise<Value> } | undefined

  get({ warehouse }: Project, key: string, make: () => Promise<Value>): Promise<Value> {
    if (this.#kept?.warehouse === warehouse && this.#kept.key === key) return this.#kept.value
    const value = make()
    this.#kept = { warehouse, key, value }
    value.catch(() => (this.#kept = undefined))
    return value
  }
}

const scorers = new Shared<PieceScoring['scorer']>()
const percentiles = new Shared<RunPercentiles>()
