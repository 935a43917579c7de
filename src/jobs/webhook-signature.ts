import { createHmac } from 'node:crypto'

import { ForetellError } from '../shared/errors.js'

/** What is signed: the three parts that the receiver sees. */
export interface SignedParts {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/**
 * `v1,<base64>` of the HMAC-SHA256 of `id.timestamp.body` (Standard Webhooks).
 * @param secret `whsec_` and the base64 of 24 to 64 bytes
 * @throws ForetellError `WEBHOOK_SECRET`
 */
export function signatureOf({ id, timestamp, body }: SignedParts, secret: string): string {
  const hmac = createHmac('sha256', secretBytes(secret)).update(`${id}.${timestamp}.${body}`)
  return `v1,${hmac.digest('base64')}`
}

function secretBytes(secret: string): Buffer {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)
  const bytes = Buffer.from(encoded?.[1] ?? '', 'base64')
  if (bytes.length < 24 || bytes.length > 64) throw new ForetellError('WEBHOOK_SECRET')
  return bytes
}
