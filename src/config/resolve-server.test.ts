import { describe, expect, it } from 'vitest'

import { resolve } from './resolve.js'
import type { ServerPlan } from './plan.js'

function server(written: object, environment: Readonly<Record<string, string>> = {}): ServerPlan {
  return resolve({ sources: {}, predictions: {}, server: written }, { root: '/project', environment }).server
}

describe('the server of a plan', () => {
  it('goes by the environment before the file', () => {
    expect(server({ port: 1, host: 'a' }, { PORT: '9000' })).toMatchObject({ port: 9000, host: 'a' })
  })

  it('reads numbers, switches and lists of the environment', () => {
    const environment = {
      FORETELL_TRUST_PROXY: 'true',
      FORETELL_CORS: 'https://a.example, https://b.example',
      REDIS_URL: 'redis://localhost:6379',
    }
    expect(server({}, environment)).toMatchObject({
      trustProxy: true,
      cors: ['https://a.example', 'https://b.example'],
      redis: 'redis://localhost:6379',
    })
  })

  it('takes an empty variable for none', () => {
    expect(server({ port: 3 }, { PORT: '' }).port).toBe(3)
  })

  it.each([
    [{ PORT: 'http' }, 'server.port: expected a whole number of at least 0, got "http"'],
    [{ FORETELL_TRUST_PROXY: 'yes' }, 'server.trustProxy: expected true or false, got "yes"'],
    [{ REDIS_URL: 'localhost' }, 'server.redis: expected the address of a Redis'],
  ])('refuses %j', (environment, message) => {
    expect(() => server({}, environment)).toThrow(message)
  })
})
