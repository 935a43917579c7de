import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { expect } from 'vitest'

import type { Parameters } from '../../src/warehouse/warehouse.js'

/**
 * Compares a statement with the one that is kept in `NAME.golden.sql`, where a reader of a change sees what it does
 * to the SQL. `UPDATE_GOLDEN=1 npx vitest run test/golden-sql` writes the files anew.
 */
export async function expectGolden(
  name: string,
  { sql, parameters }: { readonly sql: string; readonly parameters: Parameters },
): Promise<void> {
  const path = fileURLToPath(new URL(`${name}.golden.sql`, import.meta.url))
  const bound = Object.entries(parameters).map(([key, value]) => `-- ${key} = ${JSON.stringify(value)}`)
  const text = `${[...bound, sql].join('\n')}\n`
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(path, text)
  expect(existsSync(path), `${path} is missing: run with UPDATE_GOLDEN=1 and read what it wrote`).toBe(true)
  expect(text).toBe(await readFile(path, 'utf8'))
}
