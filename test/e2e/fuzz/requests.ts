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

/** Requests of an operation: those that fit what it says it takes, and those with something wrong. */
export function requestsOf(
  described: Described,
  components: Components,
  known: Known,
): fc.Arbitrary<RawRequest> {
  const right = wholeRequest(described, components, known, false)
  const wrong = wholeRequest(described, components, known, true)
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 3, arbitrary: wrong },
    { weight: 1, arbitrary: oddRequest(right) },
  )
}

function wholeRequest(
  { path, method, operation }: Described,
  components: Components,
  known: Known,
  wrong: boolean,
): fc.Arbitrary<RawRequest> {
  const parameters = operation.parameters ?? []
  const segments = parameters
    .filter((each) => each.in === 'path')
    .map(({ name, schema }) =>
      fc.tuple(fc.constant(name), pathValue(schema, known[name] ?? [], components, wrong)),
    )
  const query = parameters
    .filter((each) => each.in === 'query')
    .map(({ name, schema, required }) => {
      const value = textOf(withKnown(fitting(schema, components), known[name] ?? []), wrong)
      return fc.tuple(fc.constant(name), required && !wrong ? value : fc.option(value, { nil: undefined }))
    })
  return fc
    .tuple(fc.tuple(...segments), fc.tuple(...query), bodyOf(operation, components, known, wrong))
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
  wrong: boolean,
): fc.Arbitrary<string> {
  const meant = withKnown(fitting(schema, components), known)
  if (!wrong) return meant.map((value) => encode(String(value)))
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

function textOf(values: fc.Arbitrary<unknown>, wrong: boolean): fc.Arbitrary<string> {
  const texts = values.map((value) => String(value))
  return wrong ? fc.oneof(texts, fc.constantFrom(...oddTexts)) : texts
}

function withKnown(values: fc.Arbitrary<unknown>, known: readonly unknown[]): fc.Arbitrary<unknown> {
  return known.length === 0 ? values : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, values)
}

function bodyOf(
  { requestBody }: Operation,
  components: Components,
  known: Known,
  wrong: boolean,
): fc.Arbitrary<Buffer | undefined> {
  if (requestBody === undefined) return fc.constant(undefined)
  const [[type, { schema }]] = Object.entries(requestBody.content)
  const meant = fitting(schema, components)
  const values = fc.oneof(meant, knownFields(meant, known))
  if (type === 'application/json') return (wrong ? broken(values) : values).map(jsonBytes)
  const lines = fc.array(wrong ? broken(fc.jsonValue()) : fc.jsonValue(), { maxLength: 4 })
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
