import type { ServerResponse } from 'node:http'

/**
 * Who uses the host. A client holds one request open for as long as it needs the engine; when the client ends,
 * in whatever way, the system closes the connection. After the last has left and nobody came for `grace`
 * milliseconds, the host is told to leave.
 */
export class Leases {
  readonly #held = new Set<ServerResponse>()
  readonly #grace: number
  readonly #leave: () => void
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(grace: number, leave: () => void) {
    this.#grace = grace
    this.#leave = leave
  }

  hold(response: ServerResponse): void {
    if (this.#closed) {
      response.writeHead(503).end()
      return
    }
    clearTimeout(this.#timer)
    this.#held.add(response)
    response.once('close', () => {
      this.#held.delete(response)
      if (this.#held.size === 0) this.#wait(this.#grace)
    })
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    response.write('held\n')
  }

  /** Somebody started the host, so somebody should come. @param patience milliseconds */
  expectFirst(patience: number): void {
    if (this.#held.size === 0) this.#wait(patience)
  }

  end(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const response of this.#held) response.end()
  }

  #wait(patience: number): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    this.#timer = setTimeout(this.#leave, patience)
  }
}
