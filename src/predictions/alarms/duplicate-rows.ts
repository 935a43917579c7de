import type { Frame } from '../../ml/frame.js'
import type { Alarm } from '../card.js'
import type { Evidence } from './evidence.js'

/** Below this share equal rows are a coincidence of few and coarse features. */
const worthSaying = 0.02

/**
 * Rows of the holdout that stand in the training rows too, in every feature: copies from a resampling or a join
 * that happened before the split, which let a model remember instead of predict.
 *
 * Coarse features repeat honestly (three yes/no columns have eight rows in all), so only frames with at least one
 * fine number, whose rows are mostly one of a kind, are judged.
 */
export function duplicateRowAlarms({ training, holdout }: Evidence): Alarm[] {
  const seen = new Set<string>()
  for (let row = 0; row < training.frame.rows; row++) seen.add(rowKey(training.frame, row))
  let copies = 0
  for (let row = 0; row < holdout.frame.rows; row++) {
    if (seen.has(rowKey(holdout.frame, row))) copies++
  }
  const share = copies / holdout.frame.rows
  if (!(share > worthSaying) || !couldBeUnique(training.frame)) return []
  return [
    {
      code: 'DUPLICATE_ROWS',
      severity: share > 0.1 ? 'alarm' : 'warning',
      message:
        `${copies} of ${holdout.frame.rows} holdout rows (${(100 * share).toFixed(1)} %) equal a training row in ` +
        'every column. Remove duplicates, and resample, if at all, after the split.',
      features: [],
    },
  ]
}

/** Whether the columns have so many values that equal rows are no accident: at least one number that is fine. */
function couldBeUnique(frame: Frame): boolean {
  return frame.columns.some((column) => {
    if (column.kind === 'category') return false
    const distinct = new Set<number>()
    const rows = Math.min(column.values.length, 5000)
    for (let row = 0; row < rows; row++) distinct.add(column.values[row])
    return distinct.size > rows / 4
  })
}

function rowKey(frame: Frame, row: number): string {
  let key = ''
  for (const column of frame.columns) {
    key +=
      column.kind === 'numeric'
        ? `${column.values[row]}|`
        : `${column.codes[row] < 0 ? '' : column.levels[column.codes[row]]}|`
  }
  return key
}
