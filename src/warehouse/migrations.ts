import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { ForetellError } from '../shared/errors.js'
import { type Observer, observed, silentObserver } from '../shared/observer.js'
import { type Clock, warehouseTime } from '../shared/time.js'
import { statements } from './statements.js'
import { tokens } from './tokens.js'
import type { Warehouse } from './warehouse.js'

/** One numbered file of `schema/`, such as `0001_events.sql`. */
export interface Migration {
  readonly name: string
  readonly statements: readonly MigrationStatement[]
}

export interface MigrationStatement {
  readonly sql: string
  /** Of the statement's words and signs: comments and space may change. */
  readonly checksum: string
  /**
   * Checksums of what stood here before, from comments `-- formerly CHECKSUM`. A warehouse that was made by one of
   * these stays as it is: both are for the same code, and new warehouses have the better one.
   */
  readonly formerly: readonly string[]
}

const schemaFolder = fileURLToPath(new URL('./schema', import.meta.url))

/** The files of `schema/`, in the order of their numbers. */
export async function readMigrations(folder = schemaFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort()
  return Promise.all(files.map(async (file) => migration(file, await readFile(`${folder}/${file}`, 'utf8'))))
}

export function migration(file: string, text: string): Migration {
  return {
    name: file.replace(/\.sql$/, ''),
    statements: statements(text).map((sql) => ({
      sql,
      checksum: checksumOf(sql),
      formerly: [...sql.matchAll(/^-- formerly ([\da-f]{32})$/gm)].map(([, checksum]) => checksum),
    })),
  }
}

function checksumOf(sql: string): string {
  const words = tokens(sql).map((token) => token.text)
  return createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 32)
}

/**
 * Brings the warehouse's tables up to date. What was done is noted statement by statement, so that a process
 * that is killed in the middle is finished by the next; and every statement may run twice with the same outcome
 * (`migrations.test.ts` sees to it), so that one killed between the statement and its note does no harm, and
 * neither do two processes that start at once.
 * @throws ForetellError `MIGRATION_EDITED` when an applied statement is not what it was, `WAREHOUSE_NEWER` when
 *   the warehouse has been used by a version that knows more migrations
 */
export async function migrate(
  warehouse: Warehouse,
  clock: Clock,
  migrations: readonly Migration[],
  { signal, observer = silentObserver }: MigrateOptions = {},
): Promise<void> {
  const applied = await appliedStatements(warehouse, signal)
  refuseUnknown(warehouse, migrations, applied)
  const left = migrations.flatMap(({ name, statements }) =>
    statements.flatMap((statement, index): PendingStatement[] => {
      const done = applied.get(`${name}/${index}`)
      if (done === undefined) return [{ name, index, ...statement }]
      if (done === statement.checksum || statement.formerly.includes(done)) return []
      throw new ForetellError('MIGRATION_EDITED', {
        values: { name, statement: index + 1, warehouse: warehouse.description },
      })
    }),
  )
  // An empty warehouse has nothing that would take long.
  const watcher = applied.size === 0 || left.length === 0 ? silentObserver : observer
  await observed(watcher, 'Bringing the warehouse up to date', async (step) => {
    for (const [index, pending] of left.entries()) {
      await apply(warehouse, clock, pending, signal)
      step.progress(index + 1, left.length, 'statements')
    }
  })
}

export interface MigrateOptions {
  readonly signal?: AbortSignal | undefined
  readonly observer?: Observer
}

interface PendingStatement extends MigrationStatement {
  /** Of the migration. */
  readonly name: string
  /** Among the migration's statements, from 0. */
  readonly index: number
}

/** Checksums by `name/index`. */
async function appliedStatements(
  warehouse: Warehouse,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  await twice(() =>
    warehouse.execute(
      `CREATE TABLE IF NOT EXISTS migrations (
        name        String,
        statement   UInt32,
        checksum    String,
        applied_at  DateTime64(3, 'UTC')
      )
      ENGINE = ReplacingMergeTree
      ORDER BY (name, statement)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 100`,
      { signal },
    ),
  )
  const rows = await warehouse.rows<{ name: string; statement: number; checksum: string }>(
    'SELECT name, statement, checksum FROM migrations FINAL',
    { signal },
  )
  return new Map(rows.map((row) => [`${row.name}/${row.statement}`, row.checksum]))
}

function refuseUnknown(
  warehouse: Warehouse,
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].map((key) => key.slice(0, key.lastIndexOf('/')))
  const newer = unknown.find((name) => !known.has(name))
  if (newer !== undefined) {
    throw new ForetellError('WAREHOUSE_NEWER', {
      values: { warehouse: warehouse.description, migration: newer },
    })
  }
}

async function apply(
  warehouse: Warehouse,
  clock: Clock,
  { name, index, sql, checksum }: PendingStatement,
  signal: AbortSignal | undefined,
): Promise<void> {
  await twice(() => warehouse.execute(sql, { signal }))
  await warehouse.insert(
    'migrations',
    [{ name, statement: index, checksum, applied_at: warehouseTime(clock.now()) }],
    { signal },
  )
}

/** A statement that may run twice is run again when nobody knows whether it ran. */
async function twice(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof ForetellError && error.code === 'WAREHOUSE_LOST')) throw error
    await run()
  }
}
