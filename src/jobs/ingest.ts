import type { SourcePlan } from '../config/plan.js'
import { ingestSource } from '../events/ingest.js'
import type { IngestSummary } from '../events/summary.js'
import { ingestTable, type TableIngestSummary } from '../events/tables.js'
import { nearestNames } from '../predictions/nearest-names.js'
import { ForetellError } from '../shared/errors.js'
import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { withProject } from './open.js'
import type { WholeHandler } from './queue/handler.js'
import type { Request } from './request.js'

export type SourceSummary =
  ({ readonly kind: 'events' } & IngestSummary) | ({ readonly kind: 'table' } & TableIngestSummary)

/**
 * Imports the sources of the configuration, or the one that is named.
 * @throws ForetellError `SOURCE_UNKNOWN`, and what the imports throw
 */
export function ingest(request: Request, name: string | undefined): Promise<SourceSummary[]> {
  return withProject(request, (project) => ingestSources(project, sourcesNamed(project, name)))
}

/** Imports sources one after the other, each as a step. */
export async function ingestSources(
  project: Project,
  sources: readonly SourcePlan[],
): Promise<SourceSummary[]> {
  const summaries: SourceSummary[] = []
  for (const source of sources) {
    summaries.push(
      await observed(
        project.observer,
        `Importing ${source.name}`,
        (step) => importOne({ ...project, observer: step }, source),
        (summary) => `${summary.rows.toLocaleString('en-US')} rows`,
      ),
    )
  }
  return summaries
}

async function importOne(project: Project, source: SourcePlan): Promise<SourceSummary> {
  return source.kind === 'events'
    ? { kind: 'events', ...(await ingestSource(project, source)) }
    : { kind: 'table', ...(await ingestTable(project, source)) }
}

function sourcesNamed({ plan }: Project, name: string | undefined): readonly SourcePlan[] {
  return name === undefined ? plan.sources : [sourceNamed({ plan }, name)]
}

/**
 * The source of that name.
 * @throws ForetellError `SOURCE_UNKNOWN`
 */
export function sourceNamed({ plan }: Pick<Project, 'plan'>, name: string): SourcePlan {
  const found = plan.sources.find((source) => source.name === name)
  if (found !== undefined) return found
  const nearest = nearestNames(
    name,
    plan.sources.map((source) => source.name),
  )
  throw new ForetellError('SOURCE_UNKNOWN', { values: { name, nearest } })
}

/** The same as a job of a source, or of all of them. */
export const ingesting: WholeHandler = {
  async run({ project, job }) {
    const { source } = job.input
    const wanted = sourcesNamed(project, typeof source === 'string' ? source : undefined)
    const summaries = await ingestSources(project, wanted)
    return { sources: summaries.map(({ kind, source: name, rows }) => ({ kind, source: name, rows })) }
  },
}
