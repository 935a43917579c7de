import type { EventSourcePlan } from '../config/plan.js'
import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { filesOf } from '../sources/files.js'
import { dropDeadStaging } from '../sources/staging-table.js'
import { ingestFile } from './ingest-file.js'
import { mergeParts } from './merge.js'
import { moveMerged } from './people/move-merged.js'
import { present } from './people/moved.js'
import { type FileSummary, type IngestSummary, totalCounts } from './summary.js'

/**
 * Imports the events of a source: all files of its path, in the order of their names. Good rows are stored once,
 * however often and under whatever name the file is imported; bad rows are quarantined with file, line and
 * reason, and take no good one with them.
 * @throws ForetellError `FILE_NOT_FOUND`, `FILE_EMPTY`, `FILE_DAMAGED`, `COLUMN_NEEDED`, `COLUMN_NOT_FOUND`,
 *   `TIME_AMBIGUOUS`, `FILE_MOSTLY_BAD` (nothing of that file is stored; files before it are), `CANCELLED`
 */
export async function ingestSource(project: Project, source: EventSourcePlan): Promise<IngestSummary> {
  await dropDeadStaging(project)
  const paths = await filesOf(source.path)
  const files: FileSummary[] = []
  try {
    for (const path of paths) {
      const summary = await ingestOne(project, source, path, paths.length)
      if (summary !== undefined) files.push(summary)
    }
    if (files.some(({ stored, traits }) => stored + traits > 0)) await moveMerged(project, source.entity)
    if (files.some(({ stored }) => stored > 0)) await mergeParts(project, 'events')
  } catch (error) {
    if (project.signal?.aborted === true && !(error instanceof ForetellError))
      throw new ForetellError('CANCELLED', { values: { what: `importing ${source.name}` }, cause: error })
    throw error
  }
  return {
    source: source.name,
    files,
    ...totalCounts(files),
    entities: await countEntities(project, source),
  }
}

/** Among several files, one that is empty (a day without events) is told and passed over. */
async function ingestOne(
  project: Project,
  source: EventSourcePlan,
  path: string,
  files: number,
): Promise<FileSummary | undefined> {
  try {
    return await ingestFile(project, source, path)
  } catch (error) {
    const empty = error instanceof ForetellError && error.code === 'FILE_EMPTY'
    if (!empty || files === 1) throw error
    project.observer.warn(error.message)
    return undefined
  }
}

async function countEntities(project: Project, source: EventSourcePlan): Promise<number> {
  const [{ entities }] = await project.warehouse.rows<{ entities: number }>(
    `SELECT uniqExact(entity_id) AS entities FROM events WHERE source = {source:String} AND ${present}`,
    { parameters: { source: source.name } },
  )
  return entities
}
