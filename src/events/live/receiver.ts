import type { ArrivingBatch } from './arriving-event.js'

/** What became of the events of one request. `events = stored + quarantined + suppressed` */
export interface Receipt {
  readonly events: number
  /** On the disk by now; those that were there before (the same source and message id) count too. */
  readonly stored: number
  /** By reason; see `foretell quarantine`. */
  readonly quarantined: Readonly<Record<string, number>>
  /** Of people whose data must not be taken in. */
  readonly suppressed: number
}

/** Somebody of whom something new is stored. */
export interface EntityKey {
  readonly entity: string
  readonly id: string
}

export interface ReceiverLoad {
  /** Rows taken and not stored yet. */
  readonly pending: number
  /** Milliseconds that the last batch took from its receipt until it was on the disk; 0 before the first. */
  readonly lag: number
}

/** Takes live events in. */
export interface Receiver {
  /**
   * Judges every event, stores the good ones and quarantines the rest, and resolves when all of it is on the disk.
   * @throws ForetellError `OVERLOADED` before anything of the batch was taken, when more waits than can be stored
   *   soon; `WAREHOUSE_LOST` and the like when it cannot be stored: sent again, nothing is stored twice
   */
  receive(batch: ArrivingBatch): Promise<Receipt>
  load(): ReceiverLoad
  /** Stores what was taken, then takes no more. */
  close(): Promise<void>
}
