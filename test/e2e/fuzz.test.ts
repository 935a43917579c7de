import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openapi } from '../../src/api/openapi/document.js'
import { routes } from '../../src/api/routes/index.js'
import { createClient } from '../../src/client/index.js'
import { type Described, requestsOf } from './fuzz/requests.js'
import { fuzzSetting, type Setting } from './fuzz/setting.js'
import { Judge } from './fuzz/verdict.js'

/** Of each operation. Seeded: what fails once fails always. */
const requestsEach = 20
const seed = 20261126

const document = openapi(routes, '0')
const operations: readonly (readonly [string, Described])[] = Object.entries(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [operation.operationId, { path, method, operation }] as const,
    ),
)
const judge = new Judge(document)

let setting: Setting | undefined

beforeAll(async () => {
  setting = await fuzzSetting()
})
afterAll(() => setting?.close())

describe('every operation of the document, asked rightly and wrongly', () => {
  it.each(operations)('%s answers as is described, and never fails', async (name, described) => {
    const { wire, known, bodies } = setting ?? expect.fail('there is no server')
    const given = {
      components: document.components.schemas,
      known: known(described.path),
      bodies: bodies(name),
    }
    let succeeded = 0
    await fc.assert(
      fc.asyncProperty(requestsOf(described, given), async (request) => {
        const answer = await wire.send(request)
        if (answer.status < 300) succeeded++
        const own = request.method === described.method.toUpperCase() && reaches(request.path, described.path)
        const wrong = own ? judge.verdict(described.operation, answer) : judge.elsewhere(answer)
        if (wrong === undefined) return
        const body = request.body?.toString().slice(0, 1000) ?? ''
        throw new Error(
          `${wrong}\n${request.method} ${request.path} ${JSON.stringify(request.headers)}\n${body}`,
        )
      }),
      { numRuns: requestsEach, seed, endOnFailure: true },
    )
    expect(succeeded).toBeGreaterThan(0)
  })

  it('has changed no object of the server, and left it well', async () => {
    const inherited: string[] = []
    for (const name in {}) inherited.push(name)
    expect(inherited).toEqual([])
    const { wire, logged } = setting ?? expect.fail('there is no server')
    const { status } = await wire.send({
      method: 'GET',
      path: '/health',
      headers: {},
      body: undefined,
    })
    expect(status).toBe(200)
    expect(logged).toEqual([])
  })
})

describe('foretell/client, against the same server', () => {
  it('predicts, reads results and says what was refused', async () => {
    const { address: url, key } = setting ?? expect.fail('there is no server')
    const client = createClient({ url, key })
    const { predictions } = await client.predictions()
    expect(predictions.map(({ name }) => name)).toEqual(['churn', 'value'])
    const { probability, user_id } = await client.predict({ prediction: 'churn', user_id: 'c1' })
    expect([user_id, probability === null]).toEqual(['c1', false])

    const { jobs } = await client.jobs({ state: 'done' })
    const results = await client.jobResults({ id: jobs[0].job_id, format: 'csv' })
    expect([results.headers.get('content-type'), await results.text()]).toEqual([
      expect.stringContaining('text/csv'),
      expect.stringContaining('user_id'),
    ])

    const receipt = await client.sendEvents({
      body: '{"event":"login","user_id":"c1","message_id":"of-client"}\n',
    })
    expect(receipt).toMatchObject({ events: 1, stored: 1 })

    await expect(client.predict({ prediction: 'chrun', user_id: 'c1' })).rejects.toMatchObject({
      name: 'ForetellApiError',
      status: 404,
      code: 'PREDICTION_UNKNOWN',
    })
    await expect(createClient({ url, key: 'wrong' }).jobs()).rejects.toMatchObject({ status: 401 })
  })
})

/** Whether a path is one of the template's: one that cannot be read, or with a part too few or too many, is not. */
function reaches(path: string, template: string): boolean {
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}(\\?|$)`).test(path) && readable(path.split('?')[0])
}

function readable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
