import Type from 'typebox'

import type { FeatureValues } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'
import { predictionAnswer, predictionAnswerOf } from '../answers/prediction.js'
import { predictionFor } from '../described/prediction-for.js'
import { readQuestion } from '../described/question.js'
import { innerObject } from '../inner-object.js'
import { route } from '../route.js'

const userId = Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Integer()], {
  description: 'an id as it stands in the data',
})

/** Said in a way that is checked in some microseconds: models have hundreds of features. */
const features = Type.Unsafe<FeatureValues>({
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'boolean', 'null'], maxLength: 10_000 },
  maxProperties: 10_000,
  description: 'by name; what is left out or null is not known. GET /models/{prediction}/champion lists them',
})

const explanations = Type.Boolean({ default: true, description: 'whether to say why' })

const version = Type.String({ minLength: 1, maxLength: 200, description: 'default: the champion' })

const named = Type.Object({ prediction: Type.String({ minLength: 1, maxLength: 200 }) })

/** Bytes of a body up to which features are logged as they were sent; white space of longer ones is not kept. */
const mostAsSent = 64 * 1024

export const predictRoutes = [
  route({
    operation: 'predict',
    method: 'POST',
    path: '/predict/:prediction',
    tag: 'predict',
    summary: 'One prediction of one customer, known or described, with reasons',
    description:
      'Of a known customer (`user_id`) features are made of the newest events; of anybody else the features are ' +
      'given. Exactly one of the two is expected. docs/serving.md says what each field means.',
    scope: 'read',
    params: named,
    body: Type.Object(
      {
        user_id: Type.Optional(userId),
        features: Type.Optional(features),
        include_explanations: Type.Optional(explanations),
        version: Type.Optional(version),
      },
      { additionalProperties: false },
    ),
    answers: { 200: predictionAnswer },
    async handle({ params, body, bytes }, { predictor }) {
      const { user_id: about, features: described, include_explanations: explain = true, version } = body
      if (about !== undefined && described === undefined) {
        const id = String(about)
        return predictionAnswerOf(await predictor.predict(params.prediction, id, { explain, version }), id)
      }
      if (described === undefined || about !== undefined) throw eitherOr()
      const served = await predictor.predictFeatures(params.prediction, described, {
        explain,
        version,
        featuresText: bytes.length <= mostAsSent ? innerObject(bytes) : undefined,
      })
      return predictionAnswerOf(served, null)
    },
  }),
  route({
    operation: 'predictDescribed',
    method: 'POST',
    path: '/predict',
    tag: 'predict',
    summary: 'One prediction of somebody who is described by features',
    description:
      'Features stand under `features`, or beside everything else: `{ "pages_visited": 3, "time_spent": 5.5 }`. ' +
      'Which prediction is meant may be left out where the project has one, or one that takes these features. ' +
      'docs/serving.md has the rules.',
    scope: 'read',
    body: Type.Object(
      {
        prediction: Type.Optional(Type.Unknown({ description: 'the name of the prediction' })),
        user_id: Type.Optional(Type.Unknown({ description: 'what you call them; given back' })),
        features: Type.Optional(
          Type.Unknown({ description: 'by name; or leave it out and give them beside it' }),
        ),
        include_explanations: Type.Optional(
          Type.Unknown({ description: 'whether to say why; default true' }),
        ),
        version: Type.Optional(Type.Unknown({ description: 'default: the champion' })),
      },
      { additionalProperties: true, maxProperties: 10_000 },
    ),
    answers: { 200: predictionAnswer },
    async handle({ body }, { predictor, project }) {
      const question = readQuestion(body, project.plan)
      const { explain, version: wanted, id } = question
      const options = { explain, version: wanted }
      const given: FeatureValues | undefined = question.features
      const name = await predictionFor(predictor, question)
      const served =
        given === undefined
          ? await predictor.predict(name, id ?? '', options)
          : await predictor.predictFeatures(name, given, options)
      return predictionAnswerOf(served, id)
    },
  }),
]

function eitherOr(): ForetellError {
  return new ForetellError('REQUEST_INVALID', {
    values: { where: 'body', problem: 'expected either user_id or features' },
  })
}
