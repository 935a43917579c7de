import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import { ForetellError } from '../shared/errors.js'
import type { InsertOptions } from './warehouse.js'

export interface BatchOptions {
  readonly table: string
  /** Rows that make a batch full. An insert costs much, a row in it little: 1,000 to 10,000 is right. */
  readonly maximumRows?: number
  /** Milliseconds that the first row of a batch waits for others. */
  readonly maximumDelay?: number
  /** So many full batches may be stored at the same time; one that is not full waits for those before it. */
  readonly maximumStoring?: number
  /** Rows that may have been taken and not been stored; a write beyond waits before it is taken. */
  readonly maximumPending?: number
  /** Milliseconds for which a batch is sent again while the warehouse is away. */
  readonly patience?: number
}

/** What takes a batch: a warehouse, or what sends it rows in another form. */
export interface RowStore<Row> {
  insert(table: string, rows: readonly Row[], options: InsertOptions): Promise<void>
}

interface Write<Row> {
  readonly rows: readonly Row[]
  readonly stored: () => void
  readonly failed: (error: unknown) => void
}

/**
 * Stores rows that come a few at a time from many sides: it collects them, inserts them together, and tells
 * each side when its rows are on the disk. A batch has a deduplication token of its own and is sent again with
 * it when the warehouse went away, so that it is stored once. When the warehouse refuses a batch, its writes
 * are inserted one by one, so that a bad one fails alone.
 */
export class BatchWriter<Row = object> {
  readonly #store: RowStore<Row>
  readonly #options: Required<BatchOptions>
  readonly #waitingForRoom: (() => void)[] = []
  #collected: Write<Row>[] = []
  #collectedRows = 0
  #pendingRows = 0
  #timer: NodeJS.Timeout | undefined
  readonly #storing = new Set<Promise<void>>()
  #closed = false

  constructor(store: RowStore<Row>, options: BatchOptions) {
    this.#store = store
    this.#options = {
      maximumRows: 10_000,
      maximumDelay: 200,
      maximumStoring: 1,
      maximumPending: 100_000,
      patience: 60_000,
      ...options,
    }
  }

  /**
   * Resolves once the rows are on the disk. Until there is room for them it does not take them, so a source that
   * awaits its writes is held back.
   * @throws what the warehouse says of these rows; ForetellError `WAREHOUSE_LOST` when it stayed away for longer
   *   than `patience`, and then nobody knows whether they are stored: write them again under the same identity
   */
  async write(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return
    while (this.#pendingRows > 0 && this.#pendingRows + rows.length > this.#options.maximumPending)
      await new Promise<void>((resolve) => this.#waitingForRoom.push(resolve))
    if (this.#closed)
      throw new ForetellError('CANCELLED', { values: { what: 'writing to a closed warehouse' } })
    this.#pendingRows += rows.length
    try {
      await new Promise<void>((stored, failed) => this.#collect({ rows, stored, failed }))
    } finally {
      this.#pendingRows -= rows.length
      for (const enter of this.#waitingForRoom.splice(0)) enter()
    }
  }

  /** Takes no more, and resolves when everything that was taken is stored or has failed. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#collectedRows > 0 || this.#storing.size > 0) {
      this.#flush()
      await Promise.race(this.#storing)
    }
  }

  #collect(write: Write<Row>): void {
    this.#collected.push(write)
    this.#collectedRows += write.rows.length
    if (this.#collectedRows >= this.#options.maximumRows) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), this.#options.maximumDelay)
  }

  /** What comes while batches are stored makes the next one, which goes as soon as it can. */
  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { maximumRows, maximumStoring } = this.#options
    const most = this.#collectedRows >= maximumRows ? maximumStoring : 1
    if (this.#storing.size >= most || this.#collectedRows === 0) return
    const batch = this.#collected
    this.#collected = []
    this.#collectedRows = 0
    const storing = this.#storeBatch(batch).finally(() => {
      this.#storing.delete(storing)
      if (this.#collectedRows > 0) this.#flush()
    })
    this.#storing.add(storing)
  }

  async #storeBatch(batch: readonly Write<Row>[]): Promise<void> {
    try {
      await this.#insert(batch.flatMap((write) => write.rows))
      for (const write of batch) write.stored()
    } catch (error) {
      if (batch.length === 1 || isAway(error)) for (const write of batch) write.failed(error)
      else for (const write of batch) await this.#storeBatch([write])
    }
  }

  async #insert(rows: readonly Row[]): Promise<void> {
    const deduplicationToken = randomUUID()
    const deadline = performance.now() + this.#options.patience
    for (;;) {
      try {
        await this.#store.insert(this.#options.table, rows, { deduplicationToken })
        return
      } catch (error) {
        if (!isAway(error) || performance.now() > deadline) throw error
        await pause(500)
      }
    }
  }
}

const away = new Set([
  'WAREHOUSE_LOST',
  'WAREHOUSE_START',
  'WAREHOUSE_HELD',
  'WAREHOUSE_MEMORY',
  'WAREHOUSE_DISK_FULL',
])

/** Whether the trouble is the warehouse's and not the rows', and may pass. */
function isAway(error: unknown): boolean {
  return error instanceof ForetellError && away.has(error.code)
}
