import type { Plan } from '../config/plan.js'
import type { Observer } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'
import type { Warehouse } from './warehouse.js'

/** An opened plan: what every step of the flow is given. */
export interface Project {
  readonly plan: Plan
  readonly warehouse: Warehouse
  readonly clock: Clock
  readonly observer: Observer
  readonly signal?: AbortSignal | undefined
}
