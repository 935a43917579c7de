import { type Instant, warehouseTime } from '../../shared/time.js'
import type { Accepted, LiveEvent, LiveTrait, Quarantined } from './judge.js'
import { decimalOf } from './message-id.js'
import { stringText } from './values.js'

/** Rows of the tables that live messages go into, as text (`warehouse/row-store.ts`), and their columns. */

export const eventColumns = [
  ...['entity', 'entity_id', 'event', 'occurred_at', 'received_at', 'original_at', 'sent_at'],
  ...['source', 'message_id', 'session_id', 'properties'],
]

export const traitColumns = [
  ...['entity', 'entity_id', 'trait', 'occurred_at', 'received_at', 'source', 'text', 'number'],
]

export const quarantineColumns = [
  ...['source', 'message_id', 'user_id', 'anonymous_id', 'reason', 'detail', 'record', 'received_at'],
]

/** Makes the rows of one batch. Texts and times that many of them share are worked out once. */
export class RowTexts {
  readonly #texts = new Map<string, string>()
  readonly #times = new Map<Instant, string>()
  #second = NaN
  #secondText = ''

  constructor(readonly source: string) {}

  event({ messageId, clocks }: Accepted, { entity, id, name, session, properties }: LiveEvent): string {
    const { occurredAt, receivedAt, originalAt, sentAt } = clocks
    const occurred = this.#timeOf(occurredAt)
    const original = originalAt === occurredAt ? occurred : this.#timeOf(originalAt)
    return `[${this.#of(entity)},${stringText(id)},${this.#of(name)},${occurred},${this.#shared(receivedAt)},${original},${this.#shared(sentAt)},${this.#of(this.source)},"${decimalOf(messageId)}",${stringText(session)},${properties}]`
  }

  trait({ clocks }: Accepted, { entity, id, trait, value }: LiveTrait): string {
    const text = String(value).trim()
    const number = typeof value === 'boolean' || text === '' ? NaN : Number(text)
    const times = `${this.#timeOf(clocks.occurredAt)},${this.#shared(clocks.receivedAt)}`
    return `[${this.#of(entity)},${stringText(id)},${this.#of(trait)},${times},${this.#of(this.source)},${stringText(text)},${Number.isFinite(number) ? number.toExponential() : 'null'}]`
  }

  quarantined(row: Quarantined, receivedAt: Instant): string {
    const texts = [row.userId, row.anonymousId, row.reason, row.detail, row.record].map(stringText)
    return `[${this.#of(this.source)},"${decimalOf(row.messageId)}",${texts.join(',')},${this.#shared(receivedAt)}]`
  }

  /** A text that other rows are likely to have too. */
  #of(text: string): string {
    let json = this.#texts.get(text)
    if (json === undefined) this.#texts.set(text, (json = stringText(text)))
    return json
  }

  /** A time that other rows are likely to have too. */
  #shared(at: Instant): string {
    let text = this.#times.get(at)
    if (text === undefined) this.#times.set(at, (text = this.#timeOf(at)))
    return text
  }

  /** Most times are in the same second as the one before. */
  #timeOf(at: Instant): string {
    const second = Math.floor(at / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#secondText = warehouseTime(second * 1000).slice(0, -3)
    }
    return `"${this.#secondText}${String(at - second * 1000).padStart(3, '0')}"`
  }
}
