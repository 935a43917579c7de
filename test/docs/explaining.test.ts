import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as ml from '../../src/ml/index.js'

const page = readFileSync(new URL('../../docs/ml/explaining.md', import.meta.url), 'utf8')

/** The examples of the page as one program: imports become names of the module. Comments alone are what is printed. */
function programOf(markdown: string): { code: string; printed: string[] } {
  const code = [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block).join('\n')
  return {
    code: code.replace(/^import (\{[^}]*\}) from 'foretell\/ml'$/gm, 'const $1 = ml'),
    printed: [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line),
  }
}

it('prints what the page says', async () => {
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
  expect(printed.length).toBeGreaterThan(6)
})
