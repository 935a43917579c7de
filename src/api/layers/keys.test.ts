import Type from 'typebox'
import { describe, expect, it } from 'vitest'

import { resolve } from '../../config/resolve.js'
import type { ServerOptions } from '../../config/define.js'
import { fixedClock } from '../../shared/time.js'
import { testKeys, type TestKeys } from '../access/key-ring.testing.js'
import { type AnyRoute, Reply, route } from '../route.js'
import type { Scope } from '../scope.js'
import { type TestServer, testServer } from '../server.testing.js'
import type { Services } from '../services.js'
import { corsLayer } from './cors.js'
import { keysLayer } from './keys.js'
import { rateLimitLayer } from './rate-limit.js'
import { securityHeaders, securityHeadersLayer } from './security-headers.js'

const clock = fixedClock('2026-11-21T12:00:00Z')

/** A route that tells who asks. */
function told(path: string, scope: Scope | 'none', more: Partial<AnyRoute> = {}): AnyRoute {
  return {
    ...route({
      operation: `told${path.replaceAll('/', '_')}`,
      method: 'POST',
      path,
      tag: 'server',
      summary: 'Tells who asks',
      scope,
      answers: { 200: Type.Unknown() },
      handle: ({ caller }) => Promise.resolve(caller),
    }),
    ...more,
  }
}

const keyInBody = (body: unknown): string | undefined => (body as { api_key?: string } | undefined)?.api_key

const routes = [
  told('/everyone', 'none'),
  told('/ingest', 'ingest'),
  told('/read', 'read'),
  told('/admin', 'admin'),
  told('/capture', 'ingest', { keyIn: keyInBody }),
  told('/own', 'read', { failure: ({ code }) => new Reply({ error: code }, 401) }),
]

async function server(
  scopes: readonly Scope[],
  options: ServerOptions = {},
): Promise<TestServer & TestKeys & { readonly secrets: readonly string[] }> {
  const keys = await testKeys(clock, { scopes })
  const plan = resolve({ sources: {}, predictions: {}, server: options }, { root: '/project' })
  const services: Partial<Services> = {
    keys: keys.ring,
    project: { plan, clock } as Services['project'],
  }
  const layers = [securityHeadersLayer, corsLayer, keysLayer, rateLimitLayer]
  return { ...keys, ...(await testServer(services, routes, layers)) }
}

const bearer = (secret: string): { authorization: string } => ({ authorization: `Bearer ${secret}` })
const post = (url: string, headers: Record<string, string> = {}, payload: object = {}) =>
  ({ method: 'POST', url, headers, payload }) as const

