import type { Duration } from '../shared/time.js'
import { durationLength, DAY, HOUR } from '../shared/time.js'
import type { Window } from '../config/window.js'

/**
 * An event's or property's name as a part of feature names: lower case, words joined by `_`, letters of any
 * script kept. "Order Completed" and "orderCompleted" become `order_completed`.
 */
export function slugOf(name: string): string {
  const words = name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return words === null ? 'unnamed' : words.join('_')
}

/**
 * Slugs that are unique among the names: where several names have the same one, the name that is its own slug
 * keeps it and the others are numbered, in the order of the names, so that the order of the data plays no part.
 */
export function uniqueSlugs(names: readonly string[], taken: readonly string[] = []): Map<string, string> {
  const used = new Set(taken)
  const slugs = new Map<string, string>()
  const ordered = [...new Set(names)].sort(
    (a, b) => Number(slugOf(b) === b) - Number(slugOf(a) === a) || order(a, b),
  )
  for (const name of ordered) {
    const slug = slugOf(name)
    let unique = slug
    for (let number = 2; used.has(unique); number++) unique = `${slug}_${number}`
    used.add(unique)
    slugs.set(name, unique)
  }
  return slugs
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The words of a name: `feature_use` is "feature use". */
export function wordsOf(name: string): string {
  return slugOf(name).replaceAll('_', ' ')
}

/** Several of an event, for people: "logins", "feature uses", and `"order completed" events` where no noun ends it. */
export function pluralOf(event: string): string {
  const words = wordsOf(event)
  const last = words.slice(words.lastIndexOf(' ') + 1)
  if (!/^[a-z]{2,}$/.test(last) || /(ed|ing|s)$/.test(last)) return `"${words}" events`
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`
  return /(x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`
}

/** One of an event, for people: "login", `"order completed" event`. */
export function singularOf(event: string): string {
  const plural = pluralOf(event)
  return plural.startsWith('"') ? plural.slice(0, -1) : wordsOf(event)
}

/** Several events as one: "logins or purchases"; no names are "events" of any kind. */
export function eventsTitle(events: readonly string[]): string {
  if (events.length === 0) return 'events of any kind'
  return events.map(pluralOf).join(' or ')
}

/** `30d`, `12h`, `ever`: the end of a feature's name. */
export function windowSuffix(window: Window): string {
  return window.length === undefined ? 'ever' : shortest(window.length)
}

/** "in the last 30 days", "so far", "in the next 12 hours". */
export function windowTitle(window: Window): string {
  if (window.length === undefined) return 'so far'
  const direction = window.tense === 'future' ? 'next' : 'last'
  return `in the ${direction} ${durationTitle(window.length)}`
}

/** "30 days", "1 hour". */
export function durationTitle(duration: Duration): string {
  const length = durationLength(duration)
  const [amount, unit] =
    length % DAY === 0
      ? [length / DAY, 'day']
      : length % HOUR === 0
        ? [length / HOUR, 'hour']
        : [length / 60_000, 'minute']
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}

/** `4w` and `28d` are the same window and have the same name. */
function shortest(duration: Duration): string {
  const length = durationLength(duration)
  if (length % DAY === 0) return `${length / DAY}d`
  return length % HOUR === 0 ? `${length / HOUR}h` : `${length / 60_000}m`
}
