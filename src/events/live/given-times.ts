import { type Instant, DAY, warehouseTime } from '../../shared/time.js'
import { BatchWriter } from '../../warehouse/batching.js'
import type { Project } from '../../warehouse/project.js'
import { compactRows } from '../../warehouse/row-store.js'
import { decimalOf } from './message-id.js'
import { IdTable } from './id-table.js'

/** How long the time of a message is remembered; the table's own rows live as long (0003_live.sql). */
const remembered = 3 * DAY

/** Of so many messages times are remembered at least, and of twice as many at most. */
const mostMessages = 500_000

/** A message and the time it was given. */
export interface GivenTime {
  /** 32 hexadecimal digits. */
  readonly messageId: string
  readonly occurredAt: Instant
  readonly receivedAt: Instant
}

/**
 * The times of messages that would get another one when they are sent again, since it was worked out from when they
 * came. Such a message keeps the time it was given first, across restarts too, so that its row is the same.
 */
export class GivenTimes {
  readonly #writer: BatchWriter<string>
  #newer = new IdTable(mostMessages)
  #older = new IdTable(0)

  private constructor(project: Project) {
    this.#writer = new BatchWriter(
      compactRows(project.warehouse, ['message_id', 'occurred_at', 'received_at']),
      { table: 'live_times', maximumDelay: 20, maximumPending: Infinity },
    )
  }

  /** Remembers what was given before, by this process or one before it. */
  static async open(project: Project): Promise<GivenTimes> {
    const times = new GivenTimes(project)
    const rows = project.warehouse.stream<{ id: string; at: number }>(
      `SELECT lower(leftPad(hex(message_id), 32, '0')) AS id, toUnixTimestamp64Milli(occurred_at) AS at
       FROM (SELECT * FROM live_times WHERE received_at > {since:DateTime64(3)}
             ORDER BY received_at DESC LIMIT ${mostMessages})
       ORDER BY received_at`,
      {
        parameters: { since: warehouseTime(project.clock.now() - remembered) },
        signal: project.signal,
      },
    )
    for await (const block of rows) for (const { id, at } of block) times.#remember(id, at)
    return times
  }

  /** The time that the message was given; undefined for one that never needed one, or did too long ago. */
  find(messageId: string): Instant | undefined {
    return this.#newer.find(messageId) ?? this.#older.find(messageId)
  }

  /**
   * Gives times. They are known at once, and resolves when they are on the disk: before that, no row that has them
   * may be.
   */
  async give(given: readonly GivenTime[]): Promise<void> {
    for (const { messageId, occurredAt } of given) this.#remember(messageId, occurredAt)
    await this.#writer.write(
      given.map(
        ({ messageId, occurredAt, receivedAt }) =>
          `["${decimalOf(messageId)}","${warehouseTime(occurredAt)}","${warehouseTime(receivedAt)}"]`,
      ),
    )
  }

  close(): Promise<void> {
    return this.#writer.close()
  }

  #remember(messageId: string, at: Instant): void {
    if (this.#newer.full) [this.#older, this.#newer] = [this.#newer, new IdTable(mostMessages)]
    this.#newer.add(messageId, at)
  }
}
