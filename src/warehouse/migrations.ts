import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { Clock } from '../shared/time.js'
import { warehouseTime } from '../shared/time.js'
import { statements } from './statements.js'
import type { Warehouse } from './warehouse.js'

/** One numbered file of `schema/`. */
export interface Migration {
  readonly name: string
  readonly checksum: string
  readonly statements: readonly string[]
}

const schemaFolder = fileURLToPath(new URL('./schema/', import.meta.url))

/** The files of `schema/`, in the order of their numbers. */
export async function readMigrations(folder = schemaFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(`${folder}/${name}`, 'utf8')
      return {
        name,
        checksum: createHash('sha256').update(text).digest('hex'),
        statements: statements(text),
      }
    }),
  )
}

/** Brings the warehouse's tables up to date. */
export async function migrate(
  warehouse: Warehouse,
  clock: Clock,
  migrations: readonly Migration[],
): Promise<void> {
  await warehouse.execute(
    `CREATE TABLE IF NOT EXISTS migrations (
      name String, checksum String, statements_done UInt32, changed_at DateTime64(3, 'UTC')
    ) ENGINE = MergeTree ORDER BY (name, statements_done)`,
  )
  const applied = await warehouse.rows<{ name: string; done: number }>(
    'SELECT name, max(statements_done) AS done FROM migrations GROUP BY name',
  )
  const done = new Map(applied.map((row) => [row.name, row.done]))
  for (const migration of migrations) {
    for (let index = done.get(migration.name) ?? 0; index < migration.statements.length; index++) {
      await warehouse.execute(migration.statements[index])
      await warehouse.insert('migrations', [
        {
          name: migration.name,
          checksum: migration.checksum,
          statements_done: index + 1,
          changed_at: warehouseTime(clock.now()),
        },
      ])
    }
  }
}
