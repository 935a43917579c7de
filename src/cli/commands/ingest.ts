import { ingest as ingestJob } from '../../jobs/ingest.js'
import { ingestReport } from '../report/ingest.js'
import { verb } from '../verb.js'

export const ingest = verb({
  name: 'ingest',
  summary: 'Import the data of the sources',
  description:
    'Good rows are stored once, however often a file is imported. Bad rows are set aside with file, line and reason, ' +
    'counted here and listed by `foretell quarantine`; they take no good row with them.',
  arguments: { source: { about: 'its name in the configuration; default: all', optional: true } },
  options: {},
  examples: [
    { command: 'ingest', about: 'all sources' },
    { command: 'ingest product --json', about: 'one of them, with the counts as data' },
  ],
  run: async ({ source }, request) => {
    const summaries = await ingestJob(request, source)
    return { json: { sources: summaries }, text: (paint) => ingestReport(summaries, paint) }
  },
})
