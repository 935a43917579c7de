import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { verbs } from '../../src/cli/commands/index.js'
import { serverOptions } from '../../src/config/server-options.js'

interface Service {
  readonly image: string
  readonly build?: string
  readonly command?: readonly string[]
  readonly init?: boolean
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly stop_grace_period?: string
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes?: Readonly<Record<string, unknown>>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
/** What the configuration reads beside the server's own options. */
const known = new Set<string>([
  'CLICKHOUSE_URL',
  ...Object.values(serverOptions).map(({ environment }) => environment as string),
])

const files = await Promise.all(
  ['compose.yaml', 'deploy/compose.single.yaml'].map(async (file) => {
    const text = await readFile(join(root, file), 'utf8')
    return [file, parse(text, { merge: true }) as Compose] as const
  }),
)

describe.each(files)('%s', (file, { services, volumes = {} }) => {
  const ours = Object.entries(services).filter(([, { build }]) => build !== undefined)
  const others = Object.entries(services).filter(([, { build }]) => build === undefined)

  it('builds this version of this image, and pins the others', () => {
    expect(ours.length).toBeGreaterThan(0)
    for (const [, { build = '', image }] of ours) {
      expect(existsSync(join(resolve(root, dirname(file), build), 'Dockerfile'))).toBe(true)
      expect(image).toBe(`foretell:${version}`)
    }
    for (const [, { image }] of others) expect(image).toMatch(/^[\w/-]+:\d+\.\d+[\w.-]*$/)
  })

  it('says only what the server reads', () => {
    for (const [name, { environment = {} }] of ours) {
      expect([name, Object.keys(environment).filter((each) => !known.has(each))]).toEqual([name, []])
    }
  })

  it('runs verbs that there are, with somebody to take in what they leave', () => {
    for (const [, { command = ['serve'], init }] of ours) {
      expect(verbs.map(({ name }) => name)).toContain(command[0])
      expect(init).toBe(true)
    }
  })

  it('gives the server longer to stop than it takes', () => {
    for (const [, { stop_grace_period: grace = '10s' }] of ours) {
      expect(Number.parseInt(grace)).toBeGreaterThan(serverOptions.shutdownSeconds.default)
    }
  })

  it('shows nothing to other machines', () => {
    const ports = Object.values(services).flatMap(({ ports: each = [] }) => each)
    expect(ports.length).toBeGreaterThan(0)
    for (const port of ports) {
      expect(port).toMatch(/^127\.0\.0\.1:/)
      expect(port.split(':').at(-1)).toBe(String(serverOptions.port.default))
    }
  })

  it('waits for what tells that it is ready, and names volumes that there are', () => {
    for (const [, service] of Object.entries(services)) {
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(condition).toBe('service_healthy')
        expect(services[needed].healthcheck?.test?.[0]).toBe('CMD')
      }
      for (const volume of service.volumes ?? []) {
        const [source] = volume.split(/:(?=\/)/)
        expect(source.startsWith('${') || source in volumes).toBe(true)
      }
    }
  })

  it('points at services that there are', () => {
    const addresses = ours.flatMap(([, { environment = {} }]) =>
      ['CLICKHOUSE_URL', 'REDIS_URL'].flatMap((name) => environment[name] ?? []),
    )
    for (const address of addresses) {
      const host = new URL(address.replaceAll(/\$\{[^}]*\}/g, 'x')).hostname
      expect(Object.keys(services)).toContain(host)
    }
  })
})
