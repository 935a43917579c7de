import type { Parameters } from '../warehouse/warehouse.js'
import type { FeatureNode } from './node.js'

/** One column of X: its name, how people read it, where it came from, and what it is. Plain data. */
export interface Feature {
  /** Unique and stable: `login_count_30d`. */
  readonly name: string
  readonly kind: 'numeric' | 'category'
  /** For people, without the value: "logins in the last 30 days". */
  readonly title: string
  readonly unit?: string
  /** Which family made it: `count`, `recency`, `trend`, `trait`, `declared`, ... */
  readonly family: string
  /** What it is, as the compiler reads it; absent for a column of a table. */
  readonly node?: FeatureNode
}

/** Selects `entity_id` and one column a feature, one row an entity of the population. */
export interface FeatureStatement {
  readonly sql: string
  readonly parameters: Parameters
  readonly features: readonly Feature[]
}
