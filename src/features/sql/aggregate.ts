import type { Aggregate, QuantityNode } from '../../config/expression.js'
import type { History } from './history.js'
import type { SqlValue } from './text.js'

type AggregateNode = Extract<QuantityNode, { kind: 'aggregate' }>

/** SQL of an aggregate of a property. A text has no sum and no mean. */
export function aggregateSql(node: AggregateNode, history: History): SqlValue {
  const { aggregate, event, property, window, where } = node
  const { list, index } = history.series(event, property, where)
  const text = list === 'texts'
  if (text && (aggregate === 'sum' || aggregate === 'mean'))
    return { sql: aggregate === 'sum' ? '0.' : 'nan', type: 'number' }
  const { body, sorted } = aggregates[aggregate]
  const sql = history.measure({
    name: `${aggregate} of ${list}`,
    list: sorted ? `sorted ${list}` : list,
    window,
    index,
    body: body(text ? 'NULL' : 'nan'),
  })
  return { sql, type: text && aggregate !== 'distinct' ? 'text' : 'number' }
}

interface AggregateSql {
  /** Whether `s` is the values in their order, or pairs of time and value in the order of time. */
  readonly sorted: boolean
  readonly body: (missing: string) => string
}

/** Sums add in the order of time, however many threads read: they are the same to the last bit every time. */
const aggregates: Readonly<Record<Aggregate, AggregateSql>> = {
  sum: { sorted: false, body: () => 'arraySum(s.2)' },
  mean: { sorted: false, body: () => 'arraySum(s.2) / length(s)' },
  max: { sorted: false, body: (missing) => `if(empty(s), ${missing}, arrayMax(s.2))` },
  min: { sorted: false, body: (missing) => `if(empty(s), ${missing}, arrayMin(s.2))` },
  latest: { sorted: false, body: (missing) => `if(empty(s), ${missing}, s[-1].2)` },
  distinct: { sorted: false, body: () => 'toFloat64(arrayUniq(s.2))' },
  // Each value is numbered among its equals; of the values with the highest number the first is the smallest.
  mostFrequent: {
    sorted: true,
    body: (missing) =>
      `if(empty(s), ${missing}, s[indexOf(arrayEnumerateUniq(s), arrayMax(arrayEnumerateUniq(s)))])`,
  },
}
