import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedMessage {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly path: string | undefined
}

/** Whoever is told of something: a program on the loopback that takes messages and keeps them. */
export interface WebhookReceiver {
  /** With plain HTTP, by the address and not by a name. */
  readonly url: string
  readonly port: number
  readonly received: readonly ReceivedMessage[]
  /** Resolves once so many have come. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

/** Answers each message with the next status, and the last one from then on. */
export async function webhookReceiver(
  statuses: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = []
  let told: () => void = () => undefined
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (text: Buffer) => (body += text.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body, path: request.url })
      response.writeHead(statuses[received.length - 1] ?? statuses.at(-1) ?? 500, headers).end('ignored')
      told()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/in`,
    port,
    received,
    async arrived(count) {
      while (received.length < count) await new Promise<void>((resolve) => (told = resolve))
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** As the `standardwebhooks` package verifies. */
export function verified({ headers, body }: ReceivedMessage, key: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const expected = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .map((part) => part.split(','))
    .some(([version, signature]) => {
      const given = Buffer.from(signature, 'base64')
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
    })
}
