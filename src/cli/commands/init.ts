import { initialise } from '../../jobs/init.js'
import { list, toggle } from '../option.js'
import { counted } from '../report/figures.js'
import { verb } from '../verb.js'

export const init = verb({
  name: 'init',
  summary: 'Write a commented configuration to start from',
  description:
    'With --from, data files are looked at first: the columns that hold the id, the time and the event are found, ' +
    'and what happened is declared as it stands in the files. A file without times is taken as a table.',
  arguments: {},
  options: {
    from: list('FILES', 'CSV or NDJSON files to look at, with commas between them'),
    yaml: toggle('write YAML instead of TypeScript'),
    force: toggle('overwrite the configuration that is there'),
  },
  examples: [
    { command: 'init', about: 'an example to fill in, as foretell.config.ts' },
    { command: 'init --from data/events.csv', about: 'one that works on that file at once' },
    { command: 'init --from customers.csv --yaml', about: 'for a table, without TypeScript' },
  ],
  run: async ({ from, yaml, force }, request) => {
    const written = await initialise(request, { from, force, form: yaml ? 'yaml' : 'typescript' })
    return {
      json: written,
      text: (paint) =>
        [
          `wrote ${paint.bold(written.file)}`,
          ...written.files.map(
            ({ path, rows, columns }) =>
              `  ${path}: looked at ${counted(rows, 'row')} of ${counted(columns, 'column')}`,
          ),
          '',
          `Next: read it through, then ${paint.cyan('foretell check')}`,
        ].join('\n'),
    }
  },
})
