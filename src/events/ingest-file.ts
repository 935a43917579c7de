import { basename } from 'node:path'

import type { EventSourcePlan } from '../config/plan.js'
import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { stageFile } from '../sources/stage.js'
import { malformedByReason, type Staging } from '../sources/staging.js'
import { createFileTables, type FileTables, insertSettings, type Tally } from './file-tables.js'
import { findKnown, findRepeats, forgetKnown, type KnownCounts, type RepeatCounts } from './identity.js'
import { type Import, startImport, unchangedImport } from './imports.js'
import { rowReading } from './reading.js'
import { type RowReading, rowStatement } from './row-statement.js'
import { storeEvents } from './store.js'
import { quarantineRows } from './store-quarantine.js'
import { storeTraits } from './store-traits.js'
import type { FileSummary } from './summary.js'
import { refuseBadFile, tallyRows, undeclaredEvents } from './tally.js'

/**
 * Imports one file: reads it, judges every row, and stores what is good and new. A file that this source has
 * imported before, the very same bytes with the very same mapping, is not read again.
 * @param path absolute
 * @throws ForetellError as `ingestSource`
 */
export async function ingestFile(
  project: Project,
  source: EventSourcePlan,
  path: string,
): Promise<FileSummary> {
  const started = project.clock.now()
  const same = await unchangedImport(project, source, path)
  if (same !== undefined) return same
  const staging = await stageFile(project, { path, format: source.format, delimiter: source.delimiter })
  try {
    const own = await startImport(project, source, path, staging.fingerprint)
    const reading = await rowReading(project, source, staging)
    const summary: FileSummary = {
      file: own.file,
      read: true,
      rows: staging.records,
      recoded: staging.recoded,
      bytes: staging.bytes,
      ...(await importRows(project, reading, staging, own)),
      seconds: (project.clock.now() - started) / 1000,
    }
    await own.complete(summary)
    return summary
  } finally {
    await staging.drop()
  }
}

async function importRows(
  project: Project,
  reading: RowReading,
  staging: Staging,
  own: Import,
): Promise<StoredCounts> {
  const tables = await createFileTables(project, staging, reading.columns.traits.length)
  try {
    const checked = await checkRows(project, reading, tables)
    return await storeRows(project, reading, tables, checked, own)
  } finally {
    await tables.drop()
  }
}

interface CheckedRows extends Tally {
  readonly repeats: RepeatCounts
}

/** Finds out what every row says and why it cannot be stored, and refuses a file that is mostly bad. */
async function checkRows(project: Project, reading: RowReading, tables: FileTables): Promise<CheckedRows> {
  const { staging } = tables
  const name = basename(staging.file)
  return observed(
    project.observer,
    `Checking ${name}`,
    async (step) => {
      for (const { event, property } of reading.columns.absent)
        step.warn(`${name} has no column for "${property}" of ${event}; it stays empty`)
      if (staging.recoded > 0)
        step.warn(`${name}: ${staging.recoded} rows are not UTF-8; they were read as Windows-1252`)
      await project.warehouse.execute(`INSERT INTO ${tables.rows} ${rowStatement(reading, staging.table)}`, {
        ...(reading.refused === undefined ? {} : { parameters: reading.refused.parameters }),
        signal: project.signal,
        settings: insertSettings,
      })
      const tally = await tallyRows(project, tables)
      const repeats = await findRepeats(project, tables, tally.good)
      await refuseBadFile(project, tables, tally, repeats)
      if (tally.suppressed > 0)
        step.warn(`${name} has ${tally.suppressed} rows of people who are suppressed; they were left out`)
      if (tally.bad['unknown_event'] !== undefined) {
        const events = await undeclaredEvents(project, tables)
        step.warn(`${name} has events that are not declared: ${events.join(', ')}`)
      }
      return { ...tally, repeats }
    },
    ({ good }) => `${good.toLocaleString('en')} good rows`,
  )
}

type StoredCounts = Omit<FileSummary, 'file' | 'read' | 'rows' | 'recoded' | 'bytes' | 'seconds'>

/** Stores what is good and new, lists what is bad, and counts. */
async function storeRows(
  project: Project,
  reading: RowReading,
  tables: FileTables,
  checked: CheckedRows,
  own: Import,
): Promise<StoredCounts> {
  const { source } = reading
  return observed(
    project.observer,
    `Storing ${basename(tables.staging.file)}`,
    async (step) => {
      const found = await findKnown(project, source, tables, checked, own.remapped)
      if (own.remapped && found.known > 0) await forgetKnown(project, source, tables, found.known)
      const counts = {
        ...countRows(checked, found, own.remapped),
        quarantined: await badByReason(project, tables, checked, found),
      }
      if (Object.keys(counts.quarantined).length > 0) await quarantineRows(project, source, tables, own)
      if (counts.stored > 0) await storeEvents(project, source, tables, step)
      return { ...counts, traits: await storeTraits(project, reading, tables, checked.good) }
    },
    ({ stored }) => `${stored.toLocaleString('en')} new events`,
  )
}

function countRows(
  { good, repeats, skipped, suppressed, events, span }: CheckedRows,
  found: KnownCounts,
  remapped: boolean,
): Omit<StoredCounts, 'quarantined' | 'traits'> {
  const alreadyStored = remapped ? 0 : found.known
  return {
    stored: good - repeats.duplicates - repeats.conflicts - found.conflicts - alreadyStored,
    replaced: remapped ? found.known : 0,
    alreadyStored,
    skipped: skipped + suppressed,
    ...(suppressed === 0 ? {} : { suppressed }),
    events,
    first: isoTime(span?.first),
    last: isoTime(span?.last),
  }
}

async function badByReason(
  project: Project,
  { staging }: FileTables,
  { bad, repeats }: CheckedRows,
  found: KnownCounts,
): Promise<Readonly<Record<string, number>>> {
  const conflicts = repeats.conflicts + found.conflicts
  return {
    ...(await malformedByReason(project, staging)),
    ...bad,
    ...(repeats.duplicates === 0 ? {} : { duplicate_id: repeats.duplicates }),
    ...(conflicts === 0 ? {} : { conflicting_id: conflicts }),
  }
}

/** `2026-11-21 00:42:34.000` as ISO 8601. */
function isoTime(warehouseText: string | undefined): string | null {
  return warehouseText === undefined ? null : `${warehouseText.replace(' ', 'T')}Z`
}
