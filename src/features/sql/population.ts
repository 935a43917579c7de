import type { ConditionNode } from '../../config/expression.js'
import type { History } from './history.js'

/**
 * Tests of an entity's rows that it must pass to meet the condition, so that most of those who do not are dropped
 * before anything is computed of them. They decide nothing alone: the condition is tested afterwards.
 */
export function necessaryTests(node: ConditionNode, history: History): string[] {
  if (node.kind === 'all') return node.conditions.flatMap((condition) => necessaryTests(condition, history))
  if (node.kind !== 'compare') return []
  const { quantity, comparison, value } = node
  if (quantity.kind !== 'count' && quantity.kind !== 'activeDays' && quantity.kind !== 'sessions') return []
  if (typeof value !== 'number') return []
  const needsOne =
    (comparison === 'atLeast' && value > 0) ||
    (comparison === 'moreThan' && value >= 0) ||
    (comparison === 'is' && value > 0)
  return needsOne ? [`countIf(${history.occurrence(quantity.events, quantity.window)}) > 0`] : []
}
