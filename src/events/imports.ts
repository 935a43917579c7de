import { createHash, randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { relative } from 'node:path'

import type { EventSourcePlan, Plan } from '../config/plan.js'
import { warehouseTime } from '../shared/time.js'
import { fileFingerprint } from '../sources/files.js'
import type { Project } from '../warehouse/project.js'
import type { FileSummary } from './summary.js'

/** An import of one file that has begun. */
export interface Import {
  /** Names the rows that it quarantines. */
  readonly importId: string
  /** The file as it is named everywhere: relative to the project where it lies within. */
  readonly file: string
  /** The source has imported files with another mapping: what of this file is stored may be read differently now. */
  readonly remapped: boolean
  complete(summary: FileSummary): Promise<void>
}

interface CompleteImport {
  readonly file: string
  /** `bytes/mapping`: hash of the file as it lies on disk, and of all that decides what its rows become. */
  readonly fingerprint: string
  readonly summary: FileSummary
}

/** Writes down that an import begins. One that never completes leaves that, and nothing that harms. */
export async function startImport(
  project: Project,
  source: EventSourcePlan,
  path: string,
  bytes: string,
): Promise<Import> {
  const mapping = mappingHash(source, project.plan)
  const earlier = await completeImports(project, source.name)
  const file = projectPath(project, path)
  // It decides nothing, so it need not come from a seed.
  const importId = randomUUID()
  const record = async (state: 'started' | 'complete', summary: object): Promise<void> =>
    project.warehouse.insert('imports', [
      {
        id: importId,
        source: source.name,
        file,
        fingerprint: `${bytes}/${mapping}`,
        state,
        summary: JSON.stringify(summary),
        changed_at: warehouseTime(project.clock.now()),
      },
    ])
  await record('started', {})
  return {
    importId,
    file,
    remapped: earlier.some(({ fingerprint }) => !fingerprint.endsWith(`/${mapping}`)),
    complete: (summary) => record('complete', summary),
  }
}

/**
 * The summary of importing a file that is, byte for byte and with the same mapping, imported already; undefined
 * when it must be read. A file of which rows lay in the future, or are of people who were suppressed, is read again:
 * they may have come about, or may be taken in now.
 */
export async function unchangedImport(
  project: Project,
  source: EventSourcePlan,
  path: string,
): Promise<FileSummary | undefined> {
  const mapping = mappingHash(source, project.plan)
  const { size } = await stat(path)
  const started = project.clock.now()
  const alike = (await completeImports(project, source.name)).filter(
    ({ fingerprint, summary }) =>
      fingerprint.endsWith(`/${mapping}`) &&
      summary.bytes === size &&
      summary.quarantined['future_time'] === undefined &&
      summary.suppressed === undefined,
  )
  // Only when the size fits is it worth reading the file twice.
  if (alike.length === 0) return undefined
  const bytes = await fileFingerprint(path, project.signal)
  const same = alike.find(({ fingerprint }) => fingerprint === `${bytes}/${mapping}`)
  if (same === undefined) return undefined
  const { stored, alreadyStored } = same.summary
  return {
    ...same.summary,
    file: projectPath(project, path),
    read: false,
    stored: 0,
    replaced: 0,
    alreadyStored: stored + alreadyStored,
    traits: 0,
    seconds: (project.clock.now() - started) / 1000,
  }
}

/** The newest complete import of each file of a source. */
async function completeImports(project: Project, source: string): Promise<readonly CompleteImport[]> {
  const found = await project.warehouse.rows<{ file: string; fingerprint: string; summary: string }>(
    `SELECT file, fingerprint, summary FROM imports
     WHERE source = {source:String} AND state = 'complete' ORDER BY changed_at DESC LIMIT 1 BY file`,
    { parameters: { source } },
  )
  return found.map((row) => ({ ...row, summary: JSON.parse(row.summary) as FileSummary }))
}

function mappingHash(source: EventSourcePlan, plan: Plan): string {
  const mapping = { ...source, path: '' }
  const events = source.events.map((name) => plan.events[name])
  const entity = plan.entities[source.entity]
  return createHash('sha256')
    .update(JSON.stringify([mapping, events, entity]))
    .digest('hex')
    .slice(0, 16)
}

function projectPath({ plan }: Project, path: string): string {
  const within = relative(plan.root, path)
  return within.startsWith('..') ? path : within
}
