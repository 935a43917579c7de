import { segmentBatches } from './segment.mjs'

/**
 * What a job sends, one after the other.
 * @returns {() => { bytes: Buffer, units: number }}
 */
export function requestsOf(job) {
  return job.requests !== undefined ? inTurns(job) : segmentBatches(job)
}

/** Requests of a list, over and over; made before the first is sent. */
function inTurns({ requests, url, headers }) {
  const made = requests.map((request) => ({ bytes: requestBytes(url, headers, request), units: 1 }))
  let at = 0
  return () => made[at++ % made.length]
}

/** An HTTP request, head and body. */
export function requestBytes(url, headers, { method, path, body }) {
  const content =
    body === undefined ? Buffer.alloc(0) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${content.length}`]),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), content])
}
