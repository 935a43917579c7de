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
/** Bytes of features that wait to be stored at most: how many an answer has is the client's choice. */
const mostPendingBytes = 64 * 1024 * 1024
/** What is stored together at most: answers, and about so many bytes. */
const mostTogether = 10_000
const mostBytesTogether = 8 * 1024 * 1024
/** Bytes of rows that are written in one go: little enough to be forgotten soon. */
const pieceSize = 64 * 1024
/** Milliseconds that an answer waits for others: an insert costs the engine as much as a thousand rows in it. */
const maximumDelay = 1000

/**
 * Logs answers beside the way of the requests: no answer waits for it, and when the warehouse cannot keep up, answers
 * are counted (`dropped`) and not logged. They wait as bytes in memory that is used again and again: megabytes of new
 * memory a second would have the whole heap collected every second.
 */
export class PredictionLog {
  readonly #writer: BatchWriter<Buffer>
  readonly #dropped: (answers: number) => void
  /** The newest rows, and those before them. */
  #rows = new RowBinary(pieceSize)
  #batch: Buffer = Buffer.alloc(0)
  #batchLength = 0
  /** Of a batch that is stored, for the next. */
  #spare: Buffer | undefined
  #collected = 0
  #storing = 0
  #storingBytes = 0
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
    const bytes = this.#batchLength + this.#storingBytes + answer.features.length
    if (this.#collected + this.#storing >= mostPending || bytes > mostPendingBytes) {
      this.#dropped(1)
      return
    }
    writeRow(this.#rows, answer)
    if (this.#rows.finish().length > pieceSize / 2) this.#gather()
    this.#collected++
    if (this.#collected >= mostTogether || this.#batchLength >= mostBytesTogether) this.#store()
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
    this.#gather()
    const memory = this.#batch
    const bytes = memory.subarray(0, this.#batchLength)
    this.#batch = this.#spare ?? Buffer.alloc(0)
    this.#batchLength = 0
    this.#spare = undefined
    this.#collected = 0
    this.#storing += rows
    this.#storingBytes += bytes.length
    void this.#writer
      .write([bytes])
      .catch(() => this.#dropped(rows))
      .finally(() => {
        this.#storing -= rows
        this.#storingBytes -= bytes.length
        this.#spare = memory
      })
  }

  /** Moves the newest rows to those before them. */
  #gather(): void {
    const piece = this.#rows.finish()
    this.#rows = new RowBinary(pieceSize)
    const length = this.#batchLength + piece.length
    if (length > this.#batch.length) {
      const larger = Buffer.allocUnsafeSlow(2 * length)
      this.#batch.copy(larger, 0, 0, this.#batchLength)
      this.#batch = larger
    }
    piece.copy(this.#batch, this.#batchLength)
    this.#batchLength = length
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
