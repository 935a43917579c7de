import { describe, expect, it } from 'vitest'

import { createClient } from './client.js'
import { ForetellApiError } from './error.js'
import { requestOf } from './request.js'

interface Asked {
  readonly url: string
  readonly init: RequestInit
}

/** A `fetch` that answers in turn what it is given, and what it was asked. */
function answering(...answers: readonly (() => Response)[]): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = []
  const fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push({ url: url as string, init })
    return Promise.resolve(answer())
  }
  return { fetch, asked }
}

const ok = (): Response => Response.json({ status: 'ok' })
const busy =
  (headers: Record<string, string> = {}) =>
  () =>
    new Response('{}', { status: 503, headers })

const problem = {
  type: 'https://foretell.dev/errors#model_missing',
  title: 'Model missing',
  status: 404,
  detail: 'expected a trained model of "churn", found none',
  instance: 'urn:request:1',
  code: 'MODEL_MISSING',
  remedy: 'Run `foretell train churn` first.',
}

describe('a call', () => {
  it('sends the key and follows nobody', async () => {
    const { fetch, asked } = answering(ok)
    const client = createClient({ url: 'https://host/under/', key: 'secret', fetch })
    expect(await client.live({}, { headers: { 'x-request-id': 'mine' } })).toEqual({ status: 'ok' })
    expect(asked[0].url).toBe('https://host/under/health/live')
    expect(asked[0].init).toMatchObject({
      method: 'GET',
      redirect: 'error',
      headers: { authorization: 'Bearer secret', 'x-request-id': 'mine' },
    })
  })

  it('that is refused says what the server said', async () => {
    const { fetch } = answering(() =>
      Response.json(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } }),
    )
    const error: unknown = await createClient({ url: 'http://host', fetch })
      .live()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ForetellApiError)
    expect(error).toMatchObject({
      status: 404,
      code: 'MODEL_MISSING',
      message: problem.detail,
      remedy: problem.remedy,
      problem,
    })
  })

  it('that something before the server refuses says so', async () => {
    const { fetch, asked } = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(createClient({ url: 'http://host', fetch }).live()).rejects.toMatchObject({
      code: 'HTTP_502',
      body: '<h1>Bad gateway</h1>',
      problem: undefined,
    })
    expect(asked).toHaveLength(1)
  })
})

describe('a server that is busy', () => {
  it('is asked again after the time that it says', async () => {
    const { fetch, asked } = answering(busy({ 'retry-after': '0' }), busy({ 'retry-after': '0' }), ok)
    expect(await createClient({ url: 'http://host', fetch }).live()).toEqual({ status: 'ok' })
    expect(asked).toHaveLength(3)
  })

  it('is given up as often as the options say', async () => {
    const { fetch, asked } = answering(busy({ 'retry-after': '0' }))
    await expect(createClient({ url: 'http://host', fetch, retries: 2 }).live()).rejects.toMatchObject({
      status: 503,
    })
    expect(asked).toHaveLength(3)
  })

  it('is given up at once when it would take too long', async () => {
    const { fetch, asked } = answering(busy({ 'retry-after': '3600' }))
    await expect(createClient({ url: 'http://host', fetch }).live()).rejects.toMatchObject({ status: 503 })
    expect(asked).toHaveLength(1)
  })

  it('is not waited for by who has gone', async () => {
    const { fetch, asked } = answering(busy({ 'retry-after': '30' }))
    const gone = new AbortController()
    const call = createClient({ url: 'http://host', fetch }).live({}, { signal: gone.signal })
    gone.abort(new Error('gone'))
    await expect(call).rejects.toThrow('gone')
    expect(asked).toHaveLength(1)
  })
})

describe('a request', () => {
  const entry = {
    method: 'POST',
    path: '/predict/{prediction}/of/{id}',
    pathNames: ['prediction', 'id'],
    queryNames: ['limit', 'of'],
    body: 'fields',
    answer: 'json',
  } as const

  it('has each part of the input at its place', () => {
    const input = { prediction: 'churn', id: 'a/b ?ü', limit: 3, of: ['x', 'y'], features: { plan: 'pro' } }
    expect(requestOf(entry, input)).toEqual({
      method: 'POST',
      path: '/predict/churn/of/a%2Fb%20%3F%C3%BC?limit=3&of=x&of=y',
      contentType: 'application/json',
      body: '{"features":{"plan":"pro"}}',
    })
  })

  it('has a body of its own where that has no fields', () => {
    const input = { prediction: 'churn', id: '1', body: [1, 2] }
    expect(requestOf({ ...entry, body: 'whole' }, input)).toMatchObject({ body: '[1,2]' })
    expect(requestOf({ ...entry, body: 'bytes' }, { ...input, body: '{}\n' })).toMatchObject({
      body: '{}\n',
      contentType: 'application/x-ndjson',
    })
    expect(requestOf({ ...entry, body: 'none' }, input)).not.toHaveProperty('body')
  })

  it.each(['', '.', '..', undefined, null, {}])('has no id that an address would lose: %j', (id) => {
    expect(() => requestOf(entry, { prediction: 'churn', id })).toThrow(TypeError)
  })

  it('fills every place with the text as it is', () => {
    expect(requestOf(entry, { prediction: '{id}', id: '$&' }).path).toBe('/predict/%7Bid%7D/of/%24%26')
  })
})