describe('a server with keys', () => {
  it.each([
    ['ingest', { '/everyone': 200, '/ingest': 200, '/read': 403, '/admin': 403 }],
    ['read', { '/everyone': 200, '/ingest': 403, '/read': 200, '/admin': 403 }],
    ['admin', { '/everyone': 200, '/ingest': 200, '/read': 200, '/admin': 200 }],
  ] as const)('lets a key of scope %s do what its scope says', async (scope, expected) => {
    const { app, secrets } = await server([scope])
    for (const [url, status] of Object.entries(expected)) {
      const answer = await app.inject(post(url, bearer(secrets[0])))
      expect([url, answer.statusCode]).toEqual([url, status])
    }
  })

  it('tells the route who asks', async () => {
    const { app, make, ring } = await server([])
    const secret = make('ingest', { source: 'shop' })
    await ring.refresh()
    const answer = await app.inject(post('/ingest', bearer(secret)))
    expect(answer.json()).toEqual({ key: 'key_1', scope: 'ingest', source: 'shop', address: '127.0.0.1' })
  })

  it('gives nobody who shows no key more than everyone may', async () => {
    const { app } = await server(['admin'])
    expect((await app.inject(post('/everyone'))).json()).toMatchObject({ key: 'nobody', scope: 'ingest' })
  })

  it.each([
    ['no key', {}, 'KEY_MISSING'],
    ['a wrong key', bearer('ftk_admin_0000000000000000000000'), 'KEY_WRONG'],
    ['an empty key', { authorization: 'Bearer ' }, 'KEY_WRONG'],
    ['another scheme', { authorization: 'Negotiate abc' }, 'KEY_WRONG'],
  ])('refuses %s with 401', async (_what, headers, code) => {
    const { app } = await server(['admin'])
    const answer = await app.inject(post('/read', headers))
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code, status: 401 })
    expect(answer.headers).toMatchObject({
      'www-authenticate': 'Bearer realm="foretell"',
      'content-type': expect.stringContaining('application/problem+json') as string,
      ...securityHeaders,
    })
  })

  it('refuses before it reads a body', async () => {
    const { app } = await server(['admin'])
    const answer = await app.inject({ ...post('/read'), payload: '{"not json' })
    expect(answer.json()).toMatchObject({ code: 'KEY_MISSING' })
  })

  it('takes the key in the body where clients put it there, and only there', async () => {
    const { app, secrets } = await server(['ingest'])
    const [api_key] = secrets
    expect((await app.inject(post('/capture', {}, { api_key }))).statusCode).toBe(200)
    expect((await app.inject(post('/ingest', {}, { api_key }))).statusCode).toBe(401)
    expect((await app.inject(post('/capture', {}, { api_key: 'wrong' }))).json()).toMatchObject({
      code: 'KEY_WRONG',
    })
    expect((await app.inject(post('/capture'))).json()).toMatchObject({ code: 'KEY_MISSING' })
    // A header goes first, also a wrong one.
    const both = await app.inject(post('/capture', bearer('wrong'), { api_key }))
    expect(both.json()).toMatchObject({ code: 'KEY_WRONG' })
  })

  it('refuses in the shape that the clients of a route expect', async () => {
    const { app } = await server(['read'])
    expect((await app.inject(post('/own'))).json()).toEqual({ error: 'KEY_MISSING' })
  })

  it('says of a route that is not there that it is not there', async () => {
    const { app } = await server(['read'])
    const answer = await app.inject(post('/nowhere'))
    expect(answer.statusCode).toBe(404)
    expect(answer.headers).toMatchObject(securityHeaders)
  })

  it('tells an address that keeps showing bad keys to wait, and still takes good ones', async () => {
    const { app, secrets } = await server(['read'])
    const statuses = new Set<number>()
    for (let attempt = 0; attempt < 60; attempt++) {
      statuses.add((await app.inject(post('/read', bearer(`guess${attempt}`)))).statusCode)
    }
    expect(statuses).toEqual(new Set([401]))
    const late = await app.inject(post('/read', bearer('guess')))
    expect([late.statusCode, late.headers['retry-after']]).toEqual([429, '1'])
    expect((await app.inject(post('/read', bearer(secrets[0])))).statusCode).toBe(200)
  })

  it('writes no key into its log or its answers', async () => {
    const { app, log, secrets } = await server(['read'])
    const wrong = 'ftk_admin_thisKeyIsNotTheOneYouWant'
    const answers = await Promise.all([
      app.inject(post('/read', bearer(secrets[0]))),
      app.inject(post('/read', bearer(wrong))),
      app.inject(post('/admin', { 'x-api-key': secrets[0] })),
      app.inject(post('/capture', {}, { api_key: wrong })),
    ])
    const said = JSON.stringify([log, answers.map(({ body, headers }) => [body, headers])])
    for (const secret of [secrets[0], wrong]) expect(said).not.toContain(secret.slice(10))
  })
})

describe('a server without keys', () => {
  it('lets programs on this machine do everything, and says so when it starts', async () => {
    const { app, log } = await server([])
    await app.listen({ host: '127.0.0.1', port: 0 })
    expect(log).toContainEqual(
      expect.objectContaining({ level: 40, message: expect.stringContaining('no key exists') as string }),
    )
    const address = app.server.address() as { port: number }
    const answer = await fetch(`http://127.0.0.1:${address.port}/admin`, { method: 'POST', body: '{}' })
    expect(await answer.json()).toMatchObject({ key: 'open', scope: 'admin' })
    await app.close()
  })

  it.each([
    ['another machine', {}, '10.0.0.7'],
    ['a page whose name points here', { host: 'evil.example' }, '127.0.0.1'],
    ['another page', { origin: 'https://evil.example' }, '127.0.0.1'],
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1'],
  ])('does not answer %s', async (_who, headers, remoteAddress) => {
    const { app } = await server([])
    for (const url of ['/everyone', '/ingest', '/admin']) {
      const answer = await app.inject({ ...post(url, headers), remoteAddress })
      expect(answer.json()).toMatchObject({ code: 'OPEN_ON_LOOPBACK', status: 403 })
    }
  })

  it('is closed as soon as there is one', async () => {
    const { app, make, ring } = await server([])
    const secret = make('read')
    await ring.refresh()
    expect((await app.inject(post('/read'))).statusCode).toBe(401)
    expect((await app.inject(post('/read', bearer(secret)))).statusCode).toBe(200)
  })
})

