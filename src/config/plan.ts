import type { Instant } from '../shared/time.js'
import type { Levels } from './define.js'
import type { Fields } from './event.js'
import type { ConditionNode, QuantityNode, UntilNode } from './expression.js'
import type { Values } from './option.js'
import type { serverOptions } from './server-options.js'
import type { EventSourceOptions, FileFormat } from './source.js'
import type { ColumnNode, RowTest } from './source.js'

/**
 * A checked configuration: names resolved, defaults filled in, tenses verified, lengths in milliseconds. The
 * flow takes only this; `resolve` is the one place that makes it, and nothing after it checks again.
 */
export interface Plan {
  /** Absolute folder of the project. */
  readonly root: string
  readonly warehouse: { readonly url: string | undefined; readonly path: string }
  readonly server: ServerPlan
  readonly sources: readonly SourcePlan[]
  /** By event name. Every event that a source or an expression names. */
  readonly events: Readonly<Record<string, EventPlan>>
  readonly entities: Readonly<Record<string, EntityPlan>>
  readonly predictions: Readonly<Record<string, PredictionPlan>>
}

/** See `serverOptions` for what each means. */
export type ServerPlan = Values<typeof serverOptions>

export interface EventPlan {
  readonly name: string
  readonly properties: Fields
}

export interface EntityPlan {
  readonly name: string
  readonly traits: Fields
}

export type SourcePlan = EventSourcePlan | TableSourcePlan

export interface EventSourcePlan {
  readonly kind: 'events'
  readonly name: string
  readonly format: FileFormat
  /** Absolute; may hold `*`. */
  readonly path: string
  readonly delimiter: string | undefined
  readonly entity: string
  readonly events: readonly string[]
  /** What the configuration named; the rest is found among the file's columns. */
  readonly columns: {
    readonly id: ColumnNode | undefined
    readonly time: ColumnNode | undefined
    readonly event: ColumnNode | undefined
    readonly receivedAt: ColumnNode | undefined
    readonly messageId: ColumnNode | undefined
    readonly session: ColumnNode | undefined
  }
  readonly properties: Readonly<Record<string, ColumnNode>>
  readonly traits: Readonly<Record<string, ColumnNode>>
  readonly timeFormat: NonNullable<EventSourceOptions['timeFormat']>
  readonly timeZone: string
  readonly skip: RowTest | undefined
}

export interface TableSourcePlan {
  readonly kind: 'table'
  readonly name: string
  readonly path: string
  readonly key: string | undefined
  readonly columns: Fields
}

export type Task = 'classification' | 'regression' | 'survival'

interface CommonPlan {
  readonly name: string
  readonly task: Task
  readonly levels: Levels
  readonly profit: ProfitPlan
  readonly maximumRows: number
  readonly seed: number
}

export interface ProfitPlan {
  readonly customerValue: number
  readonly offerCost: number
  readonly contactCost: number
  readonly acceptance: number
  /** True when the configuration gave none and the published defaults stand in. */
  readonly assumed: boolean
}

export interface EventPredictionPlan extends CommonPlan {
  readonly kind: 'events'
  readonly entity: string
  readonly population: ConditionNode
  readonly label: LabelPlan
  /** The label's window, milliseconds. */
  readonly horizon: Instant
  /** Milliseconds between anchors. */
  readonly anchorInterval: Instant
  readonly maximumAnchors: number
  /** Milliseconds. */
  readonly lateness: Instant
  readonly features: Readonly<Record<string, QuantityNode>>
  readonly automaticFeatures: {
    readonly enabled: boolean
    /** Milliseconds, rising. */
    readonly windows: readonly Instant[]
    /** Names of automatic features left out; `*` stands for any part of a name. */
    readonly exclude: readonly string[]
  }
  /** Event names in their order. */
  readonly funnel: readonly string[]
}

export type LabelPlan =
  | { readonly kind: 'condition'; readonly condition: ConditionNode }
  | { readonly kind: 'quantity'; readonly quantity: QuantityNode }
  | { readonly kind: 'until'; readonly until: UntilNode }

export interface TablePredictionPlan extends CommonPlan {
  readonly kind: 'table'
  /** Name of the source. */
  readonly source: string
  readonly label: Exclude<LabelPlan, { kind: 'until' }>
  readonly exclude: readonly string[]
}

export type PredictionPlan = EventPredictionPlan | TablePredictionPlan
