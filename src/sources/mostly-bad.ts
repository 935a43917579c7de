import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { malformedRecords, type Staging } from './stage.js'

/** A row that cannot be used, as it is shown. */
export interface BadExample {
  readonly line: number
  readonly reason: string
  readonly detail: string
  readonly record: string
}

/** Rows that cannot be used for what they hold, beside those that are malformed. */
export interface BadRows {
  readonly bad: number
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[]
  readonly examples?: readonly BadExample[]
}

/** Above this share of bad rows the file is not what the configuration says it is. */
const mostlyBad = 0.5

/** A file of fewer rows is not judged by its share. */
const fewestRows = 5

const shownReasons = 3
const shownExamples = 3
const shownOfRecord = 160

/**
 * Refuses a file of which most rows cannot be used: the mapping, the delimiter or the file is wrong, and what
 * could be stored of it would mislead.
 * @throws ForetellError `FILE_MOSTLY_BAD` with the most frequent reasons and the first examples
 */
export async function refuseMostlyBad(project: Project, staging: Staging, rows: BadRows): Promise<void> {
  const bad = staging.malformed + rows.bad
  if (staging.records < fewestRows ? bad < staging.records : bad <= mostlyBad * staging.records) return
  if (bad === 0) return
  const malformed = await malformedRecords(project, staging, shownExamples)
  const reasons = [
    ...rows.reasons,
    ...(staging.malformed === 0
      ? []
      : [{ reason: malformed[0]?.reason ?? 'malformed', rows: staging.malformed }]),
  ].sort((left, right) => right.rows - left.rows)
  const examples = [...(rows.examples ?? []), ...malformed]
    .sort((left, right) => left.line - right.line)
    .slice(0, shownExamples)
  throw new ForetellError('FILE_MOSTLY_BAD', {
    values: {
      rows: staging.records,
      bad,
      reasons: reasons
        .slice(0, shownReasons)
        .map(({ reason, rows: count }) => `${reason} ${count}`)
        .join(', '),
      examples: examples
        .map(({ line, detail, record }) => `\n  line ${line}: ${detail}: ${record.slice(0, shownOfRecord)}`)
        .join(''),
    },
    at: { file: staging.file },
  })
}
