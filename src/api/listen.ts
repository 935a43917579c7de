import type { AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'

import { type ErrorCode } from '../shared/error-catalogue.js'
import { ForetellError } from '../shared/errors.js'

/** The system's reasons not to listen that a person can do something about. */
const reasons: Readonly<Record<string, ErrorCode>> = {
  EADDRINUSE: 'ADDRESS_IN_USE',
  EACCES: 'ADDRESS_FORBIDDEN',
  EADDRNOTAVAIL: 'ADDRESS_UNKNOWN',
  ENOTFOUND: 'ADDRESS_UNKNOWN',
  EAI_AGAIN: 'ADDRESS_UNKNOWN',
}

/**
 * Takes requests from now on.
 * @param port 0: any that is free
 * @returns the address, such as `http://127.0.0.1:8080`
 * @throws ForetellError `ADDRESS_IN_USE`, `ADDRESS_FORBIDDEN`, `ADDRESS_UNKNOWN`
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = reasons[(error as NodeJS.ErrnoException).code ?? '']
    if (code === undefined) throw error
    throw new ForetellError(code, { values: { host, port }, cause: error })
  }
  return addressOf(app.server.address())
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}
