import { DAY, HOUR } from '../../shared/time.js'
import type { Family } from '../family.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { ClockNode, ClockStatistic } from '../node.js'
import type { History } from '../sql/history.js'
import { inWindow } from '../sql/window.js'

const statistics: readonly { statistic: ClockStatistic; slug: string; title: string; unit?: string }[] = [
  { statistic: 'weekendShare', slug: 'weekend_share', title: 'share of activity at weekends' },
  { statistic: 'nightShare', slug: 'night_share', title: 'share of activity at night (22 to 6 UTC)' },
  { statistic: 'workingShare', slug: 'working_hours_share', title: 'share of activity in working hours' },
  { statistic: 'hour', slug: 'usual_hour', title: 'usual hour of activity (UTC)', unit: "o'clock" },
  { statistic: 'weekday', slug: 'usual_weekday', title: 'most frequent weekday (1 is Monday)' },
]

export const clockFamily: Family = {
  name: 'clock',
  propose: ({ overall, longest }) =>
    statistics.map(({ statistic, slug, title, unit }) => ({
      name: `${slug}_${windowSuffix(longest)}`,
      kind: 'numeric',
      title: `${title} ${windowTitle(longest)}`,
      ...(unit === undefined ? {} : { unit }),
      family: 'clock',
      node: { kind: 'clock', events: overall.events, window: longest, statistic },
    })),
}

const hourOf = (at: string): string => `intDiv(positiveModulo(${at}, ${DAY}), ${HOUR})`
/** 1 is Monday; the first of January 1970 was a Thursday. */
const weekdayOf = (at: string): string => `positiveModulo(toInt64(floor(${at} / ${DAY})) + 3, 7) + 1`

/** `s` holds the times of the events, the oldest first. */
export function clockSql({ events, window, statistic }: ClockNode, history: History): string {
  const within = window.length === undefined ? 's' : `arrayFilter(at -> ${inWindow('at', window)}, s)`
  const share = (test: string): string => `arrayCount(at -> ${test}, ${within}) / length(${within})`
  const angle = `${hourOf('at')} * pi() / 12`
  const bodies: Readonly<Record<ClockStatistic, string>> = {
    weekendShare: share(`${weekdayOf('at')} >= 6`),
    nightShare: share(`${hourOf('at')} >= 22 OR ${hourOf('at')} < 6`),
    workingShare: share(`${weekdayOf('at')} <= 5 AND ${hourOf('at')} >= 9 AND ${hourOf('at')} < 17`),
    // Rounded, so that an hour just below 24 that is 0 but for the last digits is 0.
    hour: `if(empty(${within}), nan, positiveModulo(round(atan2(arraySum(at -> sin(${angle}), ${within}), arraySum(at -> cos(${angle}), ${within})) * 12 / pi(), 6), 24))`,
    weekday: `if(empty(${within}), nan, toFloat64(arraySort(d -> (-countEqual(arrayMap(at -> ${weekdayOf('at')}, ${within}), d), d), [1, 2, 3, 4, 5, 6, 7])[1]))`,
  }
  return history.measure({
    name: `${statistic} ${windowSuffix(window)}`,
    list: 'times',
    index: history.stream(events),
    body: bodies[statistic],
    window,
  })
}
