import { gzipSync } from 'node:zlib'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { Reply, route } from './route.js'
import { testServer } from './server.testing.js'

const echo = route({
  operation: 'echo',
  method: 'POST',
  path: '/echo/:name',
  aliases: ['/echo/:name/'],
  tag: 'server',
  summary: 'Gives back what it is given',
  scope: 'none',
  params: Type.Object({ name: Type.String({ maxLength: 5 }) }),
  query: Type.Object({ times: Type.Optional(Type.Integer({ minimum: 1, default: 1 })) }),
  body: Type.Object({ text: Type.String() }, { additionalProperties: false }),
  bodyLimit: 200,
  answers: { 200: Type.Object({}) },
  handle: ({ params, query, body }) => Promise.resolve({ params, query, body }),
})

function failing(thrown: unknown): ReturnType<typeof route> {
  return route({
    operation: 'fail',
    method: 'GET',
    path: '/fail',
    tag: 'server',
    summary: 'Fails',
    scope: 'none',
    answers: {},
    handle: () => Promise.reject(thrown as Error),
  })
}

describe('a route', () => {
  it('is given checked input, and takes JSON whatever the content type says', async () => {
    const { app } = await testServer({}, [echo])
    const answer = await app.inject({
      method: 'POST',
      url: '/echo/a?times=3',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '{"text":"hi"}',
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ params: { name: 'a' }, query: { times: 3 }, body: { text: 'hi' } })
  })

  it('answers under its other paths, and redirects nobody', async () => {
    const { app } = await testServer({}, [echo])
    const ask = (url: string): Promise<{ statusCode: number }> =>
      app.inject({ method: 'POST', url, payload: { text: 'x' } })
    expect((await ask('/echo/a/')).statusCode).toBe(200)
    expect((await ask('/echo/a/?times=2')).statusCode).toBe(200)
    expect((await ask('/echo/a//')).statusCode).toBe(404)
  })

  it('is given packed bodies unpacked', async () => {
    const { app } = await testServer({}, [echo])
    const payload = gzipSync('{"text":"packed"}')
    const headers = { 'content-encoding': 'gzip' }
    const answer = await app.inject({ method: 'POST', url: '/echo/a', headers, payload })
    expect(answer.json()).toMatchObject({ body: { text: 'packed' } })
  })

  it.each([
    [
      'a bomb',
      413,
      'BODY_TOO_LARGE',
      { 'content-encoding': 'gzip' },
      gzipSync(`{"text":"${'a'.repeat(1e6)}"}`),
    ],
    ['a large body', 413, 'BODY_TOO_LARGE', {}, `{"text":"${'a'.repeat(300)}"}`],
    ['what is not packed', 400, 'BODY_INVALID', { 'content-encoding': 'gzip' }, 'plain'],
    ['an unknown packing', 415, 'BODY_ENCODING', { 'content-encoding': 'zip' }, 'x'],
    ['what is not JSON', 400, 'BODY_INVALID', {}, '{"text":'],
    ['deep nesting', 400, 'BODY_INVALID', {}, '['.repeat(100)],
    ['another type', 400, 'REQUEST_INVALID', {}, '{"text":1}'],
    ['another property', 400, 'REQUEST_INVALID', {}, '{"text":"a","x":1}'],
    ['nothing', 400, 'REQUEST_INVALID', {}, ''],
  ])('is not given %s', async (_what, status, code, headers, payload) => {
    const { app } = await testServer({}, [echo])
    const answer = await app.inject({ method: 'POST', url: '/echo/a', headers, payload })
    expect(answer.json()).toMatchObject({ status, code, remedy: expect.any(String) as string })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('that reads no body is not harmed by one that cannot be unpacked', async () => {
    const { app } = await testServer({}, [{ ...echo, method: 'GET', body: undefined }])
    const headers = { 'content-encoding': 'gzip' }
    const answer = await app.inject({ method: 'GET', url: '/echo/a', headers, payload: 'plain' })
    expect(answer.statusCode).toBe(200)
    // An unheard error of the unpacking would end the process, and fail this test, only after the answer.
    await new Promise((resolve) => setTimeout(resolve, 50))
  })

  it('is not given keys that would change an object', async () => {
    const { app } = await testServer({}, [echo])
    const payload = '{"text":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'
    const answer = await app.inject({ method: 'POST', url: '/echo/a', payload })
    expect(answer.json()).toMatchObject({ body: { text: 'a' } })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('names what of the request is wrong', async () => {
    const { app } = await testServer({}, [echo])
    const answer = await app.inject({
      method: 'POST',
      url: '/echo/toolong?times=none',
      payload: { text: 'a' },
    })
    expect(answer.json()).toMatchObject({ errors: [{ at: 'params/name' }] })
  })
})

it('told to stop, answers what it has and waits for no connection that is kept open', async () => {
  let begun = (): void => undefined
  const running = new Promise<void>((resolve) => (begun = resolve))
  let end = (): void => undefined
  const held = new Promise<void>((resolve) => (end = resolve))
  const slow = {
    ...failing(undefined),
    handle: async () => {
      begun()
      await held
      return { done: true }
    },
  }
  const { app } = await testServer({}, [slow])
  // Only then is there an answer.
  app.addHook('preClose', (done) => {
    end()
    done()
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const asked = fetch(`${address}/fail`)
  await running
  const closed = app.close()
  const answer = await asked
  expect([answer.headers.get('connection'), await answer.json()]).toEqual(['close', { done: true }])
  await closed
})

describe('a failure', () => {
  it('is a problem with a code, a remedy and the request', async () => {
    const error = new ForetellError('JOB_UNKNOWN', { values: { id: '7' } })
    const { app } = await testServer({}, [failing(error)])
    const answer = await app.inject({ method: 'GET', url: '/fail', headers: { 'x-request-id': 'mine-1' } })
    expect(answer.json()).toEqual({
      type: 'https://foretell.dev/errors#job_unknown',
      title: 'Job unknown',
      status: 404,
      detail: 'there is no job "7"',
      instance: 'urn:request:mine-1',
      code: 'JOB_UNKNOWN',
      remedy: 'Look at GET /jobs for those there are.',
    })
  })

  it('that nobody expected says nothing of what is inside, and stands in the log', async () => {
    const { app, log } = await testServer({}, [failing(new TypeError('secret of /etc/foretell'))])
    const answer = await app.inject({ method: 'GET', url: '/fail' })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('secret')
    expect(JSON.stringify(log)).toContain('secret of /etc/foretell')
  })

  it('of a route that is not there is one too', async () => {
    const { app } = await testServer({}, [])
    const answer = await app.inject({ method: 'GET', url: '/../../etc/passwd?key=secret' })
    expect(answer.json()).toMatchObject({ code: 'ROUTE_UNKNOWN', status: 404 })
    expect(answer.body).not.toContain('key=secret')
  })

  it('to read the address is one too', async () => {
    const { app } = await testServer({}, [echo])
    const answer = await app.inject({ method: 'POST', url: '/echo/%zz', payload: { text: 'a' } })
    expect(answer.json()).toMatchObject({ status: 400, code: 'REQUEST_INVALID' })
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('has the shape that the clients of its route expect', async () => {
    const own = {
      ...failing(new ForetellError('OVERLOADED', { values: { what: 'events' } })),
      failure: () => new Reply({ error: 'own' }, 503),
    }
    const { app } = await testServer({}, [own])
    const answer = await app.inject({ method: 'GET', url: '/fail' })
    expect([answer.statusCode, answer.json(), answer.headers['retry-after']]).toEqual([
      503,
      { error: 'own' },
      '1',
    ])
  })
})
