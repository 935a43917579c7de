import type { Family } from '../family.js'
import type { Feature } from '../feature.js'
import type { GapNode, GapStatistic } from '../node.js'
import type { History } from '../sql/history.js'

const statistics: Readonly<Record<GapStatistic, { title: (events: string) => string; unit?: string }>> = {
  mean: { title: (events) => `mean days between days with ${events}`, unit: 'days' },
  median: { title: (events) => `median days between days with ${events}`, unit: 'days' },
  last: { title: (events) => `days between the last two days with ${events}`, unit: 'days' },
  silence: { title: (events) => `time since the last ${events} over the usual pause` },
}

export const gapFamily: Family = {
  name: 'gap',
  propose: ({ activities }) =>
    activities.flatMap(({ slug, events, plural }): Feature[] =>
      (Object.keys(statistics) as GapStatistic[]).map((statistic) => {
        const { title, unit } = statistics[statistic]
        return {
          name: `${slug}_gap_${statistic}`,
          kind: 'numeric',
          title: title(plural),
          ...(unit === undefined ? {} : { unit }),
          family: 'gap',
          node: { kind: 'gap', events, statistic },
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
