/** Reads everything that is asked for; what is not there is left out of the result. */
export type ReadMany<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>

/** Reads under way at the same time at most: one a core of a small machine, so that none waits long. */
const lanes = 2
/** Ids read together at most. */
const together = 200

interface Waiting<Value> {
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Reads one at a time what is cheaper to read together. Who asks first is read at once; those who ask while as many
 * reads run as may are read together as soon as one has ended, so that nobody waits for company and a rush costs few
 * statements.
 */
export class Gathering<Value> {
  readonly #read: ReadMany<Value>
  #waiting = new Map<string, Waiting<Value>[]>()
  #running = 0

  constructor(read: ReadMany<Value>) {
    this.#read = read
  }

  /** @returns undefined when there is no such thing */
  get(id: string): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const same = this.#waiting.get(id)
      if (same === undefined) this.#waiting.set(id, [{ resolve, reject }])
      else same.push({ resolve, reject })
      this.#begin()
    })
  }

  #begin(): void {
    while (this.#running < lanes && this.#waiting.size > 0) {
      const taken = new Map([...this.#waiting].slice(0, together))
      for (const id of taken.keys()) this.#waiting.delete(id)
      this.#running++
      void this.#answer(taken).finally(() => {
        this.#running--
        this.#begin()
      })
    }
  }

  async #answer(taken: ReadonlyMap<string, readonly Waiting<Value>[]>): Promise<void> {
    try {
      const found = await this.#read([...taken.keys()])
      for (const [id, waiting] of taken) for (const { resolve } of waiting) resolve(found.get(id))
    } catch (error) {
      for (const waiting of taken.values()) for (const { reject } of waiting) reject(error)
    }
  }
}
