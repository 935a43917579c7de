import type { Column } from '../../ml/frame.js'
import { areaUnderRoc } from '../../ml/metrics/roc.js'
import { spearman } from '../../ml/metrics/regression.js'
import type { Alarm } from '../card.js'

/** An id whose order tells this much is no coincidence beyond a few hundred rows. */
const suspicious = 0.1

/**
 * Ids that predict. They are never learned from, but one whose order goes with the outcome says how the file was
 * made: sorted by outcome, or ids given out by it, so that other columns may hold the same secret.
 */
export function identifierAlarms(
  task: 'classification' | 'regression',
  identifiers: readonly Column[],
  target: Float64Array,
): Alarm[] {
  return identifiers
    .map((column) => ({ column, strength: strengthOf(task, orderOf(column), target) }))
    .filter(({ strength }) => strength > suspicious + 3 / Math.sqrt(target.length))
    .map(({ column, strength }) => ({
      code: 'IDENTIFIER' as const,
      severity: 'warning' as const,
      message:
        `The order of the id "${column.name}" goes with the outcome (` +
        `${task === 'classification' ? `AUC ${(0.5 + strength).toFixed(3)}` : `rank correlation ${strength.toFixed(3)}`}` +
        '). It is not learned from, but check how the file was made.',
      features: [column.name],
    }))
}

/** AUC less 0.5, or rank correlation, whichever way round. */
function strengthOf(
  task: 'classification' | 'regression',
  order: Float64Array,
  target: Float64Array,
): number {
  const strength = task === 'classification' ? areaUnderRoc(target, order) - 0.5 : spearman(target, order)
  return Number.isNaN(strength) ? 0 : Math.abs(strength)
}

/** Numbers as they are, texts by their place in the alphabet. */
function orderOf(column: Column): Float64Array {
  if (column.kind === 'numeric') return column.values.map((value) => (Number.isNaN(value) ? -1e300 : value))
  const sorted = [...column.levels].sort()
  const places = new Map(sorted.map((level, place) => [level, place]))
  return Float64Array.from(column.codes, (code) => (code < 0 ? -1 : (places.get(column.levels[code]) ?? -1)))
}
