import { setMaxListeners } from 'node:events'

/**
 * Does work on each of the items, some at a time and in their order. When one fails, the others that run are
 * aborted; nothing runs any more when it throws.
 */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  signal: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController()
  const either = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal])
  // Every statement listens to it for as long as it runs, and that is no leak.
  setMaxListeners(0, either)
  const waiting = items.values()
  const lane = async (): Promise<void> => {
    for (const item of waiting) {
      either.throwIfAborted()
      await work(item, either)
    }
  }
  const running = Array.from({ length: lanes }, () =>
    lane().catch((error: unknown) => {
      failure.abort(error)
      throw error
    }),
  )
  await Promise.allSettled(running)
  await Promise.all(running)
}
