import type { TSchema } from 'typebox'

import { type AnyRoute, type Tag, tags } from '../route.js'
import { failures, failuresOf, problemSchema } from './failures.js'
import { type JsonSchema, SchemaWriter } from './schema.js'

/** What is used of OpenAPI 3.1. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string; readonly description?: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, Response>>
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>
  }
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  /** By status, and `default`. */
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

export type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

export interface Response {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>
  readonly content?: Content
}

const description = `Predicts what the users of a web product will do next, from the events they already produce.

**Keys.** Send yours as \`Authorization: Bearer KEY\`; clients of Segment and RudderStack send theirs as the user name
of Basic authentication. A key may \`ingest\` (write events and nothing else), \`read\` (ask), or \`admin\` (everything).
A server without keys answers on the loopback only.

**Failures** are problems (RFC 9457) with a stable \`code\` and a \`remedy\`, except on the routes of other protocols,
which fail as their clients expect. Answers 429 and 503 say in \`Retry-After\` when to ask again.`

/** Both are ways to send the same key. */
const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A key made by `foretell keys create`.' },
  basic: { type: 'http', scheme: 'basic', description: 'The key as user name; the password is not read.' },
}

/** The OpenAPI document of routes: all that they declare, and the failures that any route may answer. */
export function openapi(routes: readonly AnyRoute[], version: string): OpenApiDocument {
  const schemas = new SchemaWriter()
  const problem = schemas.write(problemSchema)
  const operations = routes.map((route) => [route, operationOf(route, schemas)] as const)
  const used = new Set(routes.map(({ tag }) => tag))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Foretell',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: (Object.keys(tags) as Tag[])
      .filter((name) => used.has(name))
      .map((name) => ({ name, description: tags[name] })),
    paths: byPath(operations),
    components: { schemas: schemas.components, responses: failureResponses(problem), securitySchemes },
  }
}

function byPath(operations: readonly (readonly [AnyRoute, Operation])[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [{ path, method }, operation] of operations) {
    const methods = (paths[templateOf(path)] ??= {})
    methods[method.toLowerCase()] = operation
  }
  return paths
}

/** `/jobs/:id` as `/jobs/{id}`. */
function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function operationOf(route: AnyRoute, schemas: SchemaWriter): Operation {
  const parameters = [...pathParameters(route, schemas), ...queryParameters(route, schemas)]
  const requestBody = requestBodyOf(route, schemas)
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.scope === 'none' ? [] : [{ bearer: [route.scope] }, { basic: [route.scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: { ...declaredAnswers(route, schemas), ...addedFailures(route, schemas) },
  }
}

function pathParameters({ path, params }: AnyRoute, schemas: SchemaWriter): Parameter[] {
  const declared = propertiesOf(params)
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) =>
    parameter(name, 'path', true, declared[name] ?? { type: 'string' }, schemas),
  )
}

function queryParameters({ query }: AnyRoute, schemas: SchemaWriter): Parameter[] {
  const required = new Set(requiredOf(query))
  return Object.entries(propertiesOf(query)).map(([name, schema]) =>
    parameter(name, 'query', required.has(name), schema, schemas),
  )
}

function parameter(
  name: string,
  where: Parameter['in'],
  required: boolean,
  declared: JsonSchema,
  schemas: SchemaWriter,
): Parameter {
  const { description: about, ...schema } = declared
  return {
    name,
    in: where,
    required,
    ...(typeof about === 'string' ? { description: about } : {}),
    schema: schemas.write(schema),
  }
}

function propertiesOf(schema: TSchema | undefined): Readonly<Record<string, JsonSchema>> {
  return (schema as { properties?: Record<string, JsonSchema> } | undefined)?.properties ?? {}
}

function requiredOf(schema: TSchema | undefined): readonly string[] {
  return (schema as { required?: readonly string[] } | undefined)?.required ?? []
}

function requestBodyOf(
  { body, form }: AnyRoute,
  schemas: SchemaWriter,
): Operation['requestBody'] | undefined {
  if (form === 'stream') {
    const schema = body === undefined ? { type: 'string' } : schemas.write(body)
    return { required: true, content: { 'application/x-ndjson': { schema } } }
  }
  if (body === undefined) return undefined
  return { required: true, content: { 'application/json': { schema: schemas.write(body) } } }
}

function declaredAnswers(route: AnyRoute, schemas: SchemaWriter): Record<string, Response> {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => {
      const { description: about, ...written } = schemas.write(schema)
      const response = { description: textOr(about, statusText(Number(status))) }
      if (written['type'] === 'null' || status === '204') return [status, response]
      return [status, { ...response, content: contentOf(route, Number(status), written) }]
    }),
  )
}

function contentOf({ produces }: AnyRoute, status: number, schema: JsonSchema): Content {
  const types = status < 300 && produces !== undefined ? produces.map(bare) : ['application/json']
  return Object.fromEntries(
    types.map((type) => [type, { schema: isJson(type) ? schema : { type: 'string' } }]),
  )
}

/** Without parameters such as the character set. */
function bare(contentType: string): string {
  return contentType.split(';')[0]
}

export function isJson(contentType: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/.test(contentType)
}

function textOr(text: unknown, otherwise: string): string {
  return typeof text === 'string' ? text : otherwise
}

function statusText(status: number): string {
  if (status === 202) return 'Accepted: it is done later'
  if (status in failures) return failures[status as keyof typeof failures]
  return status < 300 ? 'As asked' : 'Not as asked'
}

/** Failures that the route does not declare itself, in the shape its clients expect. */
function addedFailures(route: AnyRoute, schemas: SchemaWriter): Operation['responses'] {
  const own = route.failed === undefined ? undefined : schemas.write(route.failed)
  const added = failuresOf(route).filter((status) => !(status in route.answers))
  const entries = added.map((status) => {
    if (own === undefined) return [status, { $ref: `#/components/responses/${status}` }]
    return [status, failureResponse(String(status), failures[status], 'application/json', own)]
  })
  return Object.fromEntries(entries) as Operation['responses']
}

function failureResponses(problem: JsonSchema): Readonly<Record<string, Response>> {
  return Object.fromEntries(
    Object.entries(failures).map(([status, about]) => [
      status,
      failureResponse(status, about, 'application/problem+json', problem),
    ]),
  )
}

const retryAfter = {
  'Retry-After': {
    description: 'seconds until it is worth asking again',
    schema: { type: 'integer', minimum: 0 },
  },
}

function failureResponse(status: string, about: string, contentType: string, schema: JsonSchema): Response {
  return {
    description: about,
    ...(status === '429' || status === '503' ? { headers: retryAfter } : {}),
    content: { [contentType]: { schema } },
  }
}
