import { Agent, request as httpRequest } from 'node:http'

import type { RawRequest } from './requests.js'

export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

/** Sends what it is given as it is: nothing of a path is put right on the way. */
export class Wire {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 })
  readonly #port: number

  readonly #headers: Readonly<Record<string, string>>

  /** @param headers of every request that has no such header of its own */
  constructor(address: string, headers: Readonly<Record<string, string>>) {
    this.#port = Number(new URL(address).port)
    this.#headers = headers
  }

  send({ method, path, headers, body }: RawRequest): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path,
          headers: {
            ...this.#headers,
            ...headers,
            ...(body === undefined ? {} : { 'content-length': body.length }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              contentType: answer.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      // A server that refuses a long body may answer and hang up before it has come in.
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
