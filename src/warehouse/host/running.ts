import { randomUUID } from 'node:crypto'
import type { Writable } from 'node:stream'

/** Tells the engine to end the statement that begins with `mark`; the engine takes up to half a second. */
export interface StatementEnder {
  kill(mark: string): Promise<void>
}

/** Milliseconds between two attempts to end a statement: the engine may not have listed it yet. */
const again = 100

/**
 * A statement while it runs. Nothing but KILL QUERY ends one: the binding's own abort leaves the engine
 * computing.
 */
export class RunningStatement {
  /** Stands in front of the statement's text, by which the engine's list of running ones is searched. */
  readonly mark = `/* ${randomUUID()} */`
  readonly #admin: StatementEnder
  #state: 'running' | 'ending' | 'settled' = 'running'

  constructor(admin: StatementEnder) {
    this.#admin = admin
  }

  /** Whether it was told to end before it settled. */
  get ended(): boolean {
    return this.#state === 'ending'
  }

  /** Ends it when `response` closes before it is complete: the one who asked has gone. */
  endWhen(response: Writable): void {
    response.once('close', () => {
      if (!response.writableFinished) this.end()
    })
  }

  /** Ends it, however often that must be said. */
  end(): void {
    if (this.#state === 'settled') return
    this.#state = 'ending'
    this.#admin.kill(this.mark).catch(() => undefined)
    setTimeout(() => this.end(), again)
  }

  /** The engine is done with it, in whatever way. */
  settled(): void {
    this.#state = 'settled'
  }
}
