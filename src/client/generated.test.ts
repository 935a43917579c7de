import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { type Operation, openapi } from '../api/openapi/document.js'
import { routes } from '../api/routes/index.js'
import { createClient } from './client.js'
import { operations } from './operations.gen.js'
import { type OperationEntry, requestOf } from './request.js'

const document = openapi(routes, '0')
const described = new Map<string, { path: string; method: string; operation: Operation }>(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [operation.operationId, { path, method, operation }] as const,
    ),
  ),
)
const client: Readonly<Record<string, unknown>> = createClient({ url: 'http://host' })
const entries: Readonly<Record<string, OperationEntry>> = operations

describe('routes, document and client', () => {
  it('have the same operations', () => {
    const names = routes.map(({ operation }) => operation).toSorted()
    expect([...described.keys()].toSorted()).toEqual(names)
    expect(Object.keys(client).toSorted()).toEqual(names)
  })

  it.each(routes.map((route) => [route.operation, route] as const))('agree about %s', (name, route) => {
    const { path, method, operation } = described.get(name) ?? expect.fail('it is not described')
    expect(client[name]).toBeTypeOf('function')
    const entry = entries[name]
    expect([method.toUpperCase(), entry.method]).toEqual([route.method, route.method])
    expect(entry.path).toBe(path)

    const parameters = operation.parameters ?? []
    const namesIn = (place: string): string[] =>
      parameters.filter((each) => each.in === place).map((each) => each.name)
    expect([entry.pathNames, entry.queryNames]).toEqual([namesIn('path'), namesIn('query')])
    expect(entry.body === 'none').toBe(operation.requestBody === undefined)

    // With a value for each of its parts, the client asks at an address of the route.
    const input = Object.fromEntries(entry.pathNames.map((each) => [each, 'x']))
    const asked = requestOf(entry, input)
    expect(asked.path).toBe(route.path.replaceAll(/:\w+/g, 'x'))
  })
})

it('what is checked in is what scripts/client.mjs writes', async () => {
  const script = new URL('../../scripts/client.mjs', import.meta.url).href
  const { clientFiles } = (await import(script)) as {
    clientFiles: (document: object) => Promise<Record<string, string>>
  }
  for (const [name, text] of Object.entries(await clientFiles(document))) {
    const stored = await readFile(new URL(name, import.meta.url), 'utf8')
    if (stored !== text) expect.fail(`src/client/${name} is old: run \`node scripts/client.mjs\``)
  }
})
