import type { EngineSession } from './session.js'

/** Lends sessions, in the order they were asked for. */
export class SessionPool {
  readonly #idle: EngineSession[]
  readonly #waiting: ((session: EngineSession) => void)[] = []

  constructor(sessions: readonly EngineSession[]) {
    this.#idle = [...sessions]
  }

  async use<Value>(work: (session: EngineSession) => Promise<Value>): Promise<Value> {
    const session = this.#idle.pop() ?? (await new Promise<EngineSession>((take) => this.#waiting.push(take)))
    try {
      return await work(session)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(session)
      else next(session)
    }
  }
}
