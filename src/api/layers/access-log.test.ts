import { Writable } from 'node:stream'

import { describe, expect, it } from 'vitest'

import { ForetellError } from '../../shared/errors.js'
import { loggerInto, readable } from '../log.js'
import { readableLine } from '../readable-line.js'
import { testServer } from '../server.testing.js'
import { accessLogLayer } from './access-log.js'
import { askRoute, quietRoute } from './asking.testing.js'

const secrets = ['c1042', 'someone@example.com', '203.0.113.9', 'key-of-a-person', 'Hauptstrasse']

const routes = [
  askRoute(({ body, params }) => {
    if (body.fail !== true) return Promise.resolve({ id: params.id })
    throw new ForetellError('ENTITY_UNKNOWN', {
      values: { entity: 'customer', id: params.id, nearest: body.mail ?? '' },
    })
  }),
  quietRoute('/quiet'),
  quietRoute('/broken', () => Promise.reject(new Error('a bug'))),
]

describe('the access log', () => {
  it('is one line a request: its id, the pattern of its route, status, time and key', async () => {
    const { app, log } = await testServer({}, routes, [accessLogLayer])
    const { headers } = await app.inject({ method: 'POST', url: '/predict/c1', payload: { mail: 'a' } })
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({
      level: 30,
      message: 'answered',
      reqId: headers['x-request-id'],
      method: 'POST',
      route: '/predict/:id',
      status: 200,
      key: 'open',
    })
    expect(log[0]['milliseconds']).toBeGreaterThan(0)
    expect(Object.keys(log[0]).sort()).toEqual(
      ['key', 'level', 'message', 'method', 'milliseconds', 'reqId', 'route', 'status', 'time'].sort(),
    )
  })

  it('has nothing of a person in a whole conversation', async () => {
    const { app, log } = await testServer({}, routes, [accessLogLayer])
    const headers = { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer key-of-a-person' }
    for (const payload of [
      { mail: 'someone@example.com' },
      { mail: 'someone@example.com', fail: true },
      { mail: 7, street: 'Hauptstrasse' },
      '{"mail":"someone@example.com"',
    ])
      await app.inject({ method: 'POST', url: '/predict/c1042?mail=someone@example.com', payload, headers })
    await app.inject({ method: 'GET', url: '/people/c1042', headers })
    const text = JSON.stringify(log)
    expect(log.map(({ status }) => status)).toEqual([200, 404, 400, 400, 404])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })

  it('leaves out quiet routes, unless they fail', async () => {
    const { app, log } = await testServer({}, routes, [accessLogLayer])
    await app.inject('/quiet')
    expect(log).toEqual([])
    await app.inject('/broken')
    expect(log.at(-1)).toMatchObject({ message: 'answered', route: '/broken', status: 500 })
  })
})

describe('lines for people', () => {
  const written = (write: (log: ReturnType<typeof loggerInto>) => void): string => {
    let text = ''
    const lines = new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString()
        done()
      },
    })
    write(loggerInto(readable({ write: (line) => void lines.write(line) }), 'info'))
    return text
  }

  it('say the time, the message and the rest in one line', () => {
    const text = written((log) => log.info({ method: 'GET', route: '/predict/:id', status: 200 }, 'answered'))
    expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} answered method=GET route=\/predict\/:id status=200\n$/)
  })

  it('say the level where it is not the usual one, and the stack below', () => {
    const text = written((log) => log.error({ err: new TypeError('no such thing') }, 'failed'))
    expect(text).toMatch(/^\S+ error failed\n {2}TypeError: no such thing\n {6}at /)
    expect(text.endsWith('\n')).toBe(true)
  })

  it('stay as they are when they are no JSON', () => {
    expect(readableLine('(node:1) Warning\n')).toBe('(node:1) Warning\n')
  })
})
