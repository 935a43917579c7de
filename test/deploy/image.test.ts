import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { routes } from '../../src/api/routes/index.js'
import { verbs } from '../../src/cli/commands/index.js'
import { serverOptions } from '../../src/config/server-options.js'
import { environmentOf, type Instruction, instructionsOf } from './dockerfile.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const packageFile = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as {
  readonly engines: { readonly node: string }
  readonly bin: { readonly foretell: string }
}
const dockerfile = await readFile(`${root}Dockerfile`, 'utf8')
const instructions = instructionsOf(dockerfile)
const named = (name: string): readonly Instruction[] => instructions.filter((each) => each.name === name)
const only = (name: string): string => {
  const found = named(name)
  expect(found).toHaveLength(1)
  return found[0].text
}
const commandOf = (text: string): readonly string[] => JSON.parse(text) as string[]

describe('the image', () => {
  it('is built and run on a Node that the package allows', () => {
    const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(packageFile.engines.node) ?? []
    for (const { text } of named('FROM')) {
      const [, version] = /^node:(\d+\.\d+)-bookworm-slim/.exec(text) ?? expect.fail(text)
      const [imageMajor, imageMinor] = version.split('.').map(Number)
      expect([imageMajor, imageMinor >= Number(minor)]).toEqual([Number(major), true])
    }
  })

  it('copies what is there and is sent to the builder', async () => {
    const sent = (await readFile(`${root}.dockerignore`, 'utf8'))
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    const copied = named('COPY')
      .filter(({ text }) => !text.startsWith('--from'))
      .flatMap(({ text }) => text.split(/\s+/).slice(0, -1))
    expect(copied.length).toBeGreaterThan(4)
    for (const path of copied) {
      expect([path, existsSync(`${root}${path}`), sent.includes(path)]).toEqual([path, true, true])
    }
  })

  it('takes from the build only what was made there', () => {
    const made = named('COPY').filter(({ text }) => text.startsWith('--from'))
    expect(made.map(({ text }) => text.split(/\s+/)[1])).toEqual([
      '/opt/foretell/package.json',
      '/opt/foretell/node_modules',
      '/opt/foretell/dist',
    ])
    expect(named('RUN')[0].text).toMatch(/^npm ci --ignore-scripts/)
    expect(named('RUN')[1].text).toContain('npm prune --omit=dev --ignore-scripts')
  })

  it('says only what the server reads', () => {
    const known = new Set(Object.values(serverOptions).map(({ environment }) => environment as string))
    const { NODE_ENV, ...said } = environmentOf(only('ENV'))
    expect(NODE_ENV).toBe('production')
    expect(Object.keys(said).filter((name) => !known.has(name))).toEqual([])
    expect(only('EXPOSE')).toBe(said['PORT'])
    expect(Number(said['PORT'])).toBe(serverOptions.port.default)
  })

  it('runs a verb that there is, and not as root', () => {
    expect(commandOf(only('ENTRYPOINT'))).toEqual(['foretell'])
    expect(verbs.map(({ name }) => name)).toContain(commandOf(only('CMD'))[0])
    expect(only('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    const order = instructions.map(({ name }) => name)
    expect(order.lastIndexOf('RUN')).toBeLessThan(order.indexOf('USER'))
    expect(named('RUN')[2].text).toContain(
      `/opt/foretell/${packageFile.bin.foretell} /usr/local/bin/foretell`,
    )
  })

  it('asks after its health at a route that needs no key', () => {
    const [, command] = only('HEALTHCHECK').split(/\bCMD\s+/)
    const [program, flag, script] = commandOf(command)
    expect([program, flag]).toEqual(['node', '-e'])
    const asked = routes.find((route) => script.includes(`'${route.path}'`))
    expect(asked).toMatchObject({ method: 'GET', scope: 'none' })
  })
})
