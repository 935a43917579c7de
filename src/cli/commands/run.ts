import { exitCodes } from '../exit-code.js'
import { runReport } from '../report/run.js'
import { trainingDocument } from '../report/training-document.js'
import { verb } from '../verb.js'

export const run = verb({
  name: 'run',
  summary: 'Do it all: import, train, score, and say what came of it',
  description:
    'Imports what is new in the sources, trains every prediction, scores everyone, and writes scores and model cards ' +
    'into the project. May be run again at any time: what is known is not imported twice. A prediction for which ' +
    'there is too little data is passed over, the others are made, and it ends with 3.',
  arguments: {},
  options: {},
  examples: [
    { command: 'run', about: 'the whole main job' },
    { command: 'run --project shop --json', about: 'of another folder, as data' },
  ],
  run: async (_, request) => {
    const { run: runJob } = await import('../../jobs/run.js')
    const summary = await runJob(request)
    const trained = summary.trained.map(({ card, champion, reason }) => ({
      ...trainingDocument(card),
      champion,
      reason,
    }))
    return {
      json: { ...summary, trained },
      text: (paint) => runReport(summary, paint),
      exitCode: summary.refused.length > 0 ? exitCodes.refused.code : exitCodes.ok.code,
    }
  },
})
