import type { Feature } from '../features/feature.js'
import { numberText, valueText } from './value-text.js'

/** What a sentence is made of. */
export interface SentenceParts {
  readonly feature: Feature
  readonly value: number | string | null
  readonly typical: number | string | null
  /** In probability, or in the amount's unit. */
  readonly impact: number
  readonly task: 'classification' | 'regression'
  /** Of the predicted amount. */
  readonly unit: string | null
  /** Name of the prediction in the configuration: `churn`, `nextPurchase`. */
  readonly prediction: string
}

/**
 * Two sentences: what is so, beside what is usual, and what it does. "The last login was 34 days ago; for most it
 * is 6 days ago. This adds 18 points of churn risk." It says what goes with the outcome, not what causes it.
 */
export function factorSentence(parts: SentenceParts): string {
  return `${observation(parts)} ${effect(parts)}`
}

function observation({ feature, value, typical }: SentenceParts): string {
  const since = /^days since the (last|first) (.+)$/.exec(feature.title)
  if (since !== null && typeof value === 'number') return sinceSentence(since[1], since[2], value, typical)
  if (since !== null && value === null) return `There has been no ${since[2]} yet.`
  const counted = /^(?:number of )?(.+?) (in the last \S+ days?|ever)$/.exec(feature.title)
  if (counted !== null && feature.family === 'count' && typeof value === 'number') {
    return withTypical(
      `${capitalised(counted[2] === 'ever' ? 'in all' : counted[2])}: ${numberText(value)} ${counted[1]}`,
      typical === null ? null : numberOrText(typical),
    )
  }
  const title = capitalised(feature.title)
  if (value === null) {
    return withTypical(`${title} is not known`, typical === null ? null : valueText(typical, feature))
  }
  return withTypical(
    `${title}: ${valueText(value, feature)}`,
    typical === null || typical === value ? null : valueText(typical, feature),
    typical === value,
  )
}

function sinceSentence(which: string, what: string, value: number, typical: number | string | null): string {
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

function withTypical(text: string, typical: string | null, same = false): string {
  if (same) return `${text}, as for most.`
  return typical === null ? `${text}.` : `${text}; ${typical} is typical.`
}

function effect({ impact, task, unit, prediction }: SentenceParts): string {
  const subject = outcomeName(prediction)
  if (task === 'regression') {
    const amount = valueText(Math.abs(impact), unit === null ? {} : { unit })
    return impact >= 0
      ? `This adds ${amount} to the expected ${subject}.`
      : `This takes ${amount} off the expected ${subject}.`
  }
  const points = pointsText(impact)
  const risk = /churn|risk|cancel|fraud|loss/i.test(prediction)
  const of = risk ? `${subject}${/risk/i.test(prediction) ? '' : ' risk'}` : `probability of ${subject}`
  return impact >= 0 ? `This adds ${points} to the ${of}.` : `This takes ${points} off the ${of}.`
}

/** `18 points`, `0.4 points`, `1 point`. */
export function pointsText(impact: number): string {
  const points = Math.abs(impact) * 100
  const text = points >= 10 ? String(Math.round(points)) : String(Number(points.toFixed(1)))
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
