/**
 * What an import of one file, or of all files of a source, came to. Every row is counted once:
 * `rows = stored + alreadyStored + skipped + all of quarantined`.
 */
export interface IngestCounts {
  /** Rows of the file, those that cannot be read among them; blank lines and the header are none. */
  readonly rows: number
  /** New events, and those that a changed mapping reads anew. */
  readonly stored: number
  /** How many of `stored` took the place of what another mapping had made of the same row. */
  readonly replaced: number
  /** Rows that an earlier import has stored. */
  readonly alreadyStored: number
  /** Left out by the source's `skip`, and those of people who are suppressed. */
  readonly skipped: number
  /** Rows that could not be stored, by reason; see docs/sources.md. */
  readonly quarantined: Readonly<Record<string, number>>
  /** Good rows by event, those already stored among them. */
  readonly events: Readonly<Record<string, number>>
  /** Times of the first and last good row, ISO 8601; null without good rows. */
  readonly first: string | null
  readonly last: string | null
  /** New values of traits. */
  readonly traits: number
  /** Rows with bytes that are not UTF-8, read as Windows-1252. */
  readonly recoded: number
  /** Size of the files on disk. */
  readonly bytes: number
  readonly seconds: number
}

export interface FileSummary extends IngestCounts {
  /** Relative to the project where it lies within. */
  readonly file: string
  /** False: this very file had been imported with this very mapping before, and was not read again. */
  readonly read: boolean
  /** How many of `skipped` are of people who are suppressed; left out where there are none. */
  readonly suppressed?: number
}

export interface IngestSummary extends IngestCounts {
  readonly source: string
  readonly files: readonly FileSummary[]
  /** Different entities with events of this source in the store. */
  readonly entities: number
}

/** Counts of several files as one. */
export function totalCounts(files: readonly IngestCounts[]): IngestCounts {
  const sum = (of: (counts: IngestCounts) => number): number =>
    files.reduce((total, file) => total + of(file), 0)
  const times = (of: (counts: IngestCounts) => string | null): string[] =>
    files.flatMap((file) => of(file) ?? []).sort()
  return {
    rows: sum(({ rows }) => rows),
    stored: sum(({ stored }) => stored),
    replaced: sum(({ replaced }) => replaced),
    alreadyStored: sum(({ alreadyStored }) => alreadyStored),
    skipped: sum(({ skipped }) => skipped),
    quarantined: sumByName(files.map(({ quarantined }) => quarantined)),
    events: sumByName(files.map(({ events }) => events)),
    first: times(({ first }) => first).at(0) ?? null,
    last: times(({ last }) => last).at(-1) ?? null,
    traits: sum(({ traits }) => traits),
    recoded: sum(({ recoded }) => recoded),
    bytes: sum(({ bytes }) => bytes),
    seconds: sum(({ seconds }) => seconds),
  }
}

function sumByName(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count
  return total
}
