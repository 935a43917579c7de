import { setTimeout as pause } from 'node:timers/promises'

import { context, trace } from '@opentelemetry/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ForetellError } from '../errors.js'
import { attributeOf, testCollector, type TestCollector } from './collector.testing.js'
import { openTracing, type Tracing } from './open-tracing.js'
import { inTraceOf, tracer, traceparentOfSpan, withSpan } from './spans.js'
import { parseTraceparent, traceparentOf } from './traceparent.js'

const remote = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

describe('traceparent', () => {
  it('is read and written', () => {
    const parsed = parseTraceparent(remote)
    expect(parsed).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
      isRemote: true,
    })
    expect(parsed && traceparentOf(parsed)).toBe(remote)
  })

  it.each([
    [undefined],
    [''],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01'],
    ['00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01'],
    ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    [`${remote}-more`],
    [['a', 'b']],
  ])('is nothing when it is not well formed: %s', (header) => {
    expect(parseTraceparent(header)).toBeUndefined()
  })

  it('may have more behind it in a later version, and other flags', () => {
    const later = '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-more'
    expect(parseTraceparent(later)?.traceFlags).toBe(1)
  })
})

describe('tracing', () => {
  let collector: TestCollector
  let tracing: Tracing | undefined
  const warnings: string[] = []
  beforeEach(async () => {
    collector = await testCollector()
    warnings.length = 0
  })
  afterEach(async () => {
    await tracing?.close()
    tracing = undefined
    await collector.close()
  })

  const open = (environment: Readonly<Record<string, string>> = {}): Tracing =>
    (tracing = openTracing({
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, ...environment },
      version: '0.1.0',
      warn: (message) => warnings.push(message),
    }))

  it('is off without an endpoint, when it is disabled, and with an address that is none', () => {
    const options = { version: '0.1.0', warn: (message: string) => warnings.push(message) }
    expect(openTracing({ environment: {}, ...options }).enabled).toBe(false)
    expect(open({ OTEL_SDK_DISABLED: 'true' }).enabled).toBe(false)
    expect(open({ OTEL_EXPORTER_OTLP_ENDPOINT: 'file:///etc' }).enabled).toBe(false)
    expect(warnings).toEqual([expect.stringContaining('no traces are sent')])
    expect(tracer().startSpan('nothing').isRecording()).toBe(false)
  })

  it('posts spans with what they are part of, to where the variables say', async () => {
    const opened = open({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20secret, x-scope=a',
      OTEL_SERVICE_NAME: 'scores',
    })
    await withSpan('outer', { rows: 7, share: 0.5, known: true, names: ['a', 'b'] }, async () => {
      await pause(1)
      await withSpan('inner', {}, () => Promise.resolve())
    })
    await opened.close()
    const [post] = collector.posts
    expect(post.path).toBe('/v1/traces')
    expect(post.headers).toMatchObject({ authorization: 'Bearer secret', 'x-scope': 'a' })
    const { resource } = post.traces.resourceSpans[0]
    expect(attributeOf(resource, 'service.name')).toBe('scores')
    const [inner, outer] = collector.spans
    expect([inner.name, outer.name]).toEqual(['inner', 'outer'])
    expect(inner).toMatchObject({ traceId: outer.traceId, parentSpanId: outer.spanId })
    expect(outer.parentSpanId).toBeUndefined()
    expect(outer.attributes).toEqual([
      { key: 'rows', value: { intValue: '7' } },
      { key: 'share', value: { doubleValue: 0.5 } },
      { key: 'known', value: { boolValue: true } },
      { key: 'names', value: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } } },
    ])
    const took = BigInt(outer.endTimeUnixNano) - BigInt(outer.startTimeUnixNano)
    expect(took > 900_000n && took < 60_000_000_000n).toBe(true)
  })

  it('says that work failed by the code of its error, never by its message', async () => {
    const opened = open()
    const error = new ForetellError('ENTITY_UNKNOWN', {
      values: { entity: 'customer', id: 'c1042', nearest: 'c1043' },
    })
    await expect(withSpan('asking', {}, () => Promise.reject(error))).rejects.toBe(error)
    await opened.close()
    expect(collector.spans[0].status).toEqual({ code: 2, message: 'ENTITY_UNKNOWN' })
    expect(JSON.stringify(collector.posts)).not.toMatch(/c104/)
  })

  it('goes on in another process by the traceparent', async () => {
    const opened = open()
    let handed = ''
    await inTraceOf(remote, 'job', {}, () => {
      const span = trace.getSpan(context.active())
      handed = span === undefined ? '' : traceparentOfSpan(span)
      return Promise.resolve()
    })
    await inTraceOf(null, 'job of nobody', {}, () => Promise.resolve())
    await opened.close()
    const [job, other] = collector.spans
    expect(job).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
    })
    expect(handed).toBe(`00-${job.traceId}-${job.spanId}-01`)
    expect(other.traceId).not.toBe(job.traceId)
  })

  it('records what the one before recorded, and of its own the share that is asked for', async () => {
    const opened = open({ OTEL_TRACES_SAMPLER_ARG: '0' })
    await withSpan('own', {}, () => withSpan('part of own', {}, () => Promise.resolve()))
    await inTraceOf(remote, 'recorded', {}, () => Promise.resolve())
    await inTraceOf(remote.replace(/01$/, '00'), 'not recorded', {}, () => Promise.resolve())
    await opened.close()
    expect(collector.spans.map(({ name }) => name)).toEqual(['recorded'])
  })

  it('drops what the collector does not take, and says so once', async () => {
    const opened = open()
    collector.status = 503
    await withSpan('lost', {}, () => Promise.resolve())
    await opened.close()
    expect(warnings).toEqual([`traces cannot be sent to ${collector.url}/v1/traces: it answered 503`])
  })
})
