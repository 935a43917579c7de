import { durationWords } from '../words.js'
import type { Draft, SourceDraft } from './draft.js'

/** What the comments of a written configuration say, in both of its forms. */
export const comments = {
  header: [
    'What Foretell predicts, and from what. docs/configuration.md names every key.',
    '`foretell check` explains this file; `foretell run` imports, trains and scores.',
  ],
  events: ['What happens: each event type, as it is called in the data, with its properties.'],
  activity: ['Any of them counts as being active.'],
  source: (source: SourceDraft, { example }: Draft): readonly string[] =>
    example
      ? ['Where it is written down. Put the name of your file and of its columns here.']
      : source.kind === 'events'
        ? [
            'Where it is written down. Types are as the beginning of the file has them: correct what is not so.',
          ]
        : ['One row for each customer.'],
  timeFormat: ['Days and months: change to monthFirst where 03/04 is March 4th.'],
  timeZone: ['The zone of times that name none; UTC unless you say so.'],
  churn: (horizon: string): readonly string[] => [
    `Who was active in the last ${durationWords(horizon)} and will not be in the next ${durationWords(horizon)}?`,
  ],
  churnFeature: ['Your own features stand beside the automatic ones.'],
  levels: ['From which probability on a risk is called medium, high and critical.'],
  value: (horizon: string): readonly string[] => [
    `What will those who buy be worth in the next ${durationWords(horizon)}?`,
  ],
  label: ['What is to be predicted: a column, or a condition on one.'],
  noLabel: ['Name the column to predict:'],
} as const
