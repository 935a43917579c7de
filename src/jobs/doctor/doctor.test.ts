import { setMaxListeners } from 'node:events'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { redisServer, testRedis } from '../../cache/redis.testing.js'
import { silentObserver } from '../../shared/observer.js'
import { systemClock } from '../../shared/time.js'
import { removeWarehouse } from '../../warehouse/warehouse.testing.js'
import { createKey } from '../keys.js'
import type { Request } from '../request.js'
import { type Diagnosis, diagnose } from './doctor.js'
import type { Finding } from './finding.js'
import { nodeFinding } from './machine.js'

const configuration = `
sources:
  app: { file: events.csv, events: { login: {} } }
predictions:
  churn:
    population: { count: login, last: 30d, atLeast: 1 }
    label: { count: login, next: 30d, is: 0 }
`

describe('the doctor', () => {
  let folder: string
  const request = (environment: Request['environment'] = {}): Request => ({
    folder,
    configFile: undefined,
    seed: undefined,
    environment,
    clock: systemClock,
    observer: silentObserver,
    signal: patientSignal(),
  })
  const finding = ({ findings }: Diagnosis, part: string): Finding | undefined =>
    findings.find((each) => each.part === part)

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'foretell-doctor-')))
  })
  afterAll(() => removeWarehouse(folder))

  it('says what is wrong with a folder that is no project', async () => {
    const diagnosis = await diagnose(request())
    expect(diagnosis.healthy).toBe(false)
    expect(diagnosis.findings.map(({ part, verdict }) => [part, verdict])).toEqual([
      ['Node', 'ok'],
      ['Configuration', 'fail'],
      ['OpenTelemetry', 'ok'],
    ])
    expect(finding(diagnosis, 'Configuration')?.remedy).toContain('foretell init')
  })

  it('looks at every part of a project', async () => {
    await writeFile(join(folder, 'foretell.config.yaml'), configuration)
    const diagnosis = await diagnose(request())
    expect(diagnosis.healthy).toBe(true)
    expect(diagnosis.findings.map(({ part, verdict }) => [part, verdict])).toEqual([
      ['Node', 'ok'],
      ['Configuration', 'ok'],
      ['Redis', 'ok'],
      ['Warehouse', 'ok'],
      ['Disk', expect.stringMatching(/ok|warn/)],
      ['Model churn', 'warn'],
      ['Keys', 'warn'],
      ['Jobs', 'ok'],
      ['OpenTelemetry', 'ok'],
    ])
    expect(finding(diagnosis, 'Model churn')?.remedy).toContain('foretell train churn')
    expect(finding(diagnosis, 'Warehouse')?.found).toMatch(/embedded at .*\.foretell, ClickHouse \d+\.\d+/)
  })

  it('goes on when a part fails', async () => {
    const diagnosis = await diagnose(
      request({
        REDIS_URL: 'redis://user:secret@127.0.0.1:1',
        FORETELL_HOST: '0.0.0.0',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      }),
    )
    expect(diagnosis.healthy).toBe(false)
    expect(finding(diagnosis, 'Redis')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('ECONNREFUSED') as string,
    })
    expect(finding(diagnosis, 'Keys')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('0.0.0.0') as string,
    })
    expect(finding(diagnosis, 'OpenTelemetry')?.verdict).toBe('warn')
    expect(finding(diagnosis, 'Warehouse')?.verdict).toBe('ok')
    expect(JSON.stringify(diagnosis)).not.toContain('secret')
  })

  it('counts the keys that are good', async () => {
    await createKey(request(), { scope: 'ingest' })
    await createKey(request(), { scope: 'admin' })
    const diagnosis = await diagnose(request({ FORETELL_ADMIN_KEY: 'x'.repeat(40), FORETELL_HOST: '::' }))
    expect(finding(diagnosis, 'Keys')).toEqual({
      part: 'Keys',
      verdict: 'ok',
      found: '1 ingest, 0 read, 1 admin, FORETELL_ADMIN_KEY',
      remedy: null,
    })
    const weak = await diagnose(request({ FORETELL_ADMIN_KEY: 'short' }))
    expect(finding(weak, 'Keys')?.verdict).toBe('fail')
  })

  it.skipIf(redisServer === undefined)('asks the Redis what it is', async () => {
    const redis = await testRedis()
    const diagnosis = await diagnose(request({ REDIS_URL: redis.url }))
    expect(finding(diagnosis, 'Redis')).toMatchObject({
      verdict: 'ok',
      found: expect.stringMatching(/version \d+\.\d+\.\d+, a round trip takes [\d.]+ ms/) as string,
    })
    await redis.dispose()
  })

  it('reports a warehouse that cannot be reached', async () => {
    const diagnosis = await diagnose(request({ CLICKHOUSE_URL: 'http://user:secret@127.0.0.1:1' }))
    expect(finding(diagnosis, 'Warehouse')?.verdict).toBe('fail')
    expect(JSON.stringify(diagnosis)).not.toContain('secret')
    await rm(join(folder, 'foretell.config.yaml'))
  })
})

it.each([
  ['v20.19.0', 'ok'],
  ['v22.1.0', 'ok'],
  ['v20.18.3', 'fail'],
  ['v18.20.0', 'fail'],
])('takes Node %s for %s', (version, verdict) => expect(nodeFinding(version).verdict).toBe(verdict))

/** One that every statement may listen to. */
function patientSignal(): AbortSignal {
  const { signal } = new AbortController()
  setMaxListeners(0, signal)
  return signal
}
