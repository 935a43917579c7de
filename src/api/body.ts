import { IncomingMessage } from 'node:http'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Readable } from 'node:stream'

import type { FastifyInstance, FastifyRequest } from 'fastify'

import { ForetellError } from '../shared/errors.js'
import { isDeeper } from './json-depth.js'
import type { AnyRoute } from './route.js'

/** Bytes of a body, unpacked, where a route says nothing else. */
export const defaultBodyLimit = 1024 * 1024

/** Levels of arrays and objects in each other, beyond which a body is refused. */
export const maximumDepth = 32

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly route?: AnyRoute
  }
}

const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const

/**
 * Reads bodies: unpacks them, and takes them for JSON whatever their content type says, since RudderStack's client
 * says `application/x-www-form-urlencoded` and others say nothing. The limits hold for what is unpacked, so that a
 * small body cannot become a large one.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parseWarily = app.getDefaultJsonParser('remove', 'remove')
  app.addHook('preParsing', (request, _reply, payload, done) => {
    // What is no content type at all would be refused before any parser is asked.
    if (!isContentType(request.headers['content-type'])) delete request.headers['content-type']
    try {
      done(null, unpacked(request, payload as unknown as Readable))
    } catch (error) {
      done(error as Error)
    }
  })
  const parser = (request: FastifyRequest, body: Readable, done: Done): void => {
    const { form, bodyLimit = defaultBodyLimit } = request.route ?? {}
    if (form === 'stream') {
      done(null, body)
      return
    }
    readWhole(body, bodyLimit, (read) => {
      if (read instanceof ForetellError) done(read)
      else if (read.length === 0) done(null, undefined)
      else if (isDeeper(read, maximumDepth)) done(tooDeep())
      else {
        request.bytes = read
        parse(request, read.toString(), done)
      }
    })
  }
  const parse = (request: FastifyRequest, text: string, done: Done): void => {
    if (suspicious.some((part) => text.includes(part))) {
      void parseWarily(request, text, (error, value) => done(error === null ? null : notJson(error), value))
      return
    }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      done(notJson(error as Error))
      return
    }
    done(null, value)
  }
  app.addContentTypeParser('*', parser)
}

/**
 * What a key that would change an object's prototype cannot be written without, and a mark of byte order, which is no
 * JSON. To look for it costs a tenth of what it costs to look at every key.
 */
const suspicious = ['__proto__', 'constructor', '\\', '\ufeff'] as const

type Done = (error: Error | null, body?: unknown) => void

function unpacked(request: FastifyRequest, payload: Readable): Readable {
  const encoding = encodingOf(request)
  if (encoding === 'identity' || encoding === '') return payload
  if (!Object.hasOwn(unpackers, encoding)) {
    throw new ForetellError('BODY_ENCODING', {
      values: { encoding, known: Object.keys(unpackers).join(', ') },
    })
  }
  const unpacker = unpackers[encoding as keyof typeof unpackers]()
  payload.on('error', (error) => unpacker.destroy(error))
  // Who reads it is told; where nobody does (a GET, a refusal), an error that nobody hears would end the process.
  unpacker.on('error', () => undefined)
  return payload.pipe(unpacker)
}

/** PostHog's client for web pages says in the address that its body is packed, and not in a header. */
function encodingOf({ headers, query }: FastifyRequest): string {
  const said = headers['content-encoding']
  if (said !== undefined) return said.trim().toLowerCase()
  const { compression } = query as { readonly compression?: unknown }
  return compression === 'gzip-js' || compression === 'gzip' ? 'gzip' : 'identity'
}

function isContentType(said: string | undefined): boolean {
  return said === undefined || /^[\w.+-]+\/[\w.+*-]+\s*(;|$)/.test(said)
}

/**
 * By listeners: an iterator costs some 30 us a request.
 * @param done told once: the bytes, or why there are none
 */
function readWhole(body: Readable, limit: number, done: (read: Buffer | ForetellError) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  let told = false
  const tell = (read: Buffer | ForetellError): void => {
    told = true
    done(read)
  }
  body.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= limit) chunks.push(chunk)
    else if (!told) {
      tell(new ForetellError('BODY_TOO_LARGE', { values: { limit } }))
      // The rest of a request is read and dropped: one who still sends would not hear an answer that closes.
      if (!(body instanceof IncomingMessage)) body.destroy()
    }
  })
  body.on('end', () => {
    if (!told) tell(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length))
  })
  // Every body closes, and only a broken one before its end.
  body.on('close', () => {
    if (!told) tell(broken(body.errored))
  })
}

function broken(cause: Error | null): ForetellError {
  return new ForetellError('BODY_INVALID', { values: { reason: 'it could not be unpacked' }, cause })
}

function notJson(error: Error): ForetellError {
  return new ForetellError('BODY_INVALID', { values: { reason: 'it is not JSON' }, cause: error })
}

function tooDeep(): ForetellError {
  return new ForetellError('BODY_INVALID', {
    values: { reason: `it nests deeper than ${maximumDepth} levels` },
  })
}
