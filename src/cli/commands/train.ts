import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Request } from '../../jobs/request.js'
import { ForetellError } from '../../shared/errors.js'
import type { TrainingOutcome } from '../../predictions/train.js'
import { exitCodes } from '../exit-code.js'
import { list, text, wholeNumber } from '../option.js'
import { cardSummary } from '../report/card.js'
import { passedOverSection } from '../report/passed-over.js'
import { tableReport } from '../report/table-report.js'
import { trainingDocument } from '../report/training-document.js'
import { type Answer, verb } from '../verb.js'

export const train = verb({
  name: 'train',
  summary: 'Learn a model, from the events of a project or from any table',
  description:
    'Without --target: trains the predictions of the configuration, measures them on a later time than they learned ' +
    'from, and keeps each as a new version; those for which there is too little data are passed over, and it ends ' +
    'with 3. With --target: learns from one file, with no configuration at all; ' +
    'types are inferred, ids are left out, suspects are warned about, and nothing is kept.',
  arguments: {
    subject: { about: 'a prediction, default: all of them; with --target, a file', optional: true },
  },
  options: {
    target: text('COLUMN', "the column to predict, or a condition such as 'Recency > 90'"),
    id: text('COLUMN', 'the column that names the row; default: found'),
    time: text('COLUMN', 'the column that orders the rows in time: the newest then measure'),
    positive: text('VALUE', 'the value of the target that means yes'),
    exclude: list('COLUMNS', 'columns not to learn from, with commas between them'),
    folds: wholeNumber('NUMBER', 'cross-validate in so many parts instead of holding one out', {
      minimum: 2,
      maximum: 50,
      fallback: undefined,
    }),
  },
  examples: [
    { command: 'train', about: 'every prediction of foretell.config.ts' },
    { command: 'train churn', about: 'one of them' },
    { command: 'train customers.csv --target churned', about: 'a table, without a configuration' },
    {
      command: "train customers.csv --target 'Recency > 90' --exclude Recency --folds 5 --json",
      about: 'a condition as outcome, cross-validated, as data',
    },
  ],
  run: async ({ subject, target, ...options }, request) => {
    if (target !== undefined) {
      if (subject === undefined) throw misused('--target needs the file that has the column')
      const { trainFile } = await import('../../jobs/train-table.js')
      const report = await trainFile(request, subject, { target, ...options })
      return { json: report, text: (paint) => tableReport(report, paint) }
    }
    if (subject !== undefined && existsSync(resolve(request.folder, subject))) {
      throw misused(`learning from the file ${subject} needs --target COLUMN`)
    }
    return subject === undefined ? trainEvery(request) : trainOne(request, subject)
  },
})

async function trainOne(request: Request, name: string): Promise<Answer> {
  const { trainPrediction } = await import('../../jobs/train.js')
  const outcome = await trainPrediction(request, name)
  return { json: documentOf(outcome), text: (paint) => cardSummary(outcome.card, paint) }
}

async function trainEvery(request: Request): Promise<Answer> {
  const { trainPredictions } = await import('../../jobs/train.js')
  const { done, passedOver } = await trainPredictions(request)
  return {
    json: { predictions: done.map(documentOf), refused: passedOver },
    text: (paint) =>
      [
        ...done.map(({ card }) => cardSummary(card, paint)),
        ...passedOverSection('Too little data', passedOver, paint),
      ].join('\n\n\n'),
    exitCode: passedOver.length > 0 ? exitCodes.refused.code : exitCodes.ok.code,
  }
}

function documentOf({ card, champion, reason }: TrainingOutcome): object {
  return { ...trainingDocument(card), champion, reason }
}

function misused(problem: string): ForetellError {
  return new ForetellError('USAGE', { values: { problem, help: 'train ' } })
}
