import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

import { quarantineReasons } from './reasons.js'

it('are all explained in docs/sources.md, in the same order', () => {
  const page = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8')
  const explained = [...page.matchAll(/^\| `(\w+)` /gm)].map(([, reason]) => reason)
  expect(explained).toEqual(quarantineReasons)
})
