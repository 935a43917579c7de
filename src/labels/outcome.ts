import type { LabelPlan } from '../config/plan.js'
import type { UntilNode } from '../config/expression.js'
import { compilePopulation, type PastRequest, withTables } from '../features/compile.js'
import { History } from '../features/sql/history.js'
import { conditionSql, nodeSql, type Scope } from '../features/sql/node-sql.js'
import { numberLiteral } from '../features/sql/text.js'
import { Traits } from '../features/sql/traits.js'
import { DAY } from '../shared/time.js'
import type { Parameters } from '../warehouse/warehouse.js'

export interface OutcomeRequest extends PastRequest {
  readonly label: LabelPlan
  /** Milliseconds. */
  readonly horizon: number
}

/** Selects `entity_id`, `target` and `observed`, one row for each of the population. */
export interface OutcomeStatement {
  readonly sql: string
  readonly parameters: Parameters
}

/**
 * Compiles what happened in (anchor, anchor + horizon] to each of the population. Unlike features, an outcome uses
 * events that came in late: it is what happened, not what was known.
 *
 * `target` is 1 or 0 for a condition, the quantity (NaN where it is missing) for a quantity, and the days until the
 * event for a time until one. `observed` is 0 only for a time until something that did not happen in the window:
 * `target` then is the length of the window, and the true value is larger.
 */
export function compileOutcome(request: OutcomeRequest): OutcomeStatement {
  const { anchor, horizon, kinds, sessionIds } = request
  const population = compilePopulation(request)
  const history = new History({ tense: 'future', anchor, horizon, kinds, sessionIds })
  const { target, observed } = outcomeSql(request.label, { history, traits: new Traits(), traitTypes: {} })
  const tables = {
    ...population.tables,
    happened_later: history.happened([]),
    measured_later: history.measured('population LEFT JOIN happened_later USING (entity_id)'),
  }
  return {
    sql: `${withTables(tables)}
SELECT
  entity_id,
  toFloat64(${target}) AS target,
  toFloat64(${observed}) AS observed
FROM measured_later
ORDER BY entity_id`,
    parameters: { ...population.parameters, ...history.parameters },
  }
}

function outcomeSql(label: LabelPlan, scope: Scope): { target: string; observed: string } {
  switch (label.kind) {
    case 'condition':
      return { target: conditionSql(label.condition, scope), observed: '1' }
    case 'quantity': {
      const { sql, type } = nodeSql(label.quantity, scope)
      return { target: type === 'number' ? sql : 'nan', observed: '1' }
    }
    case 'until': {
      const days = untilSql(label.until, scope.history)
      const horizon = numberLiteral((scope.history.horizon ?? 0) / DAY)
      return { target: `if(isNaN(${days}), ${horizon}, ${days})`, observed: `NOT isNaN(${days})` }
    }
  }
}

/** Days to the first of the events; NaN where there is none. */
function untilSql({ events, window }: UntilNode, history: History): string {
  return history.measure({
    name: 'days until',
    list: 'times',
    window,
    index: history.stream(events),
    body: `if(empty(s), nan, (s[1] - {anchor:Int64}) / ${DAY})`,
  })
}
