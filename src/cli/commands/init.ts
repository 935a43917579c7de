import { relative } from 'node:path'

import { initialise } from '../../jobs/init.js'
import { text, toggle } from '../option.js'
import { counted, whole } from '../report/figures.js'
import { verb } from '../verb.js'

export const init = verb({
  name: 'init',
  summary: 'Write a commented configuration to start from',
  description:
    'With --from, a data file is looked at first: the columns that hold the id, the time and the event are found, ' +
    'and what happened is declared as it stands in the file. A file without times is taken as a table.',
  arguments: {},
  options: {
    from: text('FILE', 'a CSV, NDJSON or Parquet file to look at'),
    force: toggle('overwrite the configuration that is there'),
  },
  examples: [
    { command: 'init', about: 'foretell.config.ts in this folder' },
    { command: 'init --from data/events.csv', about: 'the same, for the events in that file' },
  ],
  run: async ({ from, force }, request) => {
    const { file, profile } = await initialise(request, { from, force })
    const shown = relative(process.cwd(), file)
    return {
      json: { file, profile },
      text: (paint) => {
        const found =
          profile === undefined
            ? ''
            : `  found ${whole(profile.rows)} rows, ${counted(profile.columns.length, 'column')}` +
              (profile.events.length > 0
                ? `, ${counted(profile.events.length, 'kind of event', 'kinds of events')}`
                : '') +
              '\n'
        return `wrote ${paint.bold(shown)}\n${found}\nNext: read it through, then ${paint.cyan('foretell check')}`
      },
    }
  },
})
