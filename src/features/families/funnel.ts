import type { Family } from '../family.js'
import type { Feature } from '../feature.js'
import { singularOf } from '../naming.js'
import { anyEvent, type FunnelNode } from '../node.js'
import { slugOf } from '../naming.js'
import type { History } from '../sql/history.js'
import { never } from '../sql/pattern.js'

/** How far each entity came in the declared funnel, how long it took and how long it has been waiting. */
export const funnelFamily: Family = {
  name: 'funnel',
  propose: ({ funnel }) => (funnel.length < 2 ? [] : [...overall(funnel), ...between(funnel)]),
}

function overall(stages: readonly string[]): Feature[] {
  const part = (name: string, title: string, statistic: FunnelNode['statistic'], unit?: string): Feature => ({
    name,
    kind: 'numeric',
    title,
    ...(unit === undefined ? {} : { unit }),
    family: 'funnel',
    node: { kind: 'funnel', stages, statistic },
  })
  return [
    part('funnel_stages_reached', `stages reached of ${stages.length} in the funnel`, 'reached', 'stages'),
    part('funnel_days_in_stage', 'days in the present stage of the funnel', 'waiting', 'days'),
    part('funnel_events_in_stage', 'events in the present stage of the funnel', 'actions', 'events'),
  ]
}

function between(stages: readonly string[]): Feature[] {
  return stages.slice(1).map((stage, index) => ({
    name: `funnel_days_to_${index + 2}_${slugOf(stage)}`,
    kind: 'numeric',
    title: `days from ${singularOf(stages[index])} to ${singularOf(stage)} in the funnel`,
    unit: 'days',
    family: 'funnel',
    node: { kind: 'funnel', stages, statistic: 'days', at: index + 2 },
  }))
}

/** The funnel's column holds when each stage was reached, `never` where it was not, after a start before all time. */
export function funnelSql({ stages, statistic, at = 1 }: FunnelNode, history: History): string {
  const times = stages.map((stage) => `times[${history.stream([stage])}]`)
  const next = `ifNull(arrayFirstOrNull(at -> at >= reached[-1], s), ${never})`
  const reached = history.pattern(
    'funnel',
    `arrayFold((reached, s) -> arrayPushBack(reached, toInt64(${next})), [${times.join(', ')}], [-${never}])`,
  )
  const newest = `arrayMax(arrayFilter(at -> at < ${never}, ${reached}))`
  const unlessNone = (sql: string): string => `if(${reached}[2] = ${never}, nan, ${sql})`
  switch (statistic) {
    case 'reached':
      return history.column('funnel reached', `toFloat64(arrayCount(at -> at < ${never}, ${reached})) - 1`)
    case 'days':
      return history.column(
        `funnel days ${at}`,
        `if(${reached}[${at + 1}] = ${never}, nan, (${reached}[${at + 1}] - ${reached}[${at}]) / 86400000)`,
      )
    case 'waiting':
      return history.column('funnel waiting', unlessNone(`({anchor:Int64} - ${newest}) / 86400000`))
    case 'actions':
      return history.column(
        'funnel actions',
        unlessNone(`arrayCount(at -> at >= ${newest}, times[${history.stream(anyEvent)}])`),
      )
  }
}
