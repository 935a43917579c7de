import type { ServerResponse } from 'node:http'

/**
 * Who uses the host. A client holds one request open for as long as it needs the engine; when it ends, in
 * whatever way, the system closes the connection. After the last has left and nobody came for `grace`
 * milliseconds, the host is told to leave.
 */
export class Leases {
  readonly #held = new Set<ServerResponse>()
  readonly #grace: number
  readonly #leave: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(grace: number, leave: () => void) {
    this.#grace = grace
    this.#leave = leave
  }

  hold(response: ServerResponse): void {
    clearTimeout(this.#timer)
    this.#held.add(response)
    response.once('close', () => {
      this.#held.delete(response)
      this.waitForClients(this.#grace)
    })
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    response.write('held\n')
  }

  /** @param patience milliseconds */
  waitForClients(patience: number): void {
    clearTimeout(this.#timer)
    if (this.#held.size === 0) this.#timer = setTimeout(this.#leave, patience)
  }

  end(): void {
    clearTimeout(this.#timer)
    for (const response of this.#held) response.end()
  }
}
