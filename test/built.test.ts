import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { mustBeBuilt } from './built.js'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'foretell-built-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** @param at seconds since 1970 at which it is changed */
async function file(path: string, at: number): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), '')
  await utimes(join(root, path), at, at)
}

test('what is changed or new since it was built must be built, in folders within too', async () => {
  await file('src/events/store.ts', 100)
  await file('dist/events/store.js', 100)
  await file('src/events/people/merges.ts', 100)
  await file('dist/events/people/merges.js', 101)
  await file('src/schema/0001.sql', 100)
  await file('dist/schema/0001.sql', 101)
  // Nobody builds these.
  await file('src/events/store.test.ts', 200)
  await file('src/events/store.testing.ts', 200)
  const folders = ['events', 'schema']
  const check = (): void => mustBeBuilt(folders, root)
  expect(check).not.toThrow()

  await file('src/events/people/merges.ts', 102)
  expect(check).toThrow('src/events changed since it was built: run npm run build first')
  await file('dist/events/people/merges.js', 102)
  expect(check).not.toThrow()

  await file('src/schema/0001.sql', 103)
  expect(check).toThrow('src/schema changed')
  await file('dist/schema/0001.sql', 103)
  expect(check).not.toThrow()

  await file('src/events/added.ts', 50)
  expect(check).toThrow('src/events changed')
})
