import { expect, it } from 'vitest'

import { verbs } from './commands/index.js'
import { commandLineReference } from './reference.testing.js'

it('is what docs/command-line.md says (`npx vitest run src/cli/reference.test.ts -u` writes it anew)', async () => {
  await expect(commandLineReference(verbs)).toMatchFileSnapshot('../../docs/command-line.md')
})

it('has an example for every verb', () => {
  expect(verbs.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([])
})

it('says no default twice', () => {
  const lines = commandLineReference(verbs).split('\n')
  expect(lines.filter((line) => line.split('default: ').length > 2)).toEqual([])
})
