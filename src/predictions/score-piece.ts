import { setImmediate as turn } from 'node:timers/promises'

import type { PredictionPlan } from '../config/plan.js'
import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { RowBinary } from '../warehouse/row-binary.js'
import { type Block, type Piece, type PieceContext, readPiece } from './pieces.js'
import { type PredictionContext, type ScoredRow, scoreRows } from './predict-rows.js'
import { rowsBetween } from './rows.js'
import type { Scorer } from './scorer.js'

/** Where the rows of a piece go, and how one is written. */
export interface PieceTarget {
  /** Table and columns. */
  readonly into: string
  /** The same for the same piece: a piece that is done again stores nothing again. */
  readonly deduplicationToken: string
  readonly write: (bytes: RowBinary, entityId: string, row: ScoredRow, inPopulation: boolean) => void
}

export interface PieceScoring {
  readonly prediction: PredictionPlan
  readonly scorer: Scorer
  readonly pieces: PieceContext
  readonly explain: PredictionContext['explain']
}

/** Rows that are scored at one time; with reasons, so few that others get their turn. */
const sliceRows = { plain: 10_000, explained: 1000 }

/**
 * Reads, scores and stores one piece.
 * @returns how many rows it had
 * @throws ForetellError `CANCELLED` between two slices
 */
export async function scorePiece(
  project: Project,
  { prediction, scorer, pieces, explain }: PieceScoring,
  piece: Piece,
  target: PieceTarget,
): Promise<number> {
  const block = await readPiece(project, prediction, scorer, pieces, piece)
  const context = {
    prediction: prediction.name,
    anchor: pieces.anchor,
    horizon: prediction.kind === 'events' ? prediction.horizon : null,
    explain,
  }
  const rows = block.entityIds.length
  const size = explain === undefined ? sliceRows.plain : sliceRows.explained
  const bytes = new RowBinary(rows * 100)
  for (let from = 0; from < rows; from += size) {
    if (project.signal?.aborted === true) {
      throw new ForetellError('CANCELLED', { values: { what: `scoring ${prediction.name}` } })
    }
    const slice = sliceOf(block, from, Math.min(size, rows - from))
    scoreRows(scorer, slice.frame, context).forEach((row, index) => {
      target.write(bytes, slice.entityIds[index], row, slice.inPopulation[index] === 1)
    })
    await turn()
  }
  if (rows > 0) {
    await project.warehouse.insertStream(target.into, bytes.finish(), 'RowBinary', {
      deduplicationToken: target.deduplicationToken,
      signal: project.signal,
    })
  }
  return rows
}

function sliceOf({ entityIds, frame, inPopulation }: Block, from: number, count: number): Block {
  if (from === 0 && count === entityIds.length) return { entityIds, frame, inPopulation }
  return {
    entityIds: entityIds.slice(from, from + count),
    frame: rowsBetween(frame, from, from + count),
    inPopulation: inPopulation.subarray(from, from + count),
  }
}
