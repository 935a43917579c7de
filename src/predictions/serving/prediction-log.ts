import { warehouseTime } from '../../shared/time.js'
import { BatchWriter } from '../../warehouse/batching.js'
import { compactRows } from '../../warehouse/row-store.js'
import type { Warehouse } from '../../warehouse/warehouse.js'

/** An answer, as it is remembered for monitoring; see `0005_prediction_log.sql`. Times are ISO 8601. */
export interface LoggedAnswer {
  readonly at: string
  readonly prediction: string
  readonly version: string
  /** The kind of entity; empty when somebody was described. */
  readonly entity: string
  readonly entityId: string
  readonly anchor: string | null
  readonly outcome: number
  readonly level: string | null
  readonly inPopulation: boolean
  /** What was sent of one who was described. */
  readonly features: Readonly<Record<string, unknown>> | null
}

/** Answers that wait to be written at most; more than that are not logged. */
const mostPending = 50_000

/**
 * Logs answers beside the way of the requests: no answer waits for it, and when the warehouse cannot keep up, answers
 * are counted (`dropped`) and not logged.
 */
export class PredictionLog {
  readonly #writer: BatchWriter<string>
  readonly #dropped: (answers: number) => void
  #pending = 0

  /** @param dropped told how many answers will not be logged */
  constructor(warehouse: Warehouse, dropped: (answers: number) => void) {
    this.#dropped = dropped
    this.#writer = new BatchWriter(compactRows(warehouse, columns), {
      table: 'prediction_log',
      // Of wide rows more would be megabytes that are sent at once, while requests wait.
      maximumRows: 500,
      maximumDelay: 1000,
      maximumPending: Infinity,
      patience: 10_000,
    })
  }

  add(answers: readonly LoggedAnswer[]): void {
    if (this.#pending + answers.length > mostPending) {
      this.#dropped(answers.length)
      return
    }
    this.#pending += answers.length
    void this.#writer
      .write(answers.map(logRow))
      .catch(() => this.#dropped(answers.length))
      .finally(() => (this.#pending -= answers.length))
  }

  /** Resolves when all that was added is written or has failed. */
  close(): Promise<void> {
    return this.#writer.close()
  }
}

const columns = [
  'at',
  'prediction',
  'version',
  'entity',
  'entity_id',
  'anchor',
  'outcome',
  'level',
  'in_population',
  'source',
  'features',
] as const

/** The values of the columns, as text. */
function logRow(answer: LoggedAnswer): string {
  return JSON.stringify([
    warehouseTime(Date.parse(answer.at)),
    answer.prediction,
    answer.version,
    answer.entity,
    answer.entityId,
    answer.anchor === null ? null : warehouseTime(Date.parse(answer.anchor)),
    answer.outcome,
    answer.level ?? '',
    answer.inPopulation ? 1 : 0,
    'online',
    answer.features === null ? '' : JSON.stringify(answer.features),
  ])
}
