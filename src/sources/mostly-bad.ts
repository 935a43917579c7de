import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { malformedByReason, malformedRecords, type Staging } from './staging.js'

/** A row that cannot be used, as it is shown. */
export interface BadExample {
  readonly line: number
  readonly reason: string
  readonly detail: string
  readonly record: string
}

/** What was found of the rows that could be read. */
export interface JudgedRows {
  /** Rows that cannot be used for what they hold, by reason. */
  readonly bad: Readonly<Record<string, number>>
  /** Rows that were left out before anyone judged them. */
  readonly aside: number
  /** The first bad rows; asked for only when they are to be shown. */
  examples(limit: number): Promise<readonly BadExample[]>
}

/** Nothing of what the rows hold can be wrong. */
export const anythingGoes: JudgedRows = { bad: {}, aside: 0, examples: () => Promise.resolve([]) }

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
export async function refuseMostlyBad(project: Project, staging: Staging, rows: JudgedRows): Promise<void> {
  const bad = staging.malformed + sum(Object.values(rows.bad))
  const considered = staging.records - rows.aside
  const refused = considered < fewestRows ? bad === considered : bad > mostlyBad * considered
  if (bad === 0 || !refused) return
  const reasons = Object.entries({ ...(await malformedByReason(project, staging)), ...rows.bad })
  const examples = [
    ...(await rows.examples(shownExamples)),
    ...(await malformedRecords(project, staging, shownExamples)),
  ]
  throw new ForetellError('FILE_MOSTLY_BAD', {
    values: {
      rows: considered,
      bad,
      reasons: reasons
        .sort(([, left], [, right]) => right - left)
        .slice(0, shownReasons)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(', '),
      examples: examples
        .sort((left, right) => left.line - right.line)
        .slice(0, shownExamples)
        .map(({ line, detail, record }) => `\n  line ${line}: ${detail}: ${record.slice(0, shownOfRecord)}`)
        .join(''),
    },
    at: { file: staging.file },
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
