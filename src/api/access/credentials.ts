import type { IncomingHttpHeaders } from 'node:http'

/** The key in a request's headers, `unreadable` for a header that holds none, undefined without a header. */
export type Shown = { readonly secret: string } | 'unreadable' | undefined

/**
 * Finds the key in headers: `Authorization: Bearer KEY`, `Authorization: Basic base64(KEY:)`, which the clients of
 * Segment and RudderStack send, or `X-API-Key: KEY`. `Authorization` goes first.
 */
export function shownKey(headers: IncomingHttpHeaders): Shown {
  const { authorization, 'x-api-key': plain } = headers
  if (authorization !== undefined) return fromAuthorization(authorization)
  return typeof plain === 'string' ? readable(plain.trim()) : undefined
}

function fromAuthorization(header: string): Shown {
  const end = header.indexOf(' ')
  const scheme = header.slice(0, end).toLowerCase()
  const rest = header.slice(end + 1).trim()
  if (scheme === 'bearer') return readable(rest)
  if (scheme === 'basic') return readable(userOf(rest))
  return 'unreadable'
}

/** The user's name, which is the key; some programs have a place for the password only. */
function userOf(encoded: string): string {
  const pair = Buffer.from(encoded, 'base64').toString('latin1')
  const colon = pair.indexOf(':')
  if (colon < 0) return pair
  return colon === 0 ? pair.slice(1) : pair.slice(0, colon)
}

/** Keys are short and of visible letters; anything else is not even looked up. */
function readable(text: string): Shown {
  return /^[!-~]{1,256}$/.test(text) ? { secret: text } : 'unreadable'
}
