import type { Column } from '../../ml/frame.js'
import type { Alarm } from '../card.js'
import type { LabelledRows } from '../labelled-rows.js'
import type { Evidence } from './evidence.js'

/** Fewer rows than this agree by chance. */
const fewestRows = 30

/**
 * The target in other clothes: a column from each of whose values the outcome follows without exception, with
 * few values (classification), or that rises or falls with it strictly (regression: dollars and cents).
 */
export function targetCopyAlarms({ task, training }: Evidence): Alarm[] {
  return training.frame.columns
    .map((column, index) => ({ column, title: training.features[index]?.title ?? column.name }))
    .filter(({ column }) => isCopy(task, column, training))
    .map(({ column, title }) => ({
      code: 'TARGET_COPY' as const,
      severity: 'alarm' as const,
      message: `"${title}" is the target under another name: each of its values has exactly one outcome.`,
      features: [column.name],
    }))
}

function isCopy(task: Evidence['task'], column: Column, { target }: LabelledRows): boolean {
  if (target.length < fewestRows) return false
  return task === 'classification' ? decidesClass(column, target) : isMonotoneCopy(column, target)
}

/** Few values, and every one of them (missing too) has one outcome only. */
function decidesClass(column: Column, target: Float64Array): boolean {
  const outcomes = new Map<number, number>()
  for (let row = 0; row < target.length; row++) {
    const value = column.kind === 'numeric' ? column.values[row] : column.codes[row]
    const known = outcomes.get(value)
    if (known === undefined) outcomes.set(value, target[row])
    else if (known !== target[row]) return false
    if (outcomes.size > target.length / 10) return false
  }
  return new Set(outcomes.values()).size > 1
}

/** Sorted by the column, the target never turns back, and equal values have equal outcomes. */
function isMonotoneCopy(column: Column, target: Float64Array): boolean {
  if (column.kind !== 'numeric') return false
  const { values } = column
  const order = Array.from(target.keys()).sort((a, b) => values[a] - values[b])
  const distinct = new Set(target).size
  if (distinct < 10 || values.some((value) => Number.isNaN(value))) return false
  let rising = true
  let falling = true
  for (let i = 1; i < order.length; i++) {
    const before = order[i - 1]
    const after = order[i]
    if (values[before] === values[after]) {
      if (target[before] !== target[after]) return false
      continue
    }
    if (target[after] < target[before]) rising = false
    if (target[after] > target[before]) falling = false
    if (!rising && !falling) return false
  }
  return true
}
