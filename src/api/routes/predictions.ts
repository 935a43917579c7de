import Type from 'typebox'

import { describePrediction } from '../../config/describe.js'
import { ForetellError } from '../../shared/errors.js'
import { durationText } from '../../shared/time.js'
import { nullable } from '../answers/common.js'
import { route } from '../route.js'
import type { Services } from '../services.js'

const prediction = Type.Object(
  {
    name: Type.String(),
    task: Type.Enum(['classification', 'regression', 'survival']),
    description: Type.String({ description: 'the whole in a sentence' }),
    population: Type.String({ description: 'who is predicted, in words' }),
    outcome: Type.String({ description: 'what is predicted, in words' }),
    entity: nullable(Type.String({ description: 'the kind of entity; null for tables' })),
    source: nullable(Type.String({ description: 'the table; null for events' })),
    horizon: nullable(Type.String({ description: 'such as 30d; null for tables' })),
    champion: nullable(
      Type.Object(
        {
          version: Type.String(),
          created_at: Type.String({ description: 'ISO 8601' }),
          quality: Type.Enum(['Poor', 'Fair', 'Good', 'Excellent']),
        },
        {
          additionalProperties: false,
          description: 'the version that answers; null before the first training',
        },
      ),
    ),
  },
  { additionalProperties: false },
)

export const predictionRoutes = [
  route({
    operation: 'predictions',
    method: 'GET',
    path: '/predictions',
    tag: 'models',
    summary: 'The predictions of the project: who, what, and which version answers',
    scope: 'read',
    answers: { 200: Type.Object({ predictions: Type.Array(prediction) }, { additionalProperties: false }) },
    async handle(_input, services) {
      const { plan } = services.project
      const predictions = await Promise.all(
        Object.values(plan.predictions).map(async (asked) => {
          const { sentence, population, outcome } = describePrediction(asked, plan)
          return {
            name: asked.name,
            task: asked.task,
            description: sentence,
            population,
            outcome,
            entity: asked.kind === 'events' ? asked.entity : null,
            source: asked.kind === 'table' ? asked.source : null,
            horizon: asked.kind === 'events' ? durationText(asked.horizon) : null,
            champion: await championOf(services, asked.name),
          }
        }),
      )
      return { predictions }
    },
  }),
]

async function championOf({ predictor }: Services, name: string): Promise<object | null> {
  try {
    const { card } = await predictor.model(name)
    return { version: card.version, created_at: card.createdAt, quality: card.evaluation.quality }
  } catch (error) {
    if (error instanceof ForetellError && error.code === 'MODEL_MISSING') return null
    throw error
  }
}
