import fc from 'fast-check'

import type { Operation } from '../../../src/api/openapi/document.js'
import type { JsonSchema } from '../../../src/api/openapi/schema.js'
import { broken, oddBodies, oddTexts } from './breaking.js'
import { type Components, fitting } from './schema-values.js'

/** A request as it goes over the wire. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

export interface Described {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** Values that stand for something in the project, by the name of the parameter or field that they go into. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** What the document does not say and a request needs to be about something. */
export interface Given {
  readonly components: Components
  readonly known: Known
  /** Bodies that are right. */
  readonly bodies: readonly unknown[]
}

/** About what is in the project; whatever fits the schemas; with something wrong. */
type Kind = 'meant' | 'fitting' | 'wrong'

/** Requests of an operation: those that fit what it says it takes, and those with something wrong. */
export function requestsOf(described: Described, given: Given): fc.Arbitrary<RawRequest> {
  const requests = (kind: Kind): fc.Arbitrary<RawRequest> => wholeRequest(described, given, kind)
  return fc.oneof(
    { weight: 2, arbitrary: requests('meant') },
    { weight: 2, arbitrary: requests('fitting') },
    { weight: 3, arbitrary: requests('wrong') },
    { weight: 1, arbitrary: oddRequest(requests('fitting')) },
  )
}

function wholeRequest(
  { path, method, operation }: Described,
  given: Given,
  kind: Kind,
): fc.Arbitrary<RawRequest> {
  const { components, known } = given
  const parameters = operation.parameters ?? []
  const segments = parameters
    .filter((each) => each.in === 'path')
    .map(({ name, schema }) =>
      fc.tuple(fc.constant(name), pathValue(schema, known[name] ?? [], components, kind)),
    )
  const query = parameters
    .filter((each) => each.in === 'query')
    .map(({ name, schema, required }) => {
      const value = textOf(withKnown(fitting(schema, components), known[name] ?? [], kind), kind)
      return fc.tuple(
        fc.constant(name),
        required && kind !== 'wrong' ? value : fc.option(value, { nil: undefined }),
      )
    })
  return fc
    .tuple(fc.tuple(...segments), fc.tuple(...query), bodyOf(operation, given, kind))
    .map(([inPath, inQuery, body]) => {
      const filled = inPath.reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), path)
      const asked = inQuery.flatMap(([name, value]) =>
        value === undefined ? [] : [`${encode(name)}=${encode(value)}`],
      )
      return {
        method: method.toUpperCase(),
        path: asked.length === 0 ? filled : `${filled}?${asked.join('&')}`,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body,
      }
    })
}

function pathValue(
  schema: JsonSchema,
  known: readonly unknown[],
  components: Components,
  kind: Kind,
): fc.Arbitrary<string> {
  const meant = withKnown(fitting(schema, components), known, kind)
  if (kind !== 'wrong') return meant.map((value) => encode(String(value)))
  // Some are not even percent-encoded text.
  const odd = fc.constantFrom(
    '%',
    '%zz',
    '%ff',
    '%00',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    '..',
    '%252e',
    ';x=1',
    '*',
  )
  return fc.oneof(
    meant.map((value) => encode(String(value))),
    fc.constantFrom(...oddTexts).map(encode),
    odd,
  )
}

function textOf(values: fc.Arbitrary<unknown>, kind: Kind): fc.Arbitrary<string> {
  const texts = values.map((value) => String(value))
  return kind === 'wrong' ? fc.oneof(texts, fc.constantFrom(...oddTexts)) : texts
}

function withKnown(
  values: fc.Arbitrary<unknown>,
  known: readonly unknown[],
  kind: Kind,
): fc.Arbitrary<unknown> {
  if (known.length === 0) return values
  const named = fc.constantFrom(...known)
  return kind === 'meant' ? named : fc.oneof(named, values)
}

function bodyOf(
  { requestBody }: Operation,
  { components, known, bodies }: Given,
  kind: Kind,
): fc.Arbitrary<Buffer | undefined> {
  if (requestBody === undefined) return fc.constant(undefined)
  const [[type, { schema }]] = Object.entries(requestBody.content)
  const meant = fitting(schema, components)
  const right = bodies.length === 0 ? knownFields(meant, known) : fc.constantFrom(...bodies)
  const values = kind === 'meant' ? right : fc.oneof(meant, right)
  if (type === 'application/json') return (kind === 'wrong' ? broken(values) : values).map(jsonBytes)
  const lines = fc.array(kind === 'wrong' ? broken(fc.jsonValue()) : fc.jsonValue(), { maxLength: 4 })
  return lines.map((each) => Buffer.from(each.map((line) => `${jsonText(line)}\n`).join('')))
}

/** The value with the fields that are known by name set to what is known of them. */
function knownFields(values: fc.Arbitrary<unknown>, known: Known): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.nat()).map(([value, index]) => {
    const filled = (at: unknown): unknown => {
      if (Array.isArray(at)) return at.map(filled)
      if (typeof at !== 'object' || at === null) return at
      return Object.fromEntries(
        Object.entries(at).map(([name, each]) => {
          const choices = Object.hasOwn(known, name) && typeof each !== 'object' ? known[name] : []
          return [name, choices.length === 0 ? filled(each) : choices[index % choices.length]]
        }),
      )
    }
    return filled(value)
  })
}

/** What no schema speaks of: bodies that are none, headers that say something else, other methods, stray queries. */
function oddRequest(right: fc.Arbitrary<RawRequest>): fc.Arbitrary<RawRequest> {
  const bodies = fc.tuple(right, fc.constantFrom(...oddBodies)).map(([request, { headers, bytes }]) => ({
    ...request,
    headers: { ...request.headers, ...headers },
    ...(request.method === 'GET' ? {} : { body: bytes }),
  }))
  const methods = fc
    .tuple(
      right,
      fc.constantFrom('PATCH', 'OPTIONS', 'PUT', 'DELETE', 'HEAD', 'POST', 'GET', 'PROPFIND', 'TRACE'),
    )
    .map(([request, method]) => ({ ...request, method }))
  const queries = fc
    .tuple(
      right,
      fc.constantFrom('__proto__=1', 'a[b]=c', 'x=%', '&&&=', 'limit=1&limit=2', `q=${'y'.repeat(3000)}`),
    )
    .map(([request, query]) => ({
      ...request,
      path: `${request.path}${request.path.includes('?') ? '&' : '?'}${query}`,
    }))
  const headers = fc
    .tuple(
      right,
      fc.constantFrom(
        { authorization: 'Basic !!!' },
        { authorization: 'Bearer' },
        { 'x-request-id': '../../x\ty' },
        { 'idempotency-key': 'k'.repeat(3000) },
        { accept: 'nothing/known' },
        { 'x-forwarded-for': 'not an address' },
        { origin: 'null' },
        { traceparent: '00-zz-zz-01' },
      ),
    )
    .map(([request, more]) => ({
      ...request,
      headers: { ...request.headers, ...more },
    }))
  return fc.oneof(bodies, methods, queries, headers)
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(jsonText(value))
}

function jsonText(value: unknown): string {
  return String(JSON.stringify(value))
}

function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
}
