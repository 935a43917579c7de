import { BatchWriter } from '../../warehouse/batching.js'
import { RowBinary } from '../../warehouse/row-binary.js'
import type { Instant } from '../../shared/time.js'
import type { Warehouse } from '../../warehouse/warehouse.js'

/** An answer, as it is remembered for monitoring; see `0005_prediction_log.sql`. */
export interface LoggedAnswer {
  readonly at: Instant
  readonly prediction: string
  readonly version: string
  /** The kind of entity; empty when somebody was described. */
  readonly entity: string
  readonly entityId: string
  readonly anchor: Instant | null
  readonly outcome: number
  readonly level: string | null
  readonly inPopulation: boolean
  /** What was sent of one who was described, as JSON; empty of one who is known. */
  readonly features: string
}

/** Answers that wait to be stored at most; more than that are not logged. */
const mostPending = 50_000
/** Answers that are stored together at most. */
const mostTogether = 10_000
/** Milliseconds that an answer waits for others: an insert costs the engine as much as a thousand rows in it. */
const maximumDelay = 1000

/**
 * Logs answers beside the way of the requests: no answer waits for it, and when the warehouse cannot keep up, answers
 * are counted (`dropped`) and not logged. They wait as bytes outside of the heap, where they are no work for the
 * garbage collector.
 */
export class PredictionLog {
  readonly #writer: BatchWriter<Buffer>
  readonly #dropped: (answers: number) => void
  #rows = new RowBinary()
  #collected = 0
  #storing = 0
  #timer: NodeJS.Timeout | undefined

  /** @param dropped told how many answers will not be logged */
  constructor(warehouse: Warehouse, dropped: (answers: number) => void) {
    this.#dropped = dropped
    const target = `prediction_log (${columns.join(', ')})`
    const store = {
      insert: (_table: string, rows: readonly Buffer[], options: object) =>
        warehouse.insertStream(target, rows.length === 1 ? rows[0] : Buffer.concat(rows), 'RowBinary', {
          ...options,
          settings,
        }),
    }
    this.#writer = new BatchWriter(store, {
      table: 'prediction_log',
      // What is written to it has been collected here.
      maximumRows: 1,
      maximumPending: Infinity,
      patience: 10_000,
    })
  }

  add(answer: LoggedAnswer): void {
    if (this.#collected + this.#storing >= mostPending) {
      this.#dropped(1)
      return
    }
    writeRow(this.#rows, answer)
    this.#collected++
    if (this.#collected >= mostTogether) this.#store()
    else this.#timer ??= setTimeout(() => this.#store(), maximumDelay)
  }

  /** Resolves when all that was added is written or has failed. */
  async close(): Promise<void> {
    this.#store()
    await this.#writer.close()
  }

  #store(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const rows = this.#collected
    if (rows === 0) return
    const bytes = this.#rows.finish()
    // What follows is about as much; to grow would copy it while requests wait.
    this.#rows = new RowBinary(Math.ceil(1.25 * bytes.length))
    this.#collected = 0
    this.#storing += rows
    void this.#writer
      .write([bytes])
      .catch(() => this.#dropped(rows))
      .finally(() => (this.#storing -= rows))
  }
}

/** Several threads for one block cost more than they save. */
const settings = { max_insert_threads: 1 } as const

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

function writeRow(rows: RowBinary, answer: LoggedAnswer): void {
  rows
    .milliseconds(answer.at)
    .text(answer.prediction)
    .text(answer.version)
    .text(answer.entity)
    .text(answer.entityId)
    .nullableMilliseconds(answer.anchor)
    .float(answer.outcome)
    .text(answer.level ?? '')
    .byte(answer.inPopulation ? 1 : 0)
    .text('online')
    .text(answer.features)
}
