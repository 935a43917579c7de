import type { ConditionNode, QuantityNode } from '../config/expression.js'
import type { LabelPlan } from '../config/plan.js'

/** Names of the events that a label is about, in alphabetical order; none when it is about any event. */
export function labelEvents(label: LabelPlan): readonly string[] {
  const names = new Set<string>()
  if (label.kind === 'condition') addCondition(label.condition, names)
  else if (label.kind === 'quantity') addQuantity(label.quantity, names)
  else for (const event of label.until.events) names.add(event)
  return [...names].sort()
}

function addCondition(node: ConditionNode, names: Set<string>): void {
  if (node.kind === 'compare') addQuantity(node.quantity, names)
  else if (node.kind === 'not') addCondition(node.condition, names)
  else for (const condition of node.conditions) addCondition(condition, names)
}

function addQuantity(node: QuantityNode, names: Set<string>): void {
  switch (node.kind) {
    case 'count':
    case 'activeDays':
    case 'sessions':
    case 'daysSince':
      for (const event of node.events) names.add(event)
      return
    case 'aggregate':
      names.add(node.event)
      return
    case 'ratio':
      addQuantity(node.numerator, names)
      addQuantity(node.denominator, names)
      return
    case 'score':
      for (const { of } of node.parts) addQuantity(of, names)
      return
    case 'trait':
    case 'column':
      return
  }
}
