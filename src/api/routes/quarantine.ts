import Type from 'typebox'

import { countQuarantine, listQuarantine } from '../../events/quarantine.js'
import { quarantineReasons } from '../../events/reasons.js'
import { route } from '../route.js'

const reason = Type.Union(
  quarantineReasons.map((name) => Type.Literal(name)),
  { description: 'see docs/sources.md' },
)

const quarantine = Type.Object(
  {
    counts: Type.Array(
      Type.Object({ source: Type.String(), reason: Type.String(), count: Type.Integer({ minimum: 1 }) }),
      { description: 'all that there are, by source and reason' },
    ),
    rows: Type.Array(
      Type.Object({
        source: Type.String(),
        file: Type.Union([Type.String(), Type.Null()], { description: 'null for a live message' }),
        line: Type.Union([Type.Integer(), Type.Null()], { description: 'from 1; null for a live message' }),
        reason: Type.String(),
        detail: Type.String({ description: 'what was expected and what was found' }),
        record: Type.String({ description: 'the row, or the start of the message as JSON' }),
        receivedAt: Type.String({ description: 'ISO 8601' }),
      }),
    ),
  },
  { additionalProperties: false },
)

export const quarantineRoutes = [
  route({
    operation: 'listQuarantine',
    method: 'GET',
    path: '/quarantine',
    tag: 'events',
    summary: 'Messages and rows of files that could not become events, and why',
    scope: 'admin',
    query: Type.Object({
      source: Type.Optional(Type.String({ description: 'only of this source' })),
      reason: Type.Optional(reason),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'at most so many rows' }),
      ),
    }),
    answers: { 200: quarantine },
    handle: async ({ query, signal }, { project }) => {
      const asked = { ...project, signal }
      const [counts, rows] = await Promise.all([countQuarantine(asked, query), listQuarantine(asked, query)])
      return { counts, rows }
    },
  }),
]
