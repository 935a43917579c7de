import { ForetellError } from '../../shared/errors.js'
import { exitCodes } from '../exit-code.js'
import { fileName, text, wholeNumber } from '../option.js'
import { passedOverSection } from '../report/passed-over.js'
import { scoreReport } from '../report/score.js'
import { verb } from '../verb.js'

export const score = verb({
  name: 'score',
  summary: 'Score everyone in the population now',
  description:
    'Writes probability or value, percentile, level, interval, expected date and reasons of everyone to the warehouse ' +
    'and to a file, and prints the highest.',
  arguments: { prediction: { about: 'its name in the configuration; default: all', optional: true } },
  options: {
    out: fileName(['.csv', '.parquet'], 'a .csv or .parquet file; default: scores/NAME.csv in the project'),
    version: text('VERSION', 'which model; default: the champion'),
    top: wholeNumber('NUMBER', 'print so many of the highest', { minimum: 0, maximum: 1000, fallback: 10 }),
  },
  examples: [
    { command: 'score', about: 'every prediction' },
    { command: 'score churn --out churn.parquet', about: 'one, as Parquet' },
    { command: 'score churn --top 50 --json', about: 'the fifty highest, as data' },
  ],
  run: async ({ prediction, out, version, top }, request) => {
    for (const [flag, given] of Object.entries({ out, version })) {
      if (given === undefined || prediction !== undefined) continue
      throw new ForetellError('USAGE', {
        values: { problem: `--${flag} needs the name of one prediction`, help: 'score ' },
      })
    }
    const { scorePrediction, scorePredictions } = await import('../../jobs/score.js')
    if (prediction !== undefined) {
      const scored = await scorePrediction(request, prediction, { out, version, top })
      return { json: scored, text: (paint) => scoreReport(scored, paint) }
    }
    const { done, passedOver } = await scorePredictions(request, top)
    return {
      json: { predictions: done, notScored: passedOver },
      text: (paint) =>
        [
          ...done.map((each) => scoreReport(each, paint)),
          ...passedOverSection('Not scored', passedOver, paint),
        ].join('\n\n\n'),
      exitCode: done.length === 0 ? exitCodes.failure.code : exitCodes.ok.code,
    }
  },
})
