import type { QuarantinedRow } from '../../events/quarantine.js'
import { whole } from './figures.js'
import type { Paint } from './paint.js'

/** How much of a row is shown. */
const LONGEST_RECORD = 120

/** Bad rows by file, each with its line (live messages: its time), the reason, what was expected, and itself. */
export function quarantineReport(
  rows: readonly QuarantinedRow[],
  { reason, limit }: { readonly reason: string | undefined; readonly limit: number },
  paint: Paint,
): string {
  if (rows.length === 0) return `No row is quarantined${reason === undefined ? '' : ` for ${reason}`}.`
  const lines: string[] = []
  let place = ''
  for (const row of rows) {
    const file = row.file ?? 'live messages'
    if (place !== `${row.source} ${file}`)
      lines.push('', `${paint.bold(file)}  ${paint.dim(`source ${row.source}`)}`)
    place = `${row.source} ${file}`
    const where = row.line === null ? row.receivedAt : `line ${String(row.line).padEnd(9)}`
    lines.push(
      `  ${where} ${paint.yellow(row.reason.padEnd(20))} ${row.detail}`,
      paint.dim(`    ${cut(row.record)}`),
    )
  }
  if (rows.length === limit) lines.push('', `The first ${whole(limit)}; --limit shows more.`)
  return lines.join('\n').trimStart()
}

function cut(record: string): string {
  return record.length <= LONGEST_RECORD ? record : `${record.slice(0, LONGEST_RECORD - 1)}…`
}
