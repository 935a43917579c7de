import { quarantineReasons } from '../../events/reasons.js'
import { quarantinedRows } from '../../jobs/quarantine.js'
import { choice, wholeNumber } from '../option.js'
import { quarantineReport } from '../report/quarantine.js'
import { verb } from '../verb.js'

export const quarantine = verb({
  name: 'quarantine',
  summary: 'List the rows that could not be imported, and why',
  arguments: { source: { about: 'its name in the configuration; default: all', optional: true } },
  options: {
    reason: choice('only rows with this reason; docs/sources.md lists them', quarantineReasons, 'REASON'),
    limit: wholeNumber('NUMBER', 'at most so many rows', { minimum: 1, maximum: 1_000_000, fallback: 50 }),
  },
  examples: [
    { command: 'quarantine', about: 'the first 50, by source, file and line' },
    { command: 'quarantine product --limit 1000 --json', about: 'of one source, as data' },
  ],
  run: async (query, request) => {
    const rows = await quarantinedRows(request, query)
    return { json: rows, text: (paint) => quarantineReport(rows, query, paint) }
  },
})
