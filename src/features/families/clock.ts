import { DAY, HOUR } from '../../shared/time.js'
import type { Family } from '../family.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { ClockNode, ClockStatistic } from '../node.js'
import type { History } from '../sql/history.js'

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

/** `s` holds the times of the events in the window, the oldest first. */
export function clockSql({ events, window, statistic }: ClockNode, history: History): string {
  const share = (test: string): string => `arrayCount(at -> ${test}, s) / length(s)`
  const sum = (part: string): string => `arraySum(at -> ${part}(${hourOf('at')} * pi() / 12), s)`
  const bodies: Readonly<Record<ClockStatistic, string>> = {
    weekendShare: share(`${weekdayOf('at')} >= 6`),
    nightShare: share(`${hourOf('at')} >= 22 OR ${hourOf('at')} < 6`),
    workingShare: share(`${weekdayOf('at')} <= 5 AND ${hourOf('at')} >= 9 AND ${hourOf('at')} < 17`),
    // Rounded, so that an hour just below 24 that is 0 but for the last digits is 0.
    hour: unlessEmpty(`positiveModulo(round(atan2(${sum('sin')}, ${sum('cos')}) * 12 / pi(), 6), 24)`),
    weekday: unlessEmpty(
      `arraySort(day -> (-arrayCount(at -> ${weekdayOf('at')} = day, s), day), [1, 2, 3, 4, 5, 6, 7])[1]`,
    ),
  }
  const name = statistics.find((each) => each.statistic === statistic)?.slug ?? statistic
  return history.measure({
    name: name.replaceAll('_', ' '),
    list: 'times',
    window,
    index: history.stream(events),
    body: bodies[statistic],
  })
}

function unlessEmpty(sql: string): string {
  return `if(empty(s), nan, toFloat64(${sql}))`
}
