import { type ClientRequest, request } from 'node:http'

/** One held connection that tells the host that somebody is there, and the holder that the host is. */
export interface Lease {
  /** Resolves when the host has gone, for whatever reason, or the lease was let go. */
  readonly gone: Promise<void>
  release(): void
}

/** Milliseconds after which a host that does not answer counts as none. */
const patience = 5_000

/** @returns undefined when nobody listens, or the one who does is leaving or does not answer */
export function takeLease(socket: string): Promise<Lease | undefined> {
  return new Promise((resolve) => {
    const asking: ClientRequest = request({ socketPath: socket, path: '/lease', agent: false })
    const late = setTimeout(() => asking.destroy(new Error('no answer')), patience)
    asking.once('close', () => clearTimeout(late))
    asking.on('error', () => resolve(undefined))
    asking.on('response', (response) => {
      clearTimeout(late)
      if (response.statusCode !== 200) {
        asking.destroy()
        resolve(undefined)
        return
      }
      // A process that has nothing else to do may end; the system then closes the connection.
      response.socket.unref()
      const gone = new Promise<void>((left) => response.once('close', left))
      response.on('error', () => undefined)
      response.resume()
      resolve({ gone, release: () => asking.destroy() })
    })
    asking.end()
  })
}
