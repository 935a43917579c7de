import type { EventPredictionPlan, PredictionPlan, TablePredictionPlan } from '../config/plan.js'
import { compilePopulation, historySettings, withTables } from '../features/compile.js'
import type { Feature } from '../features/feature.js'
import { featureMatrix, pastRequest } from '../features/matrix.js'
import { hasSessionIds } from '../features/session-ids.js'
import { presentOf } from '../labels/present.js'
import { dataSpan } from '../labels/span.js'
import type { Column, Frame } from '../ml/frame.js'
import { ForetellError } from '../shared/errors.js'
import { dayText, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Parameters } from '../warehouse/warehouse.js'
import type { Artifact } from './artifact.js'
import { readSource, sourceOf } from './gather-table.js'
import { takeRows } from './rows.js'
import type { Scorer } from './scorer.js'
import { scoringFrame } from './table/scoring-frame.js'
import { entityId } from './table/table-rows.js'

/** A stretch of those to be scored, in the order of their ids: above the first, up to and with the last. */
export interface Piece {
  readonly after: string
  readonly upTo: string
  readonly rows: number
}

/** Who is asked about. */
export type Who =
  /** Everyone in the population. */
  | { readonly kind: 'population' }
  /** Those whose ids stand in `batch_people` under a job, in the population or not. */
  | { readonly kind: 'people'; readonly jobId: string }

/** What all pieces have in common; plain data. */
export interface PieceContext {
  readonly who: Who
  /** The time as of which is scored; null for tables. */
  readonly anchor: Instant | null
  /** Whether events say which visit they belong to. */
  readonly sessionIds: boolean
}

export interface PiecePlan {
  readonly context: PieceContext
  readonly pieces: readonly Piece[]
}

/** Rows of features with whose they are. */
export interface Block {
  /** One a row, in the order of their bytes; a table's are in its own order. */
  readonly entityIds: readonly string[]
  readonly frame: Frame
  /** One a row: 1 for those who are in the population. */
  readonly inPopulation: Uint8Array
}

/** Rows that are read at one time, whatever the size of the population, where nothing else is said. */
const usualPieceRows = 25_000

/**
 * Cuts those to be scored into pieces that can be read one by one. A table is one piece: it is read whole anyway.
 * @throws ForetellError `NOBODY_TO_SCORE`
 */
export async function planPieces(
  project: Project,
  prediction: PredictionPlan,
  artifact: Artifact,
  who: Who,
  pieceRows = usualPieceRows,
): Promise<PiecePlan> {
  if (prediction.kind === 'table') return tablePlan(project, prediction, who)
  const anchor = await scoringAnchor(project, prediction)
  const sessionIds = await hasSessionIds(project, prediction.entity)
  const { tables, parameters } =
    who.kind === 'people'
      ? peopleOf(who.jobId)
      : compilePopulation(await pastRequest(project, prediction, anchor, artifact, sessionIds))
  const rows = await project.warehouse.rows<{ last: string; rows: number }>(
    `${withTables(tables)}
     SELECT max(entity_id) AS last, count() AS rows
     FROM (SELECT entity_id, intDiv(row_number() OVER (ORDER BY entity_id) - 1, {piece_rows:UInt64}) AS piece FROM population)
     GROUP BY piece ORDER BY piece`,
    {
      parameters: { ...parameters, piece_rows: pieceRows },
      settings: historySettings,
      signal: project.signal,
    },
  )
  if (rows.length === 0) throw nobody(prediction, anchor)
  const pieces = rows.map((piece, index) => ({
    after: index === 0 ? '' : rows[index - 1].last,
    upTo: piece.last,
    rows: piece.rows,
  }))
  return { context: { who, anchor, sessionIds }, pieces }
}

function peopleOf(jobId: string): {
  readonly tables: Readonly<Record<string, string>>
  readonly parameters: Parameters
} {
  return {
    tables: { population: 'SELECT DISTINCT entity_id FROM batch_people WHERE job_id = {job:String}' },
    parameters: { job: jobId },
  }
}

