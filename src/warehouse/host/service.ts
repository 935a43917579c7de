import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import type { Leases } from './leases.js'
import type { SessionPool } from './pool.js'
import { RequestError, readRequest, type StatementRequest } from './request.js'
import type { EngineSession } from './session.js'

/** Statements that give rows. */
const reading = new Set(['SELECT', 'WITH', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK'])

export interface Engine {
  readonly pool: SessionPool
  /** For ending statements of the others. */
  readonly admin: EngineSession
}

/** ClickHouse's HTTP interface, as far as the official client uses it, and `/lease` (`leases.ts`). */
export function createService(engine: Engine, leases: Leases): Server {
  return createServer({ maxHeaderSize: 16 * 1024 * 1024 }, (request, response) => {
    if (request.url === '/ping') response.end('Ok.\n')
    else if (request.url === '/lease') leases.hold(response)
    else void answer(engine, request, response)
  })
}

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = randomUUID()
  response.setHeader('X-ClickHouse-Query-Id', id)
  try {
    const asked = await readRequest(request, id)
    await engine.pool.use((session) => runWatched(engine, session, asked, request, response))
    response.end()
  } catch (error) {
    fail(response, error)
  }
}

/** Runs the statement, and ends it when the one who asked goes away. */
async function runWatched(
  engine: Engine,
  session: EngineSession,
  asked: StatementRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let running = true
  const onClose = (): void => {
    if (!running || response.writableFinished) return
    engine.admin.kill(asked.id).catch(() => undefined)
    setTimeout(onClose, 200)
  }
  response.once('close', onClose)
  try {
    await run(session, asked, request, response)
  } finally {
    running = false
  }
}

async function run(
  session: EngineSession,
  asked: StatementRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { statement } = asked
  if (asked.hasRows) await session.insert(statement.sql, statement.format ?? '', request, asked)
  else if (reading.has(statement.verb))
    await session.read(statement.sql, statement.format ?? asked.defaultFormat, asked, async (bytes) => {
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        if (response.destroyed) continue
        if (!response.write(chunk)) await drained(response)
      }
    })
  else await session.run(statement.sql, asked)
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

function fail(response: ServerResponse, error: unknown): void {
  const { code, text } = describeFailure(error)
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(code < 500 && error instanceof RequestError ? 400 : 500, {
    'X-ClickHouse-Exception-Code': String(code),
  })
  response.end(text)
}

function describeFailure(error: unknown): { readonly code: number; readonly text: string } {
  if (error instanceof RequestError)
    return { code: error.code, text: `Code: ${error.code}. DB::Exception: ${error.message}. (${error.type})` }
  const text = error instanceof Error ? error.message : String(error)
  return { code: Number(/Code: (\d+)/.exec(text)?.[1] ?? 1002), text }
}
