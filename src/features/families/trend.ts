import type { Family } from '../family.js'
import { windowSuffix } from '../naming.js'
import { durationTitle } from '../naming.js'
import type { PastWindow } from '../node.js'

/** The pace of each event in each window against the next longer one. */
export const trendFamily: Family = {
  name: 'trend',
  propose: ({ activities, spans }) =>
    activities.flatMap(({ slug, events, plural }) =>
      spans.slice(1).map((long, index) => {
        const short = spans[index]
        return {
          name: `${slug}_trend_${windowSuffix(short.window)}_${windowSuffix(long.window)}`,
          kind: 'numeric' as const,
          title: `pace of ${plural}, last ${title(short.window)} against ${title(long.window)}`,
          family: 'trend',
          node: {
            kind: 'rate' as const,
            short: { kind: 'count' as const, events, window: short.window },
            long: { kind: 'count' as const, events, window: long.window },
            share: short.length / long.length,
          },
        }
      }),
    ),
}

function title({ length }: PastWindow): string {
  return length === undefined ? '' : durationTitle(length)
}
