import type { FastifyReply, FastifyRequest } from 'fastify'

import type { ForetellError } from '../../shared/errors.js'
import { failureReply } from '../server.js'

/** Answers a request with a failure, in the shape that its route's clients expect, before anything of it is done. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: ForetellError,
  headers: Readonly<Record<string, string>> = {},
): void {
  const failure = failureReply(request.route, error, request.id)
  void reply.code(failure.status).headers(failure.headers).headers(headers).send(failure.body)
}
