import type { Activity, Family } from '../family.js'
import type { Feature } from '../feature.js'
import type { GapNode, GapStatistic } from '../node.js'
import type { History } from '../sql/history.js'

const statistics: Readonly<Record<GapStatistic, { title: (activity: Activity) => string; unit?: string }>> = {
  mean: { title: ({ plural }) => `mean days between days with ${plural}`, unit: 'days' },
  median: { title: ({ plural }) => `median days between days with ${plural}`, unit: 'days' },
  last: { title: ({ plural }) => `days between the last two days with ${plural}`, unit: 'days' },
  silence: { title: ({ singular }) => `time since the last ${singular} over the usual pause` },
}

export const gapFamily: Family = {
  name: 'gap',
  propose: ({ activities }) =>
    activities.flatMap((activity): Feature[] =>
      (Object.keys(statistics) as GapStatistic[]).map((statistic) => {
        const { title, unit } = statistics[statistic]
        return {
          name: `${activity.slug}_gap_${statistic}`,
          kind: 'numeric',
          title: title(activity),
          ...(unit === undefined ? {} : { unit }),
          family: 'gap',
          node: { kind: 'gap', events: activity.events, statistic },
        }
      }),
    ),
}

/** `s` holds the last moment of each active day, the oldest first. */
export function gapSql({ events, statistic }: GapNode, history: History): string {
  const mean = `(s[-1] - s[1]) / (length(s) - 1)`
  const bodies: Readonly<Record<GapStatistic, string>> = {
    mean: `${mean} / 86400000`,
    median: `arrayReduce('quantileExactInclusive(0.5)', arrayPopFront(arrayDifference(s))) / 86400000`,
    last: `(s[-1] - s[-2]) / 86400000`,
    silence: `({anchor:Int64} - s[-1]) / (${mean})`,
  }
  return history.measure({
    name: `gap ${statistic}`,
    list: 'days',
    window: { tense: 'past', length: undefined },
    index: history.stream(events),
    body: `if(length(s) < 2, nan, ${bodies[statistic]})`,
  })
}
