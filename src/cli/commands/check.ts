import { check as checkJob } from '../../jobs/check.js'
import { exitCodes } from '../exit-code.js'
import { checkReport } from '../report/check.js'
import { verb } from '../verb.js'

export const check = verb({
  name: 'check',
  summary: 'Explain the configuration, and count what there is to learn from',
  description:
    'Says in words what each prediction means, and counts at every anchor time who is in the population and what ' +
    'became of them. Where that is too little to learn from, it says so and ends with 3.',
  arguments: {},
  options: {},
  examples: [
    { command: 'check', about: 'before training' },
    { command: 'check --json', about: 'the same as data' },
  ],
  run: async (_, request) => {
    const found = await checkJob(request)
    const refused = found.predictions.some(({ gate }) => gate.state === 'refused')
    return {
      json: found,
      text: (paint) => checkReport(found, paint),
      exitCode: refused ? exitCodes.refused.code : exitCodes.ok.code,
    }
  },
})
