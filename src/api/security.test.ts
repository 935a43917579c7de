import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type TestProject, testProject } from '../sources/project.testing.js'
import { systemClock } from '../shared/time.js'
import type { Scope } from './scope.js'
import { layers } from './layers/index.js'
import { type OpenServices, openServices } from './open-services.js'
import type { AnyRoute } from './route.js'
import { routes } from './routes/index.js'
import { createServer } from './server.js'

/* The whole server with all its routes and layers, asked over a real connection, as an attacker would. */

let project: TestProject
let services: OpenServices
let app: FastifyInstance
let log = ''
const secrets: Record<Scope, string> = { ingest: '', read: '', admin: '' }

beforeAll(async () => {
  project = await testProject({}, systemClock)
  const { plan } = project
  const server = { ...plan.server, requestsPerMinute: 0, jobs: 0 }
  services = await openServices({ ...project, plan: { ...plan, server } })
  for (const scope of ['ingest', 'read', 'admin'] as const) {
    secrets[scope] = (await services.keyStore.create({ scope })).secret
  }
  await services.keys.refresh()
  const logger = pino({ level: 'debug' }, { write: (line: string) => void (log += line) })
  app = await createServer(services, { routes, layers, logger, trustProxy: false })
  await app.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await app.close()
  await services.close()
  await project.dispose()
})

interface Answer {
  readonly status: number
  readonly body: string
}

/** Sends the path exactly as it is written: `fetch` would tidy it up. */
function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  const { port } = app.server.address() as AddressInfo
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const options = { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false }
  return new Promise((resolve, reject) => {
    const asked = httpRequest(options, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` })

/** The path of a route with something in place of its parameters. */
const filled = ({ path }: AnyRoute, value = 'x'): string => path.replaceAll(/:\w+|\*/g, value)

const named = routes.map((each) => [`${each.method} ${each.path}`, each] as const)
const withKey = named.filter(([, { scope }]) => scope !== 'none')

describe('every route that needs a key', () => {
  it('is not answered without one', async () => {
    for (const [name, route] of withKey) {
      const { status } = await ask(route.method, filled(route), {}, route.method === 'GET' ? undefined : '{}')
      expect([name, [401, 429].includes(status)]).toEqual([name, true])
    }
  })

  it('is not answered with a key of another scope', async () => {
    for (const [name, route] of withKey) {
      const others = (['ingest', 'read'] as const).filter((scope) => scope !== route.scope)
      for (const scope of others) {
        const body = route.method === 'GET' ? undefined : '{}'
        const { status } = await ask(route.method, filled(route), bearer(secrets[scope]), body)
        expect([name, scope, status]).toEqual([name, scope, 403])
      }
    }
  })

  it('is not opened by any other header', async () => {
    const [, route] = withKey[0]
    const header = fc.oneof(
      fc.stringMatching(/^[ -~]{0,80}$/),
      fc.stringMatching(/^[!-~]{0,80}$/).map((rest) => `Bearer ${rest}`),
      fc.base64String().map((rest) => `Basic ${rest}`),
      // A good key with one letter changed, added or left out.
      fc.integer({ min: 0, max: 30 }).map((at) => `Bearer ${changed(secrets.admin, at)}`),
      fc.constant(`Bearer ${secrets.admin.slice(0, -1)}`),
      fc.constant(`Bearer ${secrets.admin}0`),
      fc.constant(`Bearer ${secrets.admin},${secrets.read}`),
    )
    await fc.assert(
      fc.asyncProperty(header, async (authorization) => {
        const { status } = await ask(route.method, filled(route), { authorization })
        expect([401, 429]).toContain(status)
      }),
      { numRuns: 200 },
    )
  })
})

describe('bodies and addresses that would change objects', () => {
  const pollution = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'
  const bodies = [
    pollution,
    `[${pollution}]`,
    `{"batch":[{"type":"track","event":"a","userId":"u","properties":${pollution},"context":${pollution}}]}`,
    `{"event":"a","distinct_id":"u","properties":{"$set":${pollution}}}`,
    `{"features":${pollution},"user_id":"__proto__"}`,
    `{"scope":"__proto__","name":"constructor"}`,
    `{"inputs":[{"name":"__proto__","shape":[1,1],"datatype":"FP64","data":[1]}]}`,
    `{"dataframe_records":[${pollution}]}`,
  ]

  it('change none', async () => {
    const posting = routes.filter(({ method }) => method === 'POST' || method === 'PUT')
    for (const route of posting) {
      for (const body of bodies) {
        const path = `${filled(route, '__proto__')}?__proto__[polluted]=1&constructor.prototype.polluted=1`
        const { status } = await ask(route.method, path, bearer(secrets.admin), body)
        expect([route.path, body, status < 500]).toEqual([route.path, body, true])
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }
    }
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'find nothing that every object has: %s',
    async (name) => {
      for (const [title, route] of named.filter(([, { path }]) => path.includes(':'))) {
        const body = route.method === 'GET' ? undefined : '{}'
        const { status } = await ask(route.method, filled(route, name), bearer(secrets.admin), body)
        expect([title, status < 500]).toEqual([title, true])
      }
    },
  )
})

describe('paths that would lead elsewhere', () => {
  const climbs = [
    '../../../../../../etc/passwd',
    '..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd%00.json',
    '..%5c..%5c..%5cetc%5cpasswd',
    '..%c0%af..%c0%afetc%c0%afpasswd',
    '....//....//etc/passwd',
    '%252e%252e%252fetc%252fpasswd',
    '/etc/passwd',
  ]

  it('lead nowhere', async () => {
    const starts = new Set(named.map(([, route]) => filled(route, '').replace(/\/+$/, '')))
    for (const start of ['', '/docs', '/docs/static', ...starts]) {
      for (const climb of climbs) {
        const { status, body } = await ask('GET', `${start}/${climb}`, bearer(secrets.admin))
        expect([start, climb, status < 500]).toEqual([start, climb, true])
        expect(body).not.toMatch(/root:|"devDependencies"/)
      }
    }
  })

  it('lead nowhere as an id', async () => {
    for (const [title, route] of named.filter(([, { path }]) => path.includes(':'))) {
      for (const climb of climbs) {
        const path = filled(route, encodeURIComponent(climb))
        const body = route.method === 'GET' ? undefined : '{}'
        const answer = await ask(route.method, path, bearer(secrets.admin), body)
        expect([title, climb, answer.status < 500]).toEqual([title, climb, true])
        expect(answer.body).not.toMatch(/root:/)
      }
    }
  })
})

it('no key stands in the log', () => {
  expect(log.length).toBeGreaterThan(1000)
  for (const secret of Object.values(secrets)) expect(log).not.toContain(secret.slice(-22))
})

function changed(secret: string, at: number): string {
  const index = at % secret.length
  return `${secret.slice(0, index)}${secret[index] === 'a' ? 'b' : 'a'}${secret.slice(index + 1)}`
}
