import type { FastifySchemaValidationError } from 'fastify/types/schema.js'

import { ForetellError } from '../shared/errors.js'

/** What did not fit a route's schemas, all of it, each with its place in the request. */
export function requestInvalid(
  troubles: readonly FastifySchemaValidationError[],
  where: string,
): ForetellError {
  const problems = troubles.map((trouble) => ({
    at: { key: `${where}${trouble.instancePath}` },
    message: messageOf(trouble),
  }))
  const [first] = problems
  return new ForetellError('REQUEST_INVALID', {
    values: { where: first?.at.key ?? where, problem: first?.message ?? 'it does not fit' },
    problems,
  })
}

function messageOf({ keyword, message, params }: FastifySchemaValidationError): string {
  if (keyword === 'additionalProperties')
    return `expected no property "${String(params['additionalProperty'])}"`
  if (keyword === 'enum') return `expected one of ${String(params['allowedValues'])}`
  return message === undefined ? 'does not fit' : `expected that it ${message.replace(/^must/, 'may only')}`
}
