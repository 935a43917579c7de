import type { IngestSummary } from '../../events/summary.js'
import type { SourceSummary } from '../../jobs/ingest.js'
import { counted, elapsed, whole } from './figures.js'
import type { Paint } from './paint.js'
import { textTable } from './table.js'

/** What an import came to: a line for each source, and what was set aside. */
export function ingestReport(summaries: readonly SourceSummary[], paint: Paint): string {
  const table = textTable(
    [
      { title: 'Source' },
      { title: 'Files', align: 'right' },
      { title: 'Rows', align: 'right' },
      { title: 'New', align: 'right' },
      { title: 'Known', align: 'right' },
      { title: 'Set aside', align: 'right' },
      { title: 'From' },
      { title: 'To' },
      { title: 'Time', align: 'right' },
    ],
    summaries.map((summary) => sourceRow(summary, paint)),
  )
  const events = summaries.flatMap((summary) => (summary.kind === 'events' ? [summary] : []))
  return [table, ...events.flatMap((summary) => remarks(summary, paint))].join('\n')
}

function sourceRow(summary: SourceSummary, paint: Paint): string[] {
  const { source, rows, stored, seconds } = summary
  if (summary.kind === 'table') {
    const aside = summary.malformed + summary.withoutKey + summary.repeated
    return [source, '1', whole(rows), whole(stored), '', whole(aside), '', '', elapsed(seconds * 1000)]
  }
  const aside = quarantined(summary)
  return [
    source,
    whole(summary.files.length),
    whole(rows),
    whole(stored),
    whole(summary.alreadyStored),
    aside === 0 ? '0' : paint.yellow(whole(aside)),
    day(summary.first),
    day(summary.last),
    elapsed(seconds * 1000),
  ]
}

function remarks(summary: IngestSummary, paint: Paint): string[] {
  const { source, skipped, recoded } = summary
  const notes = Object.entries(summary.quarantined).map(([reason, count]) => `${whole(count)} ${reason}`)
  if (skipped > 0) notes.push(`${whole(skipped)} skipped, as configured`)
  if (recoded > 0) notes.push(`${counted(recoded, 'row')} not in UTF-8, read as Windows-1252`)
  if (notes.length === 0) return []
  const hint = quarantined(summary) > 0 ? paint.dim(`  (foretell quarantine ${source})`) : ''
  return [`  ${source}: ${notes.join(', ')}${hint}`]
}

function quarantined(summary: IngestSummary): number {
  return Object.values(summary.quarantined).reduce((sum, count) => sum + count, 0)
}

function day(time: string | null): string {
  return time === null ? '' : time.slice(0, 10)
}
