import { describe, expect, it } from 'vitest'
import { examplesOf, itPrintsWhatItSays, printed } from './page.js'

/** What a program says in the comments below its `console.log` that it prints. */
function promised(code: string): string[] {
  const said = code.matchAll(/^(?:for .*)?console\.log\(.*\)\n((?:\/\/ .*\n)+)/gm)
  return [...said].flatMap(([, lines]) => lines.trimEnd().split('\n')).map((line) => line.slice(3))
}

for (const page of ['tuning', 'conformal']) itPrintsWhatItSays(page)

describe('pages with examples that stand alone', () => {
  it.each(['calibration', 'metrics'])('%s prints what it says', async (page) => {
    const alone = examplesOf(page).filter((code) => code.includes('console.log'))
    expect(alone.length).toBeGreaterThan(0)
    for (const code of alone) expect(await printed(code)).toEqual(promised(code))
  })
})
