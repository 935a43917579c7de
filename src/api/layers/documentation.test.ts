import { describe, expect, it } from 'vitest'

import { routes } from '../routes/index.js'
import { testServer } from '../server.testing.js'
import { documentation } from './documentation.js'

const server = (): ReturnType<typeof testServer> => testServer({ version: '1.2.3' }, routes, [documentation])

describe('the documentation', () => {
  it('is a page whose every part comes from the server', async () => {
    const { app } = await server()
    const page = await app.inject('/docs')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path)
    expect(parts.length).toBeGreaterThan(4)
    for (const path of parts) {
      expect(path).toMatch(/^\/docs\/static\//)
      const part = await app.inject(path)
      expect([path, part.statusCode]).toEqual([path, 200])
    }
  })

  it('may load nothing from elsewhere', async () => {
    const { app } = await server()
    const { headers } = await app.inject('/docs')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toMatch(/https?:/)
  })

  it('shows the same document that programs are given', async () => {
    const { app } = await server()
    const [shown, given] = await Promise.all([app.inject('/docs/json'), app.inject('/openapi.json')])
    expect(shown.json()).toEqual(given.json())
    expect(given.json()).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
    expect(given.json<{ paths: object }>().paths).toHaveProperty(
      ['/openapi.json', 'get', 'operationId'],
      'openapi',
    )
  })

  it.each([
    '/docs/static/../../package.json',
    '/docs/static/%2e%2e/%2e%2e/package.json',
    '/docs/static/..%2findex.js',
  ])('gives no file beside its own: %s', async (path) => {
    const { app } = await server()
    const answer = await app.inject(path)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  })
})
