import type { Aggregate, QuantityNode } from '../../config/expression.js'
import type { Window } from '../../config/window.js'
import { windowSuffix } from '../naming.js'
import type { History } from './history.js'
import type { SqlValue } from './text.js'
import { inWindow } from './window.js'

type AggregateNode = Extract<QuantityNode, { kind: 'aggregate' }>

/** SQL of an aggregate of a property. `s` holds pairs of time and value, sorted by both. */
export function aggregateSql(node: AggregateNode, history: History): SqlValue {
  const { aggregate, event, property, window, where } = node
  const { list, index } = history.series(event, property, where)
  const text = list === 'texts'
  if (text && (aggregate === 'sum' || aggregate === 'mean'))
    return { sql: aggregate === 'sum' ? '0.' : 'nan', type: 'number' }
  const sql = history.measure({
    name: `${aggregate} of ${list} ${windowSuffix(window)}`,
    list,
    index,
    body: bodies[aggregate](window, text ? 'NULL' : 'nan'),
    window,
  })
  return { sql, type: text && aggregate !== 'distinct' ? 'text' : 'number' }
}

/** The pairs of `s` that lie in the window. */
function pairs(window: Window): string {
  return window.length === undefined ? 's' : `arrayFilter(pair -> ${inWindow('pair.1', window)}, s)`
}

function unlessEmpty(window: Window, missing: string, sql: (pairs: string) => string): string {
  return `if(empty(${pairs(window)}), ${missing}, ${sql(pairs(window))})`
}

/** The pairs are sorted, so a sum adds in the same order however many threads read: it is the same to the last bit. */
const bodies: Readonly<Record<Aggregate, (window: Window, missing: string) => string>> = {
  sum: (window) => `arraySum(pair -> pair.2, ${pairs(window)})`,
  mean: (window) => `arraySum(pair -> pair.2, ${pairs(window)}) / length(${pairs(window)})`,
  max: (window, missing) =>
    unlessEmpty(window, missing, (within) => `arraySort(arrayMap(pair -> pair.2, ${within}))[-1]`),
  min: (window, missing) =>
    unlessEmpty(window, missing, (within) => `arraySort(arrayMap(pair -> pair.2, ${within}))[1]`),
  latest: (window, missing) => unlessEmpty(window, missing, (within) => `${within}[-1].2`),
  distinct: (window) => `toFloat64(arrayUniq(arrayMap(pair -> pair.2, ${pairs(window)})))`,
  // How often each value has come up to its place; the most frequent is the first, in its order, to reach the most.
  mostFrequent: (window, missing) => {
    const values = `arraySort(arrayMap(pair -> pair.2, ${pairs(window)}))`
    const times = `arrayEnumerateUniq(${values})`
    return unlessEmpty(window, missing, () => `${values}[indexOf(${times}, arrayMax(${times}))]`)
  },
}
