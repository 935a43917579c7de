import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds. Predictions from the cache take less than a millisecond, batches of rows many seconds. */
const buckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]

/**
 * Everything the server says of itself in numbers. The labels are names out of the configuration, versions, route
 * patterns and states: never anything of a customer, and never a text that a client chooses.
 */
export class Metrics {
  readonly registry = new Registry()

  /** `status` is `2xx` and the like. */
  readonly requests = this.#histogram(
    'foretell_http_request_duration_seconds',
    'Time from a request until its answer was sent',
    ['method', 'route', 'status'],
  )
  readonly requestsInFlight = this.#gauge('foretell_http_requests_in_flight', 'Requests being answered', [])
  /** `risk_level` is `none` for amounts. */
  readonly predictions = this.#counter('foretell_predictions_total', 'Predictions answered one at a time', [
    'model',
    'version',
    'risk_level',
  ])
  readonly predictionDuration = this.#histogram(
    'foretell_prediction_duration_seconds',
    'Time that a prediction took, from the cache or not',
    ['model'],
  )
  readonly predictionFailures = this.#counter(
    'foretell_prediction_failures_total',
    'Predictions that could not be answered, by error code',
    ['model', 'code'],
  )
  readonly unlogged = this.#counter(
    'foretell_predictions_unlogged_total',
    'Answers that were given and not logged, since the warehouse did not keep up',
    [],
  )
  /** `result` is `hit` or `miss`. */
  readonly cacheLooks = this.#counter('foretell_cache_requests_total', 'Looks into the cache of answers', [
    'result',
  ])
  /** Only where servers share a Redis. */
  readonly unsharedLimits = this.#counter(
    'foretell_rate_limits_unshared_total',
    'Requests whose limit this server counted alone, since Redis did not answer',
    [],
  )
  readonly jobs = this.#gauge('foretell_jobs', 'Jobs that wait (queued) and that run (running)', ['state'])
  /** `outcome` is `stored`, `quarantined` or `suppressed`. */
  readonly ingested = this.#counter(
    'foretell_ingest_events_total',
    'Live events taken, by what became of them',
    ['outcome'],
  )
  readonly quarantined = this.#counter(
    'foretell_ingest_quarantined_total',
    'Live events that could not be used, by reason',
    ['reason'],
  )
  readonly refusedBatches = this.#counter(
    'foretell_ingest_refused_batches_total',
    'Batches of live events that were not taken, by error code: clients send them again',
    ['code'],
  )
  readonly ingestLag = this.#gauge(
    'foretell_ingest_lag_seconds',
    'Time that the last batch took from its receipt until it was on the disk',
    [],
  )
  readonly ingestPending = this.#gauge('foretell_ingest_pending_rows', 'Rows taken and not stored yet', [])
  readonly scoresAge = this.#gauge('foretell_scores_age_seconds', 'Time since everybody was last scored', [
    'model',
  ])
  readonly scoredCustomers = this.#gauge('foretell_scored_customers', 'Customers in the newest score run', [
    'model',
  ])
  readonly modelAge = this.#gauge('foretell_model_age_seconds', 'Time since the champion was trained', [
    'model',
    'version',
  ])
  /** `source` is `holdout`: measured on rows that nothing was fitted on. */
  readonly modelAuc = this.#gauge('foretell_model_auc_ratio', 'AUC of the champion, from its card', [
    'model',
    'version',
    'source',
  ])
  readonly warehouseUp = this.#gauge('foretell_warehouse_up', 'Whether a query came back: 1 or 0', [])
  readonly warehouseQuery = this.#gauge(
    'foretell_warehouse_query_duration_seconds',
    'Time that a small query took at this scrape',
    [],
  )

  constructor(version: string) {
    collectDefaultMetrics({ register: this.registry })
    this.#gauge('foretell_build_info', 'Always 1; the labels say what runs', ['version', 'node']).set(
      { version, node: process.version },
      1,
    )
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics()
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] })
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] })
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labelNames], buckets, registers: [this.registry] })
  }
}
