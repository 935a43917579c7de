import type { Feature } from '../features/feature.js'
import { numberText, valueText } from './value-text.js'

/** What a feature is of somebody; null is missing. */
export type FeatureValue = number | string | null

/** What the sentences of a model's reasons speak of. */
export interface Outcome {
  readonly task: 'classification' | 'regression'
  /** Of the predicted amount. */
  readonly unit: string | null
  /** Name of the prediction in the configuration: `churn`, `nextPurchase`. */
  readonly prediction: string
}

/**
 * The first of a reason's two sentences: what is so, beside what is usual. "The last login was 34 days ago; for most
 * it is 6 days ago." What does not depend on the value is worked out here and not for each sentence.
 */
export function observationOf(feature: Feature, typical: FeatureValue): (value: FeatureValue) => string {
  const plain = plainObservation(feature, typical)
  const since = /^days since the (last|first) (.+)$/.exec(feature.title)
  if (since !== null) {
    const [, which, what] = since
    return (value) =>
      typeof value === 'number'
        ? sinceSentence(which, what, value, typical)
        : value === null
          ? `There has been no ${what} yet.`
          : plain(value)
  }
  const counted = /^(?:number of )?(.+?) (in the last \S+ days?|ever)$/.exec(feature.title)
  if (counted === null || feature.family !== 'count') return plain
  const [, what, when] = counted
  const start = capitalised(when === 'ever' ? 'in all' : when)
  const usual = usually(typical === null ? null : numberOrText(typical))
  return (value) =>
    typeof value === 'number' ? `${start}: ${numberText(value)} ${what}${usual}` : plain(value)
}

function plainObservation(feature: Feature, typical: FeatureValue): (value: FeatureValue) => string {
  const title = capitalised(feature.title)
  const usual = usually(typical === null ? null : valueText(typical, feature))
  return (value) => {
    if (value === null) return `${title} is not known${usual}`
    return `${title}: ${valueText(value, feature)}${value === typical ? ', as for most.' : usual}`
  }
}

/** How a sentence ends that has told a value. */
function usually(typical: string | null): string {
  return typical === null ? '.' : `; ${typical} is typical.`
}

function sinceSentence(which: string, what: string, value: number, typical: FeatureValue): string {
  const when = `The ${which} ${what} was ${daysAgo(value)}`
  if (typeof typical !== 'number') return `${when}.`
  return Math.round(typical) === Math.round(value)
    ? `${when}, as for most.`
    : `${when}; for most it is ${daysAgo(typical)}.`
}

function daysAgo(days: number): string {
  if (days < 1) return 'less than a day ago'
  const rounded = Math.round(days)
  return `${numberText(rounded)} ${rounded === 1 ? 'day' : 'days'} ago`
}

/**
 * The second sentence: what that does. "This adds 18 points to the churn risk." It says what goes with the outcome,
 * not what causes it.
 * @returns takes the impact, in probability or in the amount's unit
 */
export function effectOn({ task, unit, prediction }: Outcome): (impact: number) => string {
  const subject = outcomeName(prediction)
  if (task === 'regression') {
    const of = unit === null ? {} : { unit }
    return (impact) => {
      const amount = valueText(Math.abs(impact), of)
      return impact >= 0
        ? `This adds ${amount} to the expected ${subject}.`
        : `This takes ${amount} off the expected ${subject}.`
    }
  }
  const risk = /churn|risk|cancel|fraud|loss/i.test(prediction)
  const of = risk ? `${subject}${/risk/i.test(prediction) ? '' : ' risk'}` : `probability of ${subject}`
  return (impact) => {
    const points = pointsText(impact)
    return impact >= 0 ? `This adds ${points} to the ${of}.` : `This takes ${points} off the ${of}.`
  }
}

/** `18 points`, `0.4 points`, `1 point`. */
export function pointsText(impact: number): string {
  const points = Math.abs(impact) * 100
  const text = String(points >= 10 ? Math.round(points) : Math.round(points * 10) / 10)
  return `${text} ${text === '1' ? 'point' : 'points'}`
}

/** `nextPurchase` and `next_purchase` are read as "next purchase". */
function outcomeName(prediction: string): string {
  return prediction
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
}

function numberOrText(value: number | string): string {
  return typeof value === 'number' ? numberText(value) : value
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
