import { afterEach, describe, expect, it } from 'vitest'

import { fixedClock } from '../shared/time.js'
import { sendWebhook, type WebhookOptions } from './webhook.js'
import { signatureOf } from './webhook-signature.js'
import { verified, type WebhookReceiver, webhookReceiver } from './webhook.testing.js'

const clock = fixedClock('2026-11-21T12:00:00.250Z')
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
const message = { id: 'msg_1', type: 'job.finished', data: { job: 'job_7', state: 'done' } }

let server: WebhookReceiver | undefined
afterEach(() => server?.close())

async function receiver(
  statuses: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): Promise<WebhookReceiver> {
  server = await webhookReceiver(statuses, headers)
  return server
}

const options = (port: number, more: Partial<WebhookOptions> = {}): WebhookOptions => ({
  url: `http://hooks.example:${port}/in`,
  secrets: [secret],
  clock,
  schedule: [0, 1, 1],
  rules: { http: true, permits: () => true, lookup: () => Promise.resolve(['127.0.0.1']) },
  ...more,
})

describe('a webhook', () => {
  it('is a signed message of Standard Webhooks', async () => {
    const { port, received } = await receiver([204])
    const delivery = await sendWebhook(message, options(port, { secrets: [secret, other] }))
    expect(delivery).toEqual({ delivered: true, attempts: 1, status: 204, reason: undefined })
    const [request] = received
    expect(request.path).toBe('/in')
    expect(request.headers).toMatchObject({
      host: `hooks.example:${port}`,
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Date.parse('2026-11-21T12:00:00Z') / 1000),
    })
    expect(JSON.parse(request.body)).toEqual({
      type: 'job.finished',
      timestamp: '2026-11-21T12:00:00.250Z',
      data: message.data,
    })
    expect([secret, other].map((key) => verified(request, key))).toEqual([true, true])
    expect(verified(request, `whsec_${Buffer.alloc(32, 8).toString('base64')}`)).toBe(false)
    expect(verified({ ...request, body: `${request.body} ` }, secret)).toBe(false)
  })

  it('has the signature of the published example', () => {
    // https://github.com/standard-webhooks/standard-webhooks, the test vector of its libraries.
    const parts = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
    expect(signatureOf(parts, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('is sent again until it is taken, as the same message', async () => {
    const { port, received } = await receiver([500, 302, 200], { location: 'http://127.0.0.1:1/' })
    expect(await sendWebhook(message, options(port))).toMatchObject({ delivered: true, attempts: 3 })
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_1', 'msg_1', 'msg_1'])
  })

  it('is given up when the schedule is over', async () => {
    const { port } = await receiver([503])
    expect(await sendWebhook(message, options(port))).toEqual({
      delivered: false,
      attempts: 3,
      status: 503,
      reason: 'it answered 503',
    })
  })

  it('is not sent again to one that is gone', async () => {
    const { port, received } = await receiver([410])
    expect(await sendWebhook(message, options(port))).toMatchObject({ delivered: false, attempts: 1 })
    expect(received).toHaveLength(1)
  })

  it('waits as long as it is asked to', async () => {
    const { port } = await receiver([429, 200], { 'retry-after': '1' })
    const started = performance.now()
    expect(await sendWebhook(message, options(port))).toMatchObject({ delivered: true, attempts: 2 })
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  it('goes nowhere private, also when the name changes its mind between attempts', async () => {
    const { port, received } = await receiver([200])
    const addresses = [['8.8.8.8'], ['127.0.0.1'], ['127.0.0.1']]
    const rebinding = { http: true, lookup: () => Promise.resolve(addresses.shift() ?? ['127.0.0.1']) }
    const delivery = await sendWebhook(message, options(port, { rules: rebinding, schedule: [0, 1] }))
    expect(delivery).toMatchObject({ delivered: false, status: undefined })
    expect(delivery.reason).toContain('private')
    await expect(sendWebhook(message, options(port, { rules: { http: true } }))).rejects.toMatchObject({
      code: 'WEBHOOK_TARGET',
    })
    expect(received).toHaveLength(0)
  })

  it('stops when it is told to', async () => {
    const { port } = await receiver([500])
    const signal = AbortSignal.timeout(50)
    await expect(sendWebhook(message, options(port, { signal, schedule: [0, 60_000] }))).rejects.toThrow()
  })

  it.each(['', 'secret', 'whsec_', 'whsec_c2hvcnQ=', `whsec_${Buffer.alloc(65).toString('base64')}`])(
    'is not signed with %j',
    async (bad) => {
      const { port, received } = await receiver([200])
      await expect(sendWebhook(message, options(port, { secrets: [bad] }))).rejects.toMatchObject({
        code: 'WEBHOOK_SECRET',
      })
      expect(received).toHaveLength(0)
    },
  )
})
