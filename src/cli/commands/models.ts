import { listModels, promoteModel } from '../../jobs/models.js'
import { text } from '../option.js'
import { versionTable } from '../report/versions.js'
import { verb } from '../verb.js'

export const models = verb({
  name: 'models',
  summary: 'List model versions, or choose the one that answers',
  description:
    'Versions are never changed. The champion is the one that `predict` and `score` ask; `--promote` moves that ' +
    'title, forth or back. `foretell evaluate` prints the card of one.',
  arguments: { prediction: { about: 'its name in the configuration; default: all', optional: true } },
  options: {
    promote: text('VERSION', 'make this version the champion'),
    reason: text('TEXT', 'why; kept with the promotion'),
  },
  examples: [
    { command: 'models', about: 'every version of every prediction' },
    {
      command: 'models churn --promote churn-20261114-9f8e7d --reason "the new one drifts"',
      about: 'go back to an earlier version',
    },
  ],
  run: async ({ prediction, promote, reason = 'promoted by hand' }, request) => {
    const versions =
      promote === undefined
        ? await listModels(request, prediction)
        : await promoteModel(request, prediction ?? nameIn(promote), promote, reason)
    const json = versions.map(({ card, ...version }) => ({
      ...version,
      prediction: card.prediction,
      evaluation: card.evaluation,
    }))
    return { json, text: (paint) => versionTable(versions, paint) }
  },
})

/** `churn` of `churn-20261114-9f8e7d`. */
function nameIn(version: string): string {
  return version.replace(/-\d{8}-[0-9a-f]+$/, '')
}
