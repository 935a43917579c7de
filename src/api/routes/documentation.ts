import Type from 'typebox'

import { type OpenApiDocument, openapi } from '../openapi/document.js'
import { type AnyRoute, route } from '../route.js'

/** The document of the given routes and of itself; its text is the same for everybody and made once. */
export function documentationRoutes(others: readonly AnyRoute[]): readonly AnyRoute[] {
  let document: OpenApiDocument | undefined
  const self: AnyRoute = route({
    operation: 'openapi',
    method: 'GET',
    path: '/openapi.json',
    tag: 'server',
    summary: 'This description of every route, as OpenAPI 3.1',
    scope: 'none',
    quiet: true,
    answers: {
      200: Type.Object({
        openapi: Type.Literal('3.1.0'),
        info: Type.Object({ title: Type.String(), version: Type.String() }),
        paths: Type.Record(Type.String(), Type.Unknown()),
      }),
    },
    handle: (_input, { version }) => Promise.resolve((document ??= openapi([...others, self], version))),
  })
  return [self]
}