async function tablePlan(project: Project, prediction: TablePredictionPlan, who: Who): Promise<PiecePlan> {
  const rows =
    who.kind === 'people'
      ? (await peopleIn(project, who.jobId, undefined)).length
      : (await readSource(project, prediction)).rows
  return {
    context: { who, anchor: null, sessionIds: false },
    pieces: [{ after: '', upTo: '', rows }],
  }
}

/** The features of a piece. Of people of whom nothing is known there is no row. */
export async function readPiece(
  project: Project,
  prediction: PredictionPlan,
  { artifact, needs }: Pick<Scorer, 'artifact' | 'needs'>,
  { who, anchor, sessionIds }: PieceContext,
  piece: Piece,
): Promise<Block> {
  if (prediction.kind === 'table' || anchor === null) return tableBlock(project, prediction, artifact, who)
  const features = { features: needs, kinds: artifact.kinds, notes: [] }
  const matrix = await featureMatrix(project, prediction, anchor, {
    features,
    sessionIds,
    ...(who.kind === 'people'
      ? { entityIds: await peopleIn(project, who.jobId, piece) }
      : { range: { after: piece.after, upTo: piece.upTo } }),
  })
  return { ...matrix, frame: withMissing(matrix.frame, artifact.features) }
}

/** With a column for every feature, in their order: those that were not read are missing in all rows. */
function withMissing({ rows, columns }: Frame, features: readonly Feature[]): Frame {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const values = new Float64Array(rows).fill(NaN)
  const codes = new Int32Array(rows).fill(-1)
  return {
    rows,
    columns: features.map(
      ({ name, kind }): Column =>
        byName.get(name) ??
        (kind === 'numeric' ? { kind, name, values } : { kind: 'category', name, codes, levels: [] }),
    ),
  }
}

async function peopleIn(
  { warehouse, signal }: Project,
  jobId: string,
  piece: Piece | undefined,
): Promise<string[]> {
  const range = piece === undefined ? '' : 'AND entity_id > {after:String} AND entity_id <= {up_to:String}'
  const rows = await warehouse.rows<{ entity_id: string }>(
    `SELECT DISTINCT entity_id FROM batch_people WHERE job_id = {job:String} ${range} ORDER BY entity_id`,
    {
      parameters: {
        job: jobId,
        ...(piece === undefined ? {} : { after: piece.after, up_to: piece.upTo }),
      },
      signal,
    },
  )
  return rows.map(({ entity_id }) => entity_id)
}

async function tableBlock(
  project: Project,
  prediction: PredictionPlan,
  artifact: Artifact,
  who: Who,
): Promise<Block> {
  if (prediction.kind !== 'table') {
    throw new ForetellError('INTERNAL', { values: { what: `a piece of ${prediction.name} has no anchor` } })
  }
  const data = await readSource(project, prediction)
  const { key } = sourceOf(project.plan, prediction)
  const ids = data.columns.find(({ name }) => name === key)?.column
  const known = Array.from({ length: data.rows }, (_, row) => entityId(ids, row))
  const frame = scoringFrame(data, artifact.features)
  if (who.kind === 'population') {
    return { entityIds: known, frame, inPopulation: new Uint8Array(data.rows).fill(1) }
  }
  const wanted = new Set(await peopleIn(project, who.jobId, undefined))
  const rows = [...known.keys()].filter((row) => wanted.has(known[row]))
  return {
    entityIds: rows.map((row) => known[row]),
    frame: takeRows(frame, rows),
    inPopulation: new Uint8Array(rows.length).fill(1),
  }
}

/**
 * The time as of which is scored: now, or where the data ends (`labels/present.ts`).
 * @throws ForetellError `NOBODY_TO_SCORE` without any events
 */
export async function scoringAnchor(project: Project, prediction: EventPredictionPlan): Promise<Instant> {
  const span = await dataSpan(project, prediction.entity)
  if (span === undefined) throw nobody(prediction, project.clock.now())
  return presentOf(span.last, project.clock.now())
}

function nobody({ name }: EventPredictionPlan, at: Instant): ForetellError {
  return new ForetellError('NOBODY_TO_SCORE', { values: { name, anchor: dayText(at) } })
}
