import { event, type Fields } from '../config/event.js'
import type { EventPlan, EventSourcePlan } from '../config/plan.js'

/** Plans of events by name. */
export function eventPlans(events: Readonly<Record<string, Fields>>): Record<string, EventPlan> {
  return Object.fromEntries(
    Object.entries(events).map(([name, properties]) => [
      name,
      { name, properties: event(name, properties).properties },
    ]),
  )
}

/** A source of CSV files with the defaults of a configuration. */
export function sourcePlan(
  plan: Partial<Omit<EventSourcePlan, 'columns'>> & {
    readonly path: string
    readonly events: readonly string[]
    readonly columns?: Partial<EventSourcePlan['columns']>
  },
): EventSourcePlan {
  return {
    kind: 'events',
    name: 'app',
    format: 'csv',
    delimiter: undefined,
    entity: 'customer',
    properties: {},
    traits: {},
    timeFormat: 'auto',
    timeZone: 'UTC',
    skip: undefined,
    ...plan,
    columns: {
      id: undefined,
      time: undefined,
      event: undefined,
      receivedAt: undefined,
      messageId: undefined,
      session: undefined,
      ...plan.columns,
    },
  }
}
