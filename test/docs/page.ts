import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as ml from '../../src/ml/index.js'

/**
 * Runs the examples of a page of `docs/ml`, one after the other as one program, and compares what they print with
 * the comments that stand alone on a line.
 */
export function itPrintsWhatItSays(name: string): void {
  it(`docs/ml/${name}.md prints what it says`, async () => {
    const page = readFileSync(new URL(`../../docs/ml/${name}.md`, import.meta.url), 'utf8')
    const { code, printed } = programOf(page)
    const lines: string[] = []
    const log = (...parts: unknown[]): void => {
      lines.push(parts.map(String).join(' '))
    }
    const AsyncFunction = (async () => {}).constructor as new (
      ...parts: string[]
    ) => (...values: unknown[]) => Promise<void>
    await new AsyncFunction('ml', 'console', code)(ml, { log })
    expect(lines).toEqual(printed)
    expect(printed.length).toBeGreaterThan(2)
  })
}

/** Imports become names of the module. */
function programOf(markdown: string): { code: string; printed: string[] } {
  const code = [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block).join('\n')
  return {
    code: code.replace(/^import (\{[^}]*\}) from 'foretell\/ml'$/gm, 'const $1 = ml'),
    printed: [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line),
  }
}
