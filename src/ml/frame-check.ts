import { ForetellError } from '../shared/errors.js'
import type { Column, Dataset, Frame } from './frame.js'
import type { ModelInput } from './model.js'

/**
 * Checks what the types cannot: lengths, codes within the levels, distinct names.
 * @throws ForetellError `DATASET_INVALID`
 */
export function checkFrame(frame: Frame): void {
  const names = new Set<string>()
  for (const column of frame.columns) {
    if (names.has(column.name)) throw invalid('columns with distinct names', `"${column.name}" twice`)
    names.add(column.name)
    const length = column.kind === 'numeric' ? column.values.length : column.codes.length
    if (length !== frame.rows) {
      throw invalid(`${frame.rows} values in "${column.name}"`, `${length} values`)
    }
    if (column.kind === 'category') checkCodes(column.name, column.codes, column.levels.length)
  }
}

/**
 * Checks what is learned from: the frame, at least one row, one finite target each, weights above 0.
 * @throws ForetellError `DATASET_INVALID`
 */
export function checkDataset(data: Dataset): void {
  const { frame, target, weights } = data
  checkFrame(frame)
  if (frame.rows === 0) throw invalid('at least one row', 'none')
  if (target.length !== frame.rows) {
    throw invalid(`a target for each of ${frame.rows} rows`, `${target.length} targets`)
  }
  const unknown = target.findIndex((value) => !Number.isFinite(value))
  if (unknown >= 0) throw invalid('finite targets', `${target[unknown]} in row ${unknown}`)
  if (weights === undefined) return
  if (weights.length !== frame.rows) {
    throw invalid(`a weight for each of ${frame.rows} rows`, `${weights.length} weights`)
  }
  const wrong = weights.findIndex((value) => !(value > 0 && value < Infinity))
  if (wrong >= 0) throw invalid('finite weights above 0', `${weights[wrong]} in row ${wrong}`)
}

/**
 * Checks that a target is one of classification.
 * @throws ForetellError `DATASET_INVALID`
 */
export function checkOutcomes(target: Float64Array): void {
  const wrong = target.findIndex((value) => value !== 0 && value !== 1)
  if (wrong >= 0) throw invalid('a target of 0 or 1', `${target[wrong]} in row ${wrong}`)
}

/** A target with more classes than this is no target of classes. */
const MOST_CLASSES = 10_000

/**
 * Checks that a target is one of classes: whole numbers from 0.
 * @param most how many there may be: of validation rows, as many as there were in training
 * @returns how many classes there are: 2 or more, up to the largest that occurs
 * @throws ForetellError `DATASET_INVALID`
 */
export function checkClasses(target: Float64Array, most = MOST_CLASSES): number {
  const wrong = target.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < most))
  if (wrong >= 0) {
    throw invalid(`a class from 0 to ${most - 1}`, `${target[wrong]} in row ${wrong}`)
  }
  return target.reduce((count, value) => Math.max(count, value + 1), 2)
}

/**
 * The columns a model reads, found by name, in the order of its inputs.
 * @throws ForetellError `COLUMN_MISSING`; `COLUMN_KIND` when numbers stand where names stood in training, or
 *   the other way round
 */
export function columnsOf(inputs: readonly ModelInput[], frame: Frame): Column[] {
  const byName = new Map(frame.columns.map((column) => [column.name, column]))
  return inputs.map((input) => {
    const column = byName.get(input.name)
    if (column === undefined) {
      throw new ForetellError('COLUMN_MISSING', { values: { column: input.name, kind: input.kind } })
    }
    if (column.kind !== input.kind) {
      throw new ForetellError('COLUMN_KIND', {
        values: { column: input.name, expected: input.kind, got: column.kind },
      })
    }
    return column
  })
}

function checkCodes(name: string, codes: Int32Array, levels: number): void {
  const wrong = codes.findIndex((code) => code < -1 || code >= levels)
  if (wrong >= 0) {
    throw invalid(`codes of "${name}" from -1 to ${levels - 1}`, `${codes[wrong]} in row ${wrong}`)
  }
}

function invalid(expected: string, got: string): ForetellError {
  return new ForetellError('DATASET_INVALID', { values: { expected, got } })
}
