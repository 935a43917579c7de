import { ForetellError } from '../../shared/errors.js'
import { text, toggle } from '../option.js'
import { predictionReport } from '../report/prediction.js'
import { verb } from '../verb.js'

export const predict = verb({
  name: 'predict',
  summary: 'Say what a model expects of one customer, and why',
  description:
    'Computes the features of one customer from the newest events, by the same statement as in training, and prints ' +
    'the probability or value, where it stands among all, and the reasons.',
  arguments: { prediction: { about: 'its name in the configuration' } },
  options: {
    id: text('ID', 'the customer, as in the data'),
    random: toggle('someone drawn from the population; another one with another --seed'),
    version: text('VERSION', 'which model; default: the champion'),
  },
  examples: [
    { command: 'predict churn --id 17850', about: 'one customer' },
    { command: 'predict churn --random --seed 3', about: 'someone' },
    { command: 'predict churn --id 17850 --json', about: 'as data' },
  ],
  run: async ({ prediction, id, random, version }, request) => {
    if ((id === undefined) !== random) {
      throw new ForetellError('USAGE', {
        values: { problem: 'predict needs one of --id ID and --random', help: 'predict ' },
      })
    }
    const { predictCustomer } = await import('../../jobs/predict.js')
    const answer = await predictCustomer(request, { prediction, id, version })
    return { json: answer, text: (paint) => predictionReport(answer, paint) }
  },
})
