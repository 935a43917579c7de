import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'

import { describeFailure, failureInStream } from './failure.js'
import type { Lane, Lanes, StatementKind } from './lanes.js'
import type { Leases } from './leases.js'
import { checkStatement, type Policy } from './policy.js'
import { readRequest, type StatementRequest } from './request.js'
import { RunningStatement, type StatementEnder } from './running.js'
import type { Statement } from './statement.js'

export interface Service {
  readonly lanes: Lanes
  /** Ends statements of the other sessions. */
  readonly admin: StatementEnder
  readonly leases: Leases
  readonly policy: Policy
  readonly secret: string
  /** Milliseconds that a read may run in the quick lane before its first bytes come. */
  readonly quickLimit: number
}

/** ClickHouse's HTTP interface, as far as the official client uses it, and `/lease` (`leases.ts`). */
export function createService(service: Service): Server {
  // Bound values come in the address, and a list of a hundred thousand ids is long.
  const options = { maxHeaderSize: 64 * 1024 * 1024, requestTimeout: 0, keepAliveTimeout: 0 }
  return createServer(options, (request, response) => {
    if (request.url === '/ping') response.end('Ok.\n')
    else if (request.url === '/lease') service.leases.hold(response)
    else void answer(service, request, response)
  })
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const tag = randomBytes(8).toString('hex')
  response.setHeader('X-ClickHouse-Query-Id', randomUUID())
  response.setHeader('X-ClickHouse-Exception-Tag', tag)
  try {
    const asked = await readRequest(request, service.secret)
    checkStatement(asked.statement, asked.parameters, service.policy, asked.files)
    await runSomewhere(service, asked, request, response)
    response.end()
  } catch (error) {
    fail(response, error, tag)
  }
}

/** Runs a statement in a lane that takes it, and a read that is not quick a second time, in a general one. */
async function runSomewhere(
  service: Service,
  asked: StatementRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const run = (lane: Lane): Promise<'done' | 'too slow'> => runIn(service, lane, asked, request, response)
  const outcome = await service.lanes.use(kindOf(asked), run)
  if (outcome === 'too slow') await service.lanes.useGeneral(run)
}

async function runIn(
  service: Service,
  lane: Lane,
  asked: StatementRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<'done' | 'too slow'> {
  if (response.destroyed) return 'done'
  const running = new RunningStatement(service.admin)
  const context = { settings: asked.settings, parameters: asked.parameters, running }
  running.endWhen(response)
  const limit =
    lane.kind === 'quick'
      ? setTimeout(() => !response.headersSent && running.end(), service.quickLimit)
      : undefined
  try {
    const { sql } = asked.statement
    if (asked.hasRows) await lane.session.insert(sql, asked.format, request, context)
    else if (smallVerbs.has(asked.statement.verb))
      response.write(await lane.session.readWhole(sql, asked.format, context))
    else if (selectVerbs.has(asked.statement.verb))
      await lane.session.read(sql, asked.format, context, (bytes) => send(bytes, response))
    else await lane.session.run(sql, context)
    return 'done'
  } catch (error) {
    const stoppedHere = lane.kind === 'quick' && running.ended && !response.destroyed && !response.headersSent
    if (stoppedHere && isReadOnly(asked.statement)) return 'too slow'
    throw error
  } finally {
    clearTimeout(limit)
    running.settled()
  }
}

async function send(bytes: Readable, response: ServerResponse): Promise<void> {
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    // Of one who has gone, the rest is read and dropped until the engine notices that it was told to stop.
    if (!response.destroyed && !response.write(chunk)) await drained(response)
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.once('drain', done)
    response.once('close', done)
  })
}

const selectVerbs = new Set(['SELECT', 'WITH'])
const smallVerbs = new Set(['SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK'])

/** What gives rows changes nothing: of the verbs that run here, none does both. */
function isReadOnly({ verb }: Statement): boolean {
  return selectVerbs.has(verb) || smallVerbs.has(verb)
}

function kindOf(asked: StatementRequest): StatementKind {
  if (asked.hasRows) return 'insert'
  return isReadOnly(asked.statement) ? 'read' : 'other'
}

function fail(response: ServerResponse, error: unknown, tag: string): void {
  const failure = describeFailure(error)
  if (!response.headersSent) {
    response.writeHead(500, { 'X-ClickHouse-Exception-Code': String(failure.code) })
    response.end(failure.text)
  } else {
    response.end(failureInStream(failure, tag))
  }
}