describe('limits', () => {
  it('are counted for each key', async () => {
    const { app, secrets } = await server(['read', 'read'], { requestsPerMinute: 2 })
    const ask = (secret: string) => app.inject(post('/read', bearer(secret)))
    const first = await ask(secrets[0])
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '2',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '0',
    })
    await ask(secrets[0])
    const refused = await ask(secrets[0])
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED' })
    expect(refused.headers).toMatchObject({ 'retry-after': '30', 'ratelimit-remaining': '0' })
    expect((await ask(secrets[1])).statusCode).toBe(200)
  })

  it('are counted for each address where there is no key, and once for a key in a body', async () => {
    const { app, secrets } = await server(['ingest'], { requestsPerMinute: 1 })
    const ask = (remoteAddress: string) => app.inject({ ...post('/everyone'), remoteAddress })
    expect((await ask('203.0.113.7')).statusCode).toBe(200)
    expect((await ask('203.0.113.7')).statusCode).toBe(429)
    expect((await ask('203.0.113.8')).statusCode).toBe(200)
    const [api_key] = secrets
    expect((await app.inject(post('/capture', {}, { api_key }))).statusCode).toBe(200)
    expect((await app.inject(post('/capture', {}, { api_key }))).statusCode).toBe(429)
  })

  it('can be left out', async () => {
    const { app, secrets } = await server(['read'], { requestsPerMinute: 0 })
    const answer = await app.inject(post('/read', bearer(secrets[0])))
    expect(answer.headers['ratelimit-limit']).toBeUndefined()
  })
})

describe('web pages', () => {
  const preflight = (origin: string) =>
    ({
      method: 'OPTIONS',
      url: '/ingest',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    }) as const

  it('of allowed origins may ask, without cookies', async () => {
    const { app, secrets } = await server(['ingest'], { cors: ['https://app.example'] })
    const asked = await app.inject(preflight('https://app.example'))
    expect(asked.statusCode).toBe(204)
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
    expect(asked.headers['access-control-allow-headers']).toContain('authorization')
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined()
    const headers = { ...bearer(secrets[0]), origin: 'https://app.example' }
    const answer = await app.inject(post('/ingest', headers))
    expect(answer.headers['access-control-allow-origin']).toBe('https://app.example')
    // A page must be able to read why it was refused.
    const refused = await app.inject(post('/ingest', { origin: 'https://app.example' }))
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([
      401,
      'https://app.example',
    ])
  })

  it.each([['https://evil.example'], ['https://app.example.evil.example'], ['null'], ['http://app.example']])(
    'of %s may not',
    async (origin) => {
      const { app } = await server(['ingest'], { cors: ['https://app.example'] })
      const asked = await app.inject(preflight(origin))
      expect(asked.headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('of no origin may where none is allowed', async () => {
    const { app } = await server(['ingest'])
    const asked = await app.inject(preflight('https://app.example'))
    expect([asked.statusCode, asked.headers['access-control-allow-origin']]).toEqual([404, undefined])
  })

  it('of every origin may where all are', async () => {
    const { app } = await server(['ingest'], { cors: ['*'] })
    const asked = await app.inject(preflight('https://any.example'))
    expect(asked.headers['access-control-allow-origin']).toBe('https://any.example')
  })
})

describe('security headers', () => {
  it('are these, on every answer', async () => {
    const { app } = await server([])
    const { headers } = await app.inject(post('/everyone'))
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['server']).toBeUndefined()
  })
})
