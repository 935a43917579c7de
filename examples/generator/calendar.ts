import type { Random } from '../../src/shared/random.js'
import { DAY, HOUR, type Instant } from '../../src/shared/time.js'

/** How busy a day is: 1 on an ordinary weekday. */
export function dayFactor(day: Instant, weekend: number): number {
  const date = new Date(day)
  const weekday = date.getUTCDay()
  const ofWeek = weekday === 0 || weekday === 6 ? weekend : weekday === 1 ? 1.1 : weekday === 5 ? 0.9 : 1
  return ofWeek * seasonFactor(date)
}

/** Summer is slow, and from Christmas to New Year nearly nobody works. */
function seasonFactor(date: Date): number {
  const month = date.getUTCMonth()
  if (month === 11 && date.getUTCDate() >= 22) return 0.4
  if (month === 0 && date.getUTCDate() <= 3) return 0.5
  return month === 7 ? 0.8 : month === 6 ? 0.9 : 1
}

/** A moment of a working day: two humps, about 10 and about 15 o'clock local time. */
export function workingTime(random: Random, day: Instant, hoursFromUtc: number): Instant {
  const hump = random.uniform() < 0.55 ? 10 : 15
  return within(day, (hump + 1.7 * random.normal() - hoursFromUtc) * HOUR)
}

/** A moment of a shopper's day: some at lunch, most in the evening. */
export function leisureTime(random: Random, day: Instant): Instant {
  const hump = random.uniform() < 0.3 ? 12.5 : 20
  return within(day, (hump + 1.5 * random.normal()) * HOUR)
}

/** A place beyond the day's end comes round to its beginning, so that files by day stay in order. */
function within(day: Instant, offset: number): Instant {
  return day + Math.round(((offset % DAY) + DAY) % DAY)
}

/** One of several, by weight. Weights need not sum to one. */
export function pick<Name extends string>(random: Random, weights: Readonly<Record<Name, number>>): Name {
  const entries = Object.entries(weights) as [Name, number][]
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.uniform() * total
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return name
  }
  return entries[entries.length - 1][0]
}
