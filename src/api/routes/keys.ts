import Type from 'typebox'

import { HOUR } from '../../shared/time.js'
import { viewOf } from '../access/key-view.js'
import { defaultGrace } from '../access/key-store.js'
import { nullable } from '../answers/common.js'
import { Reply, route } from '../route.js'
import { scopes } from '../scope.js'

const properties = {
  id: Type.String({ description: 'its public name; the key itself is told only when it is made or rotated' }),
  name: Type.String({ description: 'what people call it; may be empty' }),
  scope: Type.Enum([...scopes]),
  source: nullable(Type.String({ description: 'what events sent with it are stored under' })),
  revoked: Type.Boolean(),
  createdAt: Type.String({ description: 'ISO 8601' }),
  changedAt: nullable(Type.String({ description: 'when it was last rotated or revoked' })),
  previousUntil: nullable(Type.String({ description: 'until when the secret before the rotation is good' })),
  lastUsedOn: nullable(Type.String({ description: 'a day, such as 2026-11-21' })),
}

const key = Type.Object(properties, { title: 'Key', additionalProperties: false })

const newKey = Type.Object(
  { ...properties, key: Type.String({ description: 'the key itself: keep it, it is not told again' }) },
  { title: 'NewKey', additionalProperties: false },
)

const byId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })

/** Hours that a secret can stay good after a rotation: 90 days. */
const longestGrace = 24 * 90

export const keyRoutes = [
  route({
    operation: 'listKeys',
    method: 'GET',
    path: '/keys',
    tag: 'server',
    summary: 'All keys, without the keys themselves, the oldest first',
    scope: 'admin',
    answers: { 200: Type.Object({ keys: Type.Array(key) }, { additionalProperties: false }) },
    handle: async (_input, { keyStore }) => ({ keys: (await keyStore.list()).map(viewOf) }),
  }),
  route({
    operation: 'createKey',
    method: 'POST',
    path: '/keys',
    tag: 'server',
    summary: 'Make a key',
    description: 'The first key closes a server that was open, so let it be of the scope `admin`.',
    scope: 'admin',
    body: Type.Object(
      {
        scope: Type.Enum([...scopes], {
          description: '`ingest` writes events and nothing else; `read` asks; `admin` may do everything',
        }),
        name: Type.Optional(Type.String({ maxLength: 200, description: 'for people' })),
        source: Type.Optional(
          Type.String({
            pattern: String.raw`^[\w.-]{1,100}$`,
            description: 'what events sent with it are stored under',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { 201: newKey },
    handle: async ({ body }, { keyStore, keys }) => {
      const made = await keyStore.create(body)
      await keys.refresh()
      return new Reply({ ...viewOf(made.key), key: made.secret }, 201)
    },
  }),
  route({
    operation: 'rotateKey',
    method: 'POST',
    path: '/keys/:id/rotate',
    tag: 'server',
    summary: 'Give a key a new secret; the one before stays good for a while',
    scope: 'admin',
    params: byId,
    query: Type.Object({
      graceHours: Type.Integer({
        minimum: 0,
        maximum: longestGrace,
        default: defaultGrace / HOUR,
        description: 'how long the secret before stays good; 0: not at all',
      }),
    }),
    answers: { 200: newKey },
    handle: async ({ params, query }, { keyStore, keys }) => {
      const made = await keyStore.rotate(params.id, query.graceHours * HOUR)
      await keys.refresh()
      return { ...viewOf(made.key), key: made.secret }
    },
  }),
  route({
    operation: 'revokeKey',
    method: 'DELETE',
    path: '/keys/:id',
    tag: 'server',
    summary: 'Make a key good for nothing, for ever',
    description: 'At once in this process, within seconds in all others.',
    scope: 'admin',
    params: byId,
    answers: { 200: key },
    handle: async ({ params }, { keyStore, keys }) => {
      const revoked = await keyStore.revoke(params.id)
      await keys.refresh()
      return viewOf(revoked)
    },
  }),
]
