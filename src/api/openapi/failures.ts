import Type from 'typebox'

import type { AnyRoute } from '../route.js'

/** RFC 9457, as `problem.ts` writes it. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ format: 'uri', description: 'where the code is described' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'what was expected and what came' }),
    instance: Type.String({ description: 'which request it was; its id stands in the log' }),
    code: Type.String({ description: 'stable, for programs', examples: ['MODEL_MISSING'] }),
    remedy: Type.String({ description: 'what to do about it' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            at: Type.String({ description: 'place in the request, such as `body/features/plan`' }),
            message: Type.String(),
          },
          { additionalProperties: false },
        ),
        { description: 'every single trouble, where there are several' },
      ),
    ),
  },
  { title: 'Problem', additionalProperties: false },
)

/** What each status of a failure means, wherever it is answered. */
export const failures = {
  400: 'The request does not fit what the route takes',
  401: 'No key, or one that is not known',
  403: 'The key may not do this',
  404: 'There is no such thing',
  413: 'The body is too large',
  415: 'The body is packed in a way that is not known',
  429: 'Too many requests: ask again after `Retry-After` seconds',
  500: 'Something went wrong in the server; its log says what',
  503: 'The server cannot answer now: ask again after `Retry-After` seconds',
  '4XX': 'What is asked for cannot be done, and why',
} as const

export type FailureStatus = keyof typeof failures

/** The statuses of failures that a route may answer beside those it declares. */
export function failuresOf(route: AnyRoute): readonly FailureStatus[] {
  const takes = route.params !== undefined || route.query !== undefined
  const body = route.body !== undefined || route.form === 'stream'
  return [
    ...when(takes || body, 400),
    ...when(route.scope !== 'none', 401, 403),
    ...when(/[:*]/.test(route.path), 404),
    ...when(body, 413, 415),
    429,
    500,
    503,
    '4XX',
  ]
}

function when(condition: boolean, ...statuses: readonly FailureStatus[]): readonly FailureStatus[] {
  return condition ? statuses : []
}
