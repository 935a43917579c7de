import { DAY, HOUR } from '../../shared/time.js'

/**
 * What measures are taken of: lists with one sorted array for each stream or series. `times`: when the events of a
 * stream happened, in milliseconds. `days`: one time for each day (UTC) with an event. `visits`: one time for each
 * visit. `numbers`, `texts`: pairs of time and value of a property; `sorted`: their values, in order.
 */
export type List = 'times' | 'days' | 'visits' | 'numbers' | 'texts' | 'sorted numbers' | 'sorted texts'

/** A pause longer than this ends a visit: 30 minutes, as web analytics has it. */
export const visitPause = HOUR / 2

/** Beyond any time; stands for "never" in comparisons. */
export const never = '9000000000000000000'

type Tense = 'past' | 'future'

/** Where streams hold pairs of time and visit. */
export const timesOfMoments = 'arrayMap(s -> s.1, moments)'

/**
 * One time for each day or visit. Of the past the last one and of the future the first, because a window is cut on
 * the other side: of a day or visit that reaches into it, that time lies within it.
 */
export function patternSql(list: 'days' | 'visits', tense: Tense, sessionIds: boolean): string {
  if (list === 'days') return `arrayMap(s -> ${turning('s', sameDay, tense)}, times)`
  if (!sessionIds) return `arrayMap(s -> ${turning('s', sameVisit(tense), tense)}, times)`
  const unnamed = 'arrayFilter((at, visit) -> visit = 0, s.1, s.2)'
  return `arrayMap(s -> arrayConcat(${namedVisits(tense)}, ${turning(unnamed, sameVisit(tense), tense)}), moments)`
}

const sameDay = `intDiv(at, ${DAY}) = intDiv(beside, ${DAY})`

function sameVisit(tense: Tense): string {
  return `${tense === 'past' ? 'beside - at' : 'at - beside'} <= ${visitPause}`
}

/** The times that have no neighbour of their own kind: after them in the past, before them in the future. */
function turning(times: string, alike: string, tense: Tense): string {
  const neighbours =
    tense === 'past' ? `arrayShiftLeft(${times}, 1, ${never})` : `arrayShiftRight(${times}, 1, -${never})`
  return `arrayFilter((at, beside) -> NOT (${alike}), ${times}, ${neighbours})`
}

/** The last or first time of each visit that events name. */
function namedVisits(tense: Tense): string {
  const [times, visits] = tense === 'past' ? ['arrayReverse(s.1)', 'arrayReverse(s.2)'] : ['s.1', 's.2']
  const test = '(at, visit, place) -> visit != 0 AND place = 1'
  return `arrayFilter(${test}, ${times}, ${visits}, arrayEnumerateUniq(${visits}))`
}
