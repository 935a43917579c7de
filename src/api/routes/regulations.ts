import Type, { type Static } from 'typebox'

import { findRegulation, listRegulations } from '../../events/people/regulation-store.js'
import {
  mostSubjects,
  type Regulation,
  regulationStatuses,
  regulationTypes,
} from '../../events/people/regulation.js'
import { listSuppressions } from '../../events/people/suppress.js'
import { liveEntities } from '../../events/live/entities.js'
import { championVersion } from '../../predictions/registry.js'
import { ForetellError } from '../../shared/errors.js'
import type { Project } from '../../warehouse/project.js'
import { nullable } from '../answers/common.js'
import { Reply, route } from '../route.js'

const time = Type.String({ description: 'ISO 8601' })
const count = Type.Integer({ minimum: 0 })
const id = Type.String({ minLength: 1, maxLength: 1000 })
const entity = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'the kind of entity that the ids name; default: the one that live events are about',
})

const regulation = Type.Object(
  {
    id: Type.String(),
    regulationType: Type.Enum([...regulationTypes]),
    subjectType: Type.Literal('USER_ID'),
    entity: Type.String(),
    subjects: Type.Integer({ minimum: 0, description: 'how many ids were named; they are not kept' }),
    status: Type.Enum([...regulationStatuses]),
    createdAt: time,
    finishedAt: nullable(time),
    removed: Type.Record(Type.String(), count, { description: 'rows removed, by table' }),
    files: Type.Array(
      Type.Object(
        { file: Type.String(), state: Type.Enum(['pending', 'rewritten', 'gone', 'changed']) },
        { additionalProperties: false },
      ),
      { description: 'exports in which they stood; one that is `changed` was left alone' },
    ),
    verifiedAt: nullable(Type.String({ description: 'when no table had a row of theirs any more' })),
    erasedAt: nullable(Type.String({ description: 'when they were gone from the disk of the warehouse' })),
    models: Type.Array(
      Type.Object(
        {
          prediction: Type.String(),
          version: Type.String(),
          createdAt: time,
          champion: Type.Boolean({ description: 'whether it still answers' }),
        },
        { additionalProperties: false },
      ),
      { description: 'versions that may have learned from them' },
    ),
    retrainBy: nullable(Type.String({ description: 'by when these should be followed by others' })),
    error: nullable(Type.String()),
  },
  { additionalProperties: false },
)

const order = Type.Object(
  {
    regulationType: Type.Enum([...regulationTypes]),
    subjectType: Type.Literal('USER_ID'),
    subjectIds: Type.Array(id, { minItems: 1, maxItems: mostSubjects }),
    entity: Type.Optional(entity),
  },
  { additionalProperties: false },
)

type Answer = Static<typeof regulation>

async function answerOf(project: Project, found: Regulation): Promise<Answer> {
  const champions = new Map<string, string | undefined>()
  for (const { prediction } of found.models ?? [])
    if (!champions.has(prediction)) champions.set(prediction, await championVersion(project, prediction))
  return {
    id: found.id,
    regulationType: found.type,
    subjectType: 'USER_ID',
    entity: found.entity,
    subjects: found.subjects,
    status: found.status,
    createdAt: found.createdAt,
    finishedAt: found.finishedAt,
    removed: { ...found.removed },
    files: found.files.map((file) => ({ ...file })),
    verifiedAt: found.verifiedAt,
    erasedAt: found.erasedAt,
    models: (found.models ?? []).map((model) => ({
      ...model,
      champion: champions.get(model.prediction) === model.version,
    })),
    retrainBy: found.retrainBy,
    error: found.error,
  }
}

export const regulationRoutes = [
  route({
    operation: 'createRegulation',
    method: 'POST',
    path: '/regulations',
    tag: 'regulations',
    summary: 'Suppress or delete people',
    description:
      'As Segment: `SUPPRESS` takes nothing in of them any more, `UNSUPPRESS` takes that back, `DELETE_ONLY` removes ' +
      'what is stored, `SUPPRESS_WITH_DELETE` does both. It is carried out afterwards; docs/people.md says what is ' +
      'removed and what remains.',
    scope: 'admin',
    body: order,
    // 5,000 ids of 1,000 characters.
    bodyLimit: 21 * 1024 * 1024,
    answers: { 202: Type.Object({ regulation }, { additionalProperties: false }) },
    async handle({ body, caller }, { project, regulations }) {
      const ids = body.subjectIds.map((subject) => subject.trim())
      if (ids.includes(''))
        throw new ForetellError('REQUEST_INVALID', {
          values: { where: 'body/subjectIds', problem: 'expected ids that are not empty' },
        })
      const { regulationType: type } = body
      const ordered = await regulations.order({ type, entity: body.entity, ids, owner: caller.key })
      return new Reply({ regulation: await answerOf(project, ordered) }, 202, {
        location: `/regulations/${ordered.id}`,
      })
    },
  }),
  route({
    operation: 'getRegulation',
    method: 'GET',
    path: '/regulations/:id',
    tag: 'regulations',
    summary: 'How far an order is, and what it came to',
    scope: 'admin',
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) }),
    answers: { 200: Type.Object({ regulation }, { additionalProperties: false }) },
    async handle({ params }, { project }) {
      const found = await findRegulation(project, params.id)
      if (found === undefined) throw new ForetellError('REGULATION_UNKNOWN', { values: { id: params.id } })
      return { regulation: await answerOf(project, found) }
    },
  }),
  route({
    operation: 'listRegulations',
    method: 'GET',
    path: '/regulations',
    tag: 'regulations',
    summary: 'Orders about people, the newest first',
    scope: 'admin',
    query: Type.Object(
      {
        status: Type.Optional(Type.Enum([...regulationStatuses])),
        limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      },
      { additionalProperties: false },
    ),
    answers: { 200: Type.Object({ regulations: Type.Array(regulation) }, { additionalProperties: false }) },
    async handle({ query }, { project }) {
      const found = await listRegulations(project, query)
      return { regulations: await Promise.all(found.map((each) => answerOf(project, each))) }
    },
  }),
  route({
    operation: 'listSuppressions',
    method: 'GET',
    path: '/suppressions',
    tag: 'regulations',
    summary: 'Who is refused, the newest first; or whether one is',
    description:
      'Ids are not kept, only salted hashes of them: one who knows an id can ask whether it is refused (`id`).',
    scope: 'admin',
    query: Type.Object(
      {
        entity: Type.Optional(entity),
        id: Type.Optional(id),
        limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 100 }),
      },
      { additionalProperties: false },
    ),
    answers: {
      200: Type.Object(
        {
          total: count,
          suppressions: Type.Array(
            Type.Object(
              {
                entity: Type.String(),
                person: Type.String({ description: 'hash of the id' }),
                regulationId: Type.String(),
                suppressedAt: time,
              },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    },
    handle: ({ query }, { project }) =>
      listSuppressions(
        project,
        query.id === undefined
          ? query
          : { ...query, entity: query.entity ?? liveEntities(project.plan).person },
      ),
  }),
]
