import type { IncomingHttpHeaders } from 'node:http'
import { isIPv4 } from 'node:net'

import { ForetellError } from '../../shared/errors.js'

export interface OpenRequest {
  readonly method: string
  /** The other end of the connection itself, whatever a proxy says. */
  readonly peer: string
  readonly headers: IncomingHttpHeaders
}

/** Headers by which proxies say that somebody else asks. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/**
 * Why a request may not be answered while the server is open because no key exists. Open means: to programs on this
 * machine that mean to ask it. Not to other machines by way of a proxy, and not to web pages, which reach a server on
 * this machine through the browser of whoever looks at them: under a name of their own that is made to point here
 * (DNS rebinding), or as a request across origins.
 * @param allowed origins of pages that may ask
 * @returns undefined when it may be answered
 */
export function refusalWhenOpen(
  request: OpenRequest,
  allowed: ReadonlySet<string>,
): ForetellError | undefined {
  const { headers, peer } = request
  if (!isLoopback(peer) || forwarding.some((name) => headers[name] !== undefined)) {
    return new ForetellError('OPEN_ON_LOOPBACK', { values: { what: 'it came from another machine' } })
  }
  if (!isLoopback(hostName(headers.host ?? ''))) {
    return new ForetellError('OPEN_ON_LOOPBACK', {
      values: { what: 'its Host header names another machine' },
    })
  }
  if (isAcrossOrigins(request) && !allowed.has(headers.origin ?? '')) {
    return new ForetellError('OPEN_ON_LOOPBACK', { values: { what: 'it came from another web page' } })
  }
  return undefined
}

/**
 * A server that nobody needs a key for is not reached by others, neither at its address nor by way of a proxy.
 * @throws ForetellError `KEY_NEEDED`
 */
export function checkReach(
  open: boolean,
  { host, trustProxy }: { readonly host: string; readonly trustProxy: boolean },
): void {
  if (!open) return
  const why = trustProxy ? 'server.trustProxy is set' : isLoopback(host) ? undefined : `it listens on ${host}`
  if (why !== undefined) throw new ForetellError('KEY_NEEDED', { values: { why } })
}

/** What nearly all who ask an open server say: every request is looked at. */
const usual: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '::ffff:127.0.0.1'])

/** @param host a name or an address, IPv6 without brackets */
export function isLoopback(host: string): boolean {
  if (usual.has(host)) return true
  const name = host.toLowerCase().replace(/^::ffff:/, '')
  if (isIPv4(name)) return name.startsWith('127.')
  return name === 'localhost' || name === '::1'
}

/** `localhost` of `localhost:8080`, `::1` of `[::1]:8080`. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)
  return bracketed === null ? host.replace(/:\d+$/, '') : bracketed[1]
}

function isAcrossOrigins({ method, headers }: OpenRequest): boolean {
  const { origin, host = '' } = headers
  if (origin !== undefined) return origin !== `http://${host}`
  const site = headers['sec-fetch-site']
  // A link that somebody follows changes nothing, and the page it stands on cannot read what it leads to.
  const followed = method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
  return (site === 'cross-site' || site === 'same-site') && !followed
}
