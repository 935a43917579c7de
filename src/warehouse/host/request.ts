import type { IncomingMessage } from 'node:http'

import { type Statement, parseStatement } from './statement.js'

/** What a client asks for, in ClickHouse's own HTTP interface. */
export interface StatementRequest {
  readonly statement: Statement
  readonly id: string
  readonly settings: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly defaultFormat: string
  /** True when the request's body holds the rows to insert. */
  readonly hasRows: boolean
}

/** Says that the request itself is wrong, with the code that ClickHouse gives for it. */
export class RequestError extends Error {
  readonly code: number
  readonly type: string

  constructor(code: number, type: string, message: string) {
    super(message)
    this.code = code
    this.type = type
  }
}

/** Of the interface, and of no meaning to an engine without users, sessions and a network. */
const ignored = new Set([
  'query',
  'query_id',
  'database',
  'user',
  'password',
  'role',
  'session_id',
  'session_timeout',
  'session_check',
  'default_format',
  'compress',
  'decompress',
  'quota_key',
  'stacktrace',
  'buffer_size',
  'wait_end_of_query',
])

const name = /^[A-Za-z_][A-Za-z0-9_]*$/

/** @throws RequestError */
export async function readRequest(request: IncomingMessage, id: string): Promise<StatementRequest> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const settings: Record<string, string> = {}
  const parameters: Record<string, string> = {}
  for (const [key, value] of query) {
    if (ignored.has(key)) continue
    if (!name.test(key))
      throw new RequestError(115, 'UNKNOWN_SETTING', `"${key}" is not a name of a setting or parameter`)
    if (key.startsWith('param_')) parameters[key.slice('param_'.length)] = value
    else settings[key] = value
  }
  const inAddress = parseStatement(query.get('query') ?? '')
  const hasRows = inAddress.verb === 'INSERT' && inAddress.format !== undefined
  const statement = hasRows
    ? inAddress
    : parseStatement(`${query.get('query') ?? ''}\n${await readText(request)}`)
  return {
    statement,
    id,
    settings,
    parameters,
    defaultFormat: query.get('default_format') ?? 'TabSeparated',
    hasRows,
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
