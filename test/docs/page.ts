import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as ml from '../../src/ml/index.js'

/**
 * Runs the examples of a page of `docs/ml`, one after the other as one program, and compares what they print with
 * the comments that stand alone on a line.
 */
export function itPrintsWhatItSays(name: string): void {
  it(`docs/ml/${name}.md prints what it says`, async () => {
    const code = examplesOf(name).join('\n')
    const promised = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line)
    expect(await printed(code)).toEqual(promised)
    expect(promised.length).toBeGreaterThan(2)
  })
}

/** The TypeScript of a page, block by block. */
export function examplesOf(name: string): string[] {
  const markdown = readFileSync(new URL(`../../docs/ml/${name}.md`, import.meta.url), 'utf8')
  return [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block)
}

/** What a program prints; imports become names of the module. */
export async function printed(code: string): Promise<string[]> {
  const lines: string[] = []
  const log = (...parts: unknown[]): void => {
    lines.push(parts.map(String).join(' '))
  }
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<void>
  const body = code.replace(/^import (\{[^}]*\}) from 'foretell\/ml'$/gm, 'const $1 = ml')
  await new AsyncFunction('ml', 'console', body)(ml, { log })
  return lines
}
