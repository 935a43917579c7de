import type { Duration } from '../shared/time.js'
import type { EntityReference, EventReference } from './event.js'
import type { Condition, Quantity, TimeUntil } from './expression.js'
import type { Source, TableSource } from './source.js'

/** Lower bounds of the risk levels above `low`, as probabilities. Must rise. */
export interface Levels {
  readonly medium: number
  readonly high: number
  readonly critical: number
}

/**
 * What a contacted customer costs and is worth, for the threshold by profit (Verbraken, Verbeke and Baesens,
 * 2013, "A novel profit maximizing metric for measuring classification performance of customer churn
 * prediction models", whose defaults these are).
 */
export interface Profit {
  /** Worth of a customer who stays. Default 200. */
  readonly customerValue?: number
  /** Cost of the offer, paid when it is taken. Default 10. */
  readonly offerCost?: number
  /** Cost of the contact, paid always. Default 1. */
  readonly contactCost?: number
  /** Share of would-be churners who take the offer and stay. Default 0.3. */
  readonly acceptance?: number
}

interface CommonOptions {
  /** Default 0.2, 0.5, 0.8. */
  readonly levels?: Partial<Levels>
  readonly profit?: Profit
  /** At most so many rows are learned from; more are sampled, evenly over the anchors. Default 200,000. */
  readonly maximumRows?: number
  /** Everything random is drawn from it. Default 1. */
  readonly seed?: number
}

/** What to predict, from events: population x anchor times x outcome in (t, t + horizon]. */
export interface EventPredictionOptions extends CommonOptions {
  /** Default: the only declared entity. */
  readonly entity?: EntityReference
  /** How far apart the anchor times are. Default: the label's horizon. */
  readonly anchors?: Duration
  /** At most so many anchors, the newest. Default 12. */
  readonly maximumAnchors?: number
  /** Who is predicted: only those who meet this at the anchor. */
  readonly population: Condition<'past'>
  /** A condition means classification, a quantity regression, a time until something survival. */
  readonly label: Condition<'future'> | Quantity<'future'> | TimeUntil
  /** How late events may come in: an anchor counts once its horizon and this have passed. Default 0. */
  readonly lateness?: Duration
  /** Named features of one's own, beside the automatic ones. */
  readonly features?: Readonly<Record<string, Quantity<'past'>>>
  /** What is made without asking. `false`: nothing. */
  readonly automaticFeatures?:
    false | { readonly windows?: readonly Duration[]; readonly exclude?: readonly string[] }
  /** The stages of a funnel, in their order, for features of how far and how fast. */
  readonly funnel?: readonly EventReference[]
}

/** What to predict, from a table: a column, or a condition on one. */
export interface TablePredictionOptions extends CommonOptions {
  readonly table: TableSource
  readonly label: Condition<'table'> | Quantity<'table'>
  /** Columns that must not be learned from. The key and the label's own column never are. */
  readonly exclude?: readonly string[]
}

export type PredictionDeclaration =
  | (EventPredictionOptions & { readonly kind: 'events' })
  | (TablePredictionOptions & { readonly kind: 'table' })

/** Declares a prediction. */
export function predict(options: EventPredictionOptions | TablePredictionOptions): PredictionDeclaration {
  return 'table' in options ? { kind: 'table', ...options } : { kind: 'events', ...options }
}

/** Options of the server. Every one may stand in the environment instead, which goes before the file. */
export interface ServerOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string
  /** Default 8080; 0 for any that is free. */
  readonly port?: number
  /** Address of a Redis that cache and jobs share. Default: none. */
  readonly redis?: string
  /** How long an answer may be given again while nothing new is known, seconds. Default 300. */
  readonly cacheSeconds?: number
  /** Of how many customers answers are kept in the server. Default 100,000. */
  readonly cacheEntries?: number
  /** Origins of web pages that may call the server. Default: none. */
  readonly cors?: readonly string[]
  /** What one key may ask in a minute; 0: without limit. Default 6,000. */
  readonly requestsPerMinute?: number
  /** A key that may do everything; better in the environment, as `FORETELL_ADMIN_KEY`. Default: none. */
  readonly adminKey?: string
  /** What messages to others are signed with; better as `FORETELL_WEBHOOK_SECRET`. Default: none. */
  readonly webhookSecret?: string
  /** Whether a proxy before the server says who calls. Default false. */
  readonly trustProxy?: boolean
  /** How many jobs run at once; 0: only workers run them. Default 1. */
  readonly jobs?: number
  /** How long the results of a job can be fetched, hours. Default 168. */
  readonly resultHours?: number
  /** How long requests may take to end once the server was told to stop, seconds. Default 30. */
  readonly shutdownSeconds?: number
  /** From what weight on something is logged. Default `info`. */
  readonly log?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A whole configuration as it was written: nothing of it has been checked. */
export interface Config {
  readonly sources: Readonly<Record<string, Source>>
  readonly predictions: Readonly<Record<string, PredictionDeclaration>>
  readonly warehouse?: {
    /** Address of a ClickHouse server; `CLICKHOUSE_URL` in the environment goes before it. Default: embedded. */
    readonly url?: string
    /** Where the embedded warehouse is, relative to the project. Default `.foretell`. */
    readonly path?: string
  }
  /** What `foretell serve` and `foretell worker` go by; docs/configuration.md names every option. */
  readonly server?: ServerOptions
}

/** Gives a configuration file its types. */
export function defineConfig(config: Config): Config {
  return config
}
