import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as ml from '../../src/ml/index.js'
import { itPrintsWhatItSays } from './page.js'

function examplesOf(page: string): string[] {
  const markdown = readFileSync(new URL(`../../docs/ml/${page}.md`, import.meta.url), 'utf8')
  return [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block)
}

/** What a program says in the comments below its `console.log` that it prints. */
function promised(code: string): string[] {
  const said = code.matchAll(/^(?:for .*)?console\.log\(.*\)\n((?:\/\/ .*\n)+)/gm)
  return [...said].flatMap(([, lines]) => lines.trimEnd().split('\n')).map((line) => line.slice(3))
}

/** What it prints; imports become names of the module. */
async function printed(code: string): Promise<string[]> {
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

for (const page of ['tuning', 'conformal']) itPrintsWhatItSays(page)

describe('pages with examples that stand alone', () => {
  it.each(['calibration', 'metrics'])('%s prints what it says', async (page) => {
    const alone = examplesOf(page).filter((code) => code.includes('console.log'))
    expect(alone.length).toBeGreaterThan(0)
    for (const code of alone) expect(await printed(code)).toEqual(promised(code))
  })
})
