import { modelCard } from '../../jobs/models.js'
import { text } from '../option.js'
import { cardReport } from '../report/card.js'
import { verb } from '../verb.js'

export const evaluate = verb({
  name: 'evaluate',
  summary: 'Show how good a model is on rows it never saw',
  description:
    'Prints the model card: quality with 95 % intervals, simpler answers beside it, calibration, gain, the ' +
    'threshold by profit, drivers, alarms and limits. Everything was measured when the model was trained.',
  arguments: { prediction: { about: 'its name in the configuration' } },
  options: { version: text('VERSION', 'which model; default: the champion') },
  examples: [
    { command: 'evaluate churn', about: 'the champion' },
    { command: 'evaluate churn --version churn-20261121-1a2b3c --json', about: 'another version, as data' },
  ],
  run: async ({ prediction, version }, request) => {
    const card = await modelCard(request, prediction, version)
    return { json: card, text: (paint) => cardReport(card, paint) }
  },
})
