import Type from 'typebox'
import { describe, expect, it } from 'vitest'

import { Reply, route } from '../route.js'
import { routes } from '../routes/index.js'
import { openapi } from './document.js'

const customer = Type.Object({ id: Type.String() }, { title: 'Customer', additionalProperties: false })

const example = route({
  operation: 'exampleOfOne',
  method: 'POST',
  path: '/examples/:id/parts/:part',
  aliases: ['/x/:id/:part'],
  tag: 'predict',
  summary: 'An example',
  scope: 'read',
  params: Type.Object({ id: Type.String({ description: 'which', maxLength: 5 }), part: Type.Integer() }),
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, description: 'at most' })) }),
  body: Type.Object({
    how: Type.Union([Type.Literal('fast'), Type.Literal('slow')]),
    weights: Type.Record(Type.String(), Type.Number()),
    pair: Type.Optional(Type.Tuple([Type.Number(), Type.String()])),
  }),
  answers: { 200: Type.Object({ customers: Type.Array(customer) }), 409: customer },
  handle: () => Promise.resolve({}),
})

describe('the OpenAPI document of a route', () => {
  const document = openapi([example], '1.2.3')
  const operation = document.paths['/examples/{id}/parts/{part}'].post

  it('has its name, its parameters and its body', () => {
    expect(operation.operationId).toBe('exampleOfOne')
    expect(operation.parameters).toEqual([
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'which',
        schema: { type: 'string', maxLength: 5 },
      },
      { name: 'part', in: 'path', required: true, schema: { type: 'integer' } },
      {
        name: 'limit',
        in: 'query',
        required: false,
        description: 'at most',
        schema: { type: 'integer', minimum: 1 },
      },
    ])
    expect(operation.requestBody?.content['application/json'].schema['properties']).toEqual({
      how: { type: 'string', enum: ['fast', 'slow'] },
      weights: { type: 'object', additionalProperties: { type: 'number' } },
      pair: {
        type: 'array',
        prefixItems: [{ type: 'number' }, { type: 'string' }],
        items: false,
        minItems: 2,
      },
    })
  })

  it('has no path beside the main one', () => {
    expect(Object.keys(document.paths)).toEqual(['/examples/{id}/parts/{part}'])
  })

  it('says which key may', () => {
    expect(operation.security).toEqual([{ bearer: ['read'] }, { basic: ['read'] }])
  })

  it('tells of every failure, and lets the declared go before', () => {
    expect(Object.keys(operation.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '429',
      '500',
      '503',
      '4XX',
    ])
    expect(operation.responses[404]).toEqual({ $ref: '#/components/responses/404' })
    expect(operation.responses[409]).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Customer' } } },
    })
  })

  it('names the schemas that have a name, once', () => {
    expect(Object.keys(document.components.schemas)).toEqual(['Customer', 'Problem'])
    const other = { ...example, operation: 'other', path: '/other' }
    const clash = { ...other, answers: { 200: Type.Object({}, { title: 'Customer' }) } }
    expect(() => openapi([example, other], '1')).not.toThrow()
    expect(() => openapi([example, clash], '1')).toThrow('two different schemas have the title Customer')
  })

  it('tells failures in the shape of the route, and answers that are not JSON', () => {
    const own = {
      ...example,
      produces: ['application/json', 'text/csv'],
      failure: () => new Reply({ error: 'x' }, 400),
      failed: Type.Object({ error: Type.String() }),
    }
    const { responses } = openapi([own], '1').paths['/examples/{id}/parts/{part}'].post
    expect(responses[429]).toMatchObject({
      headers: { 'Retry-After': {} },
      content: { 'application/json': { schema: { properties: { error: { type: 'string' } } } } },
    })
    expect(responses[200]).toMatchObject({
      content: {
        'application/json': { schema: { type: 'object' } },
        'text/csv': { schema: { type: 'string' } },
      },
    })
  })
})

describe('the document of all routes', () => {
  const document = openapi(routes, '1')
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))

  it('has every route once', () => {
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      routes.map(({ operation }) => operation).toSorted(),
    )
    expect(new Set(routes.map(({ operation }) => operation)).size).toBe(routes.length)
  })

  it.each(routes.map((each) => [each.operation, each] as const))('%s is told well', (name, each) => {
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
    expect(each.summary).toMatch(/^[A-Z][^\n]{3,119}[^.]$/)
    expect(Object.keys(each.answers).some((status) => Number(status) < 400)).toBe(true)
    // What a client is told when it fails must be told beforehand.
    expect(each.failed === undefined).toBe(each.failure === undefined)
  })

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)]
    for (const [, kind, name] of references) {
      expect(document.components[kind as 'schemas' | 'responses']).toHaveProperty([name])
    }
  })
})
