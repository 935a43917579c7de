import type { Receipt, Receiver } from '../../events/live/receiver.js'
import { ForetellError } from '../../shared/errors.js'
import type { Metrics } from './metrics.js'

/** A receiver whose events are counted by what became of them. */
export function observedReceiver(receiver: Receiver, metrics: Metrics): Receiver {
  return {
    async receive(batch) {
      try {
        const receipt = await receiver.receive(batch)
        count(receipt, metrics)
        return receipt
      } catch (error) {
        metrics.refusedBatches.inc({ code: error instanceof ForetellError ? error.code : 'INTERNAL' })
        throw error
      }
    },
    load: () => receiver.load(),
    close: () => receiver.close(),
  }
}

function count({ stored, quarantined, suppressed }: Receipt, metrics: Metrics): void {
  let bad = 0
  for (const [reason, events] of Object.entries(quarantined)) {
    metrics.quarantined.inc({ reason }, events)
    bad += events
  }
  const outcomes = { stored, quarantined: bad, suppressed }
  for (const [outcome, events] of Object.entries(outcomes))
    if (events > 0) metrics.ingested.inc({ outcome }, events)
}
