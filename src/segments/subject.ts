import type { Plan, PredictionPlan } from '../config/plan.js'
import { predictionNamed } from '../predictions/prediction-named.js'
import { ForetellError } from '../shared/errors.js'

/** Names of predictions that go before those the configuration suggests. */
export interface WantedSubject {
  readonly churn?: string | undefined
  readonly value?: string | undefined
}

/** The two predictions that say who is at risk and what they are worth, both of the same people. */
export interface Subject {
  readonly churn: PredictionPlan | null
  readonly value: PredictionPlan | null
  /** What the people are: the entity's name, or the table's. */
  readonly people: string
}

/**
 * Which prediction is the churn and which the value: those asked for; else the classification called `churn` or the
 * first one, and the first regression of the same people. A project need not have both.
 * @throws ForetellError `PREDICTION_UNKNOWN`, `PREDICTION_UNSUITED` for names of the wrong kind or of other people
 */
export function chooseSubject(plan: Plan, wanted: WantedSubject = {}): Subject {
  const asked = {
    churn: wanted.churn === undefined ? null : suited(plan, wanted.churn, 'churn'),
    value: wanted.value === undefined ? null : suited(plan, wanted.value, 'value'),
  }
  const churn = asked.churn ?? firstOf(plan, 'churn', asked.value)
  const value = asked.value ?? firstOf(plan, 'value', churn)
  if (churn !== null && value !== null && peopleOf(churn) !== peopleOf(value)) {
    throw unsuited('value', value.name, `about ${peopleText(value)} and not ${peopleText(churn)}`)
  }
  const either = churn ?? value
  return { churn, value, people: either === null ? 'customer' : nameOfPeople(either) }
}

type Role = 'churn' | 'value'

const taskOf = { churn: 'classification', value: 'regression' } as const

function suited(plan: Plan, name: string, role: Role): PredictionPlan {
  const prediction = predictionNamed(plan, name)
  if (prediction.task !== taskOf[role]) throw unsuited(role, name, `a ${prediction.task}`)
  return prediction
}

/** @param beside the people must be the same as its */
function firstOf({ predictions }: Plan, role: Role, beside: PredictionPlan | null): PredictionPlan | null {
  const fit = Object.values(predictions).filter(
    (prediction) =>
      prediction.task === taskOf[role] && (beside === null || peopleOf(prediction) === peopleOf(beside)),
  )
  return fit.find(({ name }) => name === role) ?? fit.at(0) ?? null
}

function unsuited(role: Role, name: string, got: string): ForetellError {
  return new ForetellError('PREDICTION_UNSUITED', { values: { role, expected: taskOf[role], name, got } })
}

function peopleOf(prediction: PredictionPlan): string {
  return `${prediction.kind}\0${nameOfPeople(prediction)}`
}

function nameOfPeople(prediction: PredictionPlan): string {
  return prediction.kind === 'events' ? prediction.entity : prediction.source
}

function peopleText(prediction: PredictionPlan): string {
  return prediction.kind === 'events' ? `the entity "${prediction.entity}"` : `rows of "${prediction.source}"`
}
