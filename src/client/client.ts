import { failureOf } from './error.js'
import type { Answer, Input, OperationName } from './operation.js'
import { operations } from './operations.gen.js'
import { type OperationEntry, type OutgoingRequest, requestOf } from './request.js'

export interface ClientOptions {
  /** Where the server is: `https://foretell.example.com`, with a path where a proxy puts it under one. */
  readonly url: string
  /** Left out for a server on the same machine that has none. */
  readonly key?: string
  /** Default: the platform's. */
  readonly fetch?: typeof fetch
  /** How often an answer of 429 or 503 is waited out before it is an error. Default 3. */
  readonly retries?: number
  /** Seconds: told to wait longer than this, it is an error at once. Default 60. */
  readonly longestWait?: number
}

export interface CallOptions {
  /** Ends the call, its waits included. */
  readonly signal?: AbortSignal
  /** Beside those that the client sends: `x-request-id`, `traceparent`. */
  readonly headers?: Readonly<Record<string, string>>
}

type Method<Name extends OperationName> =
  object extends Input<Name>
    ? (input?: Input<Name>, options?: CallOptions) => Promise<Answer<Name>>
    : (input: Input<Name>, options?: CallOptions) => Promise<Answer<Name>>

/** One method for each operation of the server. */
export type ForetellClient = { readonly [Name in OperationName]: Method<Name> }

/**
 * A client of a Foretell server, for Node and browsers. Every method rejects with `ForetellApiError` when the server
 * refuses, and with whatever `fetch` rejects with when it cannot be reached.
 */
export function createClient(options: ClientOptions): ForetellClient {
  const methods = Object.entries(operations).map(([name, entry]: [string, OperationEntry]) => {
    const method = async (
      input: Readonly<Record<string, unknown>> = {},
      call: CallOptions = {},
    ): Promise<unknown> => {
      const response = await answered(options, requestOf(entry, input), call)
      if (entry.answer === 'response') return response
      return response.status === 204 ? undefined : response.json()
    }
    return [name, method] as const
  })
  return Object.fromEntries(methods) as unknown as ForetellClient
}

/** Asks, and asks again after the time that the server says, as often as the options allow. */
async function answered(
  options: ClientOptions,
  request: OutgoingRequest,
  call: CallOptions,
): Promise<Response> {
  const { retries = 3, longestWait = 60 } = options
  const repeatable = !(request.body instanceof ReadableStream)
  for (let attempt = 0; ; attempt++) {
    const response = await ask(options, request, call)
    if (response.ok) return response
    const busy = response.status === 429 || response.status === 503
    const wait = waitOf(response, attempt)
    if (!busy || !repeatable || attempt >= retries || wait > longestWait) throw await failureOf(response)
    await response.body?.cancel()
    await pause(wait * 1000, call.signal)
  }
}

async function ask(
  { url, key, fetch: ownFetch = fetch }: ClientOptions,
  { method, path, contentType, body }: OutgoingRequest,
  { signal, headers }: CallOptions,
): Promise<Response> {
  const init = {
    method,
    headers: {
      accept: 'application/json, application/problem+json, */*',
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
    ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    ...(signal === undefined ? {} : { signal }),
    // The server redirects nobody; what does is no server of ours, and must not be sent the key.
    redirect: 'error' as const,
  }
  return ownFetch(`${url.replace(/\/+$/, '')}${path}`, init)
}

/** Seconds: what the server says, else one, two, four and so on. */
function waitOf(response: Response, attempt: number): number {
  const told = response.headers.get('retry-after')
  return told !== null && /^\d+$/.test(told) ? Number(told) : 2 ** attempt
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', gone)
      resolve()
    }, milliseconds)
    if (signal?.aborted === true) gone()
    else signal?.addEventListener('abort', gone, { once: true })
  })
}
