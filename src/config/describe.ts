import { durationText } from '../shared/time.js'
import { describeClause, describeCondition, hasWords, withWords } from './describe-condition.js'
import { describeQuantity, eventsNoun, type Naming } from './describe-quantity.js'
import type { EventPredictionPlan, PredictionPlan, TablePredictionPlan } from './plan.js'
import { counted, durationWords, humanise, plural } from './words.js'

export { describeCondition } from './describe-condition.js'
export { describeQuantity } from './describe-quantity.js'

/** A prediction in words. */
export interface PredictionDescription {
  /** The whole: "Among customers with at least 1 login in the last 30 days, predict who has no login in the next 30 days." */
  readonly sentence: string
  /** Who: "customers with at least 1 login in the last 30 days"; "rows of customers" for a table. */
  readonly population: string
  /** What: "no login in the next 30 days", "total amount (USD) of purchases in the next 180 days". */
  readonly outcome: string
  /** From what it is learned: "Up to 12 moments, 7 days apart; each counts once 30 days have passed." */
  readonly learning: string
}

/** Says what a prediction means. */
export function describePrediction(prediction: PredictionPlan, plan: Naming): PredictionDescription {
  return prediction.kind === 'events'
    ? describeEventPrediction(prediction, plan)
    : describeTablePrediction(prediction, plan)
}

function describeEventPrediction(prediction: EventPredictionPlan, plan: Naming): PredictionDescription {
  const population = `${plural(humanise(prediction.entity))} ${describeCondition(prediction.population, plan, withWords)}`
  const { outcome, asked } = describeOutcome(prediction, plan)
  return {
    sentence: `Among ${population}, predict ${asked}.`,
    population,
    outcome,
    learning: describeLearning(prediction),
  }
}

function describeOutcome(
  { label, horizon }: EventPredictionPlan,
  plan: Naming,
): { outcome: string; asked: string } {
  switch (label.kind) {
    case 'condition':
      return {
        outcome: describeCondition(label.condition, plan),
        asked: `who ${describeCondition(label.condition, plan, hasWords)}`,
      }
    case 'quantity': {
      const outcome = describeQuantity(label.quantity, plan)
      return { outcome, asked: `the ${outcome}` }
    }
    case 'until': {
      const outcome = `days until the first ${eventsNoun(label.until.events, plan).one}`
      const ahead = durationWords(durationText(horizon))
      return { outcome, asked: `how many ${outcome}, looking ${ahead} ahead` }
    }
  }
}

function describeLearning({
  maximumAnchors,
  anchorInterval,
  horizon,
  lateness,
}: EventPredictionPlan): string {
  const moments = `Up to ${counted(maximumAnchors, 'moment')}`
  const apart = maximumAnchors === 1 ? '' : `, ${durationWords(durationText(anchorInterval))} apart`
  const passed = durationWords(durationText(horizon + lateness))
  const late =
    lateness === 0 ? '' : `, ${durationWords(durationText(lateness))} of them for events that come in late`
  return `${moments}${apart}; each counts once ${passed} have passed${late}.`
}

function describeTablePrediction(
  { label, source }: TablePredictionPlan,
  plan: Naming,
): PredictionDescription {
  const population = `rows of ${source}`
  const outcome =
    label.kind === 'condition'
      ? describeClause(label.condition, plan)
      : describeQuantity(label.quantity, plan)
  const asked = label.kind === 'condition' ? `whether ${outcome}` : outcome
  return {
    sentence: `For each row of ${source}, predict ${asked}.`,
    population,
    outcome,
    learning: 'The rows of the table whose outcome is known.',
  }
}
