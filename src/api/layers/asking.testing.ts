import Type from 'typebox'

import { type AnyRoute, route, type RouteInput } from '../route.js'

/** What is said when somebody is asked about; `fail` has the handler fail. */
const body = Type.Object({ mail: Type.Optional(Type.String()), fail: Type.Optional(Type.Boolean()) })
const params = Type.Object({ id: Type.String() })

export type Asked = RouteInput<Type.Static<typeof params>, unknown, Type.Static<typeof body>>

/** A route about a person, as layers meet most. */
export function askRoute(handle: (asked: Asked) => Promise<unknown>): AnyRoute {
  return route({
    operation: 'ask',
    method: 'POST',
    path: '/predict/:id',
    tag: 'predict',
    summary: '',
    scope: 'read',
    params,
    body,
    answers: {},
    handle,
  })
}

/** A route that nobody wants to read of. */
export function quietRoute(
  path: string,
  handle: () => Promise<unknown> = () => Promise.resolve({}),
): AnyRoute {
  return route({
    operation: path.slice(1),
    method: 'GET',
    path,
    tag: 'server',
    summary: '',
    scope: 'none',
    quiet: true,
    answers: {},
    handle,
  })
}
