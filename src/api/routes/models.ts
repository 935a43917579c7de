import Type from 'typebox'

import { cardMarkdown } from '../../predictions/card-markdown.js'
import { predictionNamed } from '../../predictions/prediction-named.js'
import { listVersions, promote, type VersionSummary } from '../../predictions/registry.js'
import type { LiveModel } from '../../predictions/serving/predictor.js'
import {
  explanationsAnswer,
  explanationsAnswerOf,
  modelAnswer,
  modelAnswerOf,
  versionAnswer,
  versionAnswerOf,
} from '../answers/model.js'
import { Reply, route } from '../route.js'
import type { Services } from '../services.js'

const name = Type.String({ minLength: 1, maxLength: 200 })
const ofPrediction = Type.Object({ prediction: name })
const ofVersion = Type.Object({
  prediction: name,
  version: Type.String({ minLength: 1, maxLength: 200, description: 'or `champion`' }),
})

const versions = Type.Object({ models: Type.Array(versionAnswer) }, { additionalProperties: false })

export const modelRoutes = [
  route({
    operation: 'models',
    method: 'GET',
    path: '/models',
    tag: 'models',
    summary: 'Every version of every prediction, the newest of each first',
    scope: 'read',
    answers: { 200: versions },
    async handle(_input, { project }) {
      const found = await Promise.all(
        Object.keys(project.plan.predictions).map((prediction) => listVersions(project, prediction)),
      )
      return { models: found.flat().map(versionAnswerOf) }
    },
  }),
  route({
    operation: 'modelVersions',
    method: 'GET',
    path: '/models/:prediction',
    tag: 'models',
    summary: 'The versions of a prediction, the newest first',
    scope: 'read',
    params: ofPrediction,
    answers: { 200: versions },
    handle: async ({ params }, services) => ({
      models: (await versionsOf(services, params.prediction)).map(versionAnswerOf),
    }),
  }),
  route({
    operation: 'model',
    method: 'GET',
    path: '/models/:prediction/:version',
    tag: 'models',
    summary: 'What a version is: its data, its features with their kinds, its metrics',
    scope: 'read',
    params: ofVersion,
    answers: { 200: modelAnswer },
    async handle({ params }, services) {
      const model = await modelOf(services, params)
      const champion = await services.predictor.model(params.prediction).catch(() => undefined)
      return modelAnswerOf(model, champion?.card.version === model.card.version)
    },
  }),
  route({
    operation: 'modelCard',
    method: 'GET',
    path: '/models/:prediction/:version/card',
    tag: 'models',
    summary: 'The card of a version: all that is known of it',
    description:
      'As JSON, the document that `foretell evaluate --json` prints; as Markdown with `?format=markdown` or ' +
      '`Accept: text/markdown`.',
    scope: 'read',
    params: ofVersion,
    query: Type.Object(
      { format: Type.Optional(Type.Enum(['json', 'markdown'])) },
      { additionalProperties: false },
    ),
    produces: ['application/json', 'text/markdown'],
    answers: {
      200: Type.Object({
        format: Type.Literal('foretell-card'),
        formatVersion: Type.Literal(1),
        version: Type.String(),
        prediction: Type.String(),
      }),
    },
    async handle({ params, query, headers }, services) {
      const { card } = await modelOf(services, params)
      const markdown =
        query.format === 'markdown' || (query.format === undefined && wantsMarkdown(headers.accept))
      return markdown
        ? new Reply(cardMarkdown(card), 200, { 'content-type': 'text/markdown; charset=utf-8' })
        : card
    },
  }),
  route({
    operation: 'modelExplanations',
    method: 'GET',
    path: '/models/:prediction/:version/explanations',
    tag: 'models',
    summary: 'What drives a version on the whole: importance of features, and where their effects turn',
    scope: 'read',
    params: ofVersion,
    answers: { 200: explanationsAnswer },
    handle: async ({ params }, services) => explanationsAnswerOf(await modelOf(services, params)),
  }),
  route({
    operation: 'promote',
    method: 'POST',
    path: '/models/:prediction/champion',
    tag: 'models',
    summary: 'Make a version the champion: the one that answers',
    description:
      'The next request is answered by it; other servers of the project take it over within a few seconds. No ' +
      'version is changed, so the way back is the same.',
    scope: 'admin',
    params: ofPrediction,
    body: Type.Object(
      {
        version: Type.String({ minLength: 1, maxLength: 200 }),
        reason: Type.String({ minLength: 1, maxLength: 1000, description: 'why; kept with the promotion' }),
      },
      { additionalProperties: false },
    ),
    answers: { 200: versions },
    async handle({ params, body }, services) {
      const { project, predictor } = services
      const { name: prediction } = predictionNamed(project.plan, params.prediction)
      await promote(project, prediction, body.version, body.reason)
      await predictor.refresh()
      return { models: (await versionsOf(services, prediction)).map(versionAnswerOf) }
    },
  }),
]

function versionsOf({ project }: Services, prediction: string): Promise<VersionSummary[]> {
  return listVersions(project, predictionNamed(project.plan, prediction).name)
}

function modelOf(
  { predictor }: Services,
  { prediction, version }: { readonly prediction: string; readonly version: string },
): Promise<LiveModel> {
  return version === 'champion' ? predictor.model(prediction) : predictor.model(prediction, version)
}

function wantsMarkdown(accept: string | undefined): boolean {
  return accept?.includes('text/markdown') === true
}
