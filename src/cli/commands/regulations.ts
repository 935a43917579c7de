import { regulationsOf } from '../../jobs/forget.js'
import { wholeNumber } from '../option.js'
import { regulationsReport } from '../report/regulation.js'
import { verb } from '../verb.js'

export const regulations = verb({
  name: 'regulations',
  summary: 'List the orders to suppress or delete people, and what they came to',
  arguments: {},
  options: {
    limit: wholeNumber('NUMBER', 'at most so many, the newest first', {
      minimum: 1,
      maximum: 100_000,
      fallback: 50,
    }),
  },
  examples: [{ command: 'regulations --json', about: 'with rows, files and models of each' }],
  run: async ({ limit }, request) => {
    const found = await regulationsOf(request, limit)
    return { json: found, text: (paint) => regulationsReport(found, paint) }
  },
})
