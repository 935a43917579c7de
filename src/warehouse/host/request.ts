import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { filesHeader, permittedFiles, secretHeader } from '../permit.js'
import { StatementRefused } from './failure.js'
import type { FilePermit } from './policy.js'
import { parseStatement, type Statement } from './statement.js'

/** What a client asks for, in ClickHouse's own HTTP interface. */
export interface StatementRequest {
  readonly statement: Statement
  readonly settings: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, string>>
  readonly files: FilePermit
  readonly format: string
  /** True when the request's body holds the rows to insert. */
  readonly hasRows: boolean
}

/** Of the interface, and of no meaning to an engine without users, sessions and a network. */
const ignored = new Set(
  (
    'query query_id database user password role session_id session_timeout session_check default_format ' +
    'compress decompress quota_key stacktrace buffer_size wait_end_of_query'
  ).split(' '),
)

const name = /^[A-Za-z_]\w*$/
const formatName = /^[A-Za-z]\w*$/

/** A statement is text that somebody wrote; above this it is a mistake. */
const longestStatement = 32 * 1024 * 1024

/** @throws StatementRefused */
export async function readRequest(request: IncomingMessage, secret: string): Promise<StatementRequest> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const inAddress = query.get('query') ?? ''
  const withRows = parseStatement(inAddress)
  const hasRows = withRows.verb === 'INSERT' && withRows.format !== undefined
  const statement = hasRows ? withRows : parseStatement(`${inAddress}\n${await readText(request)}`)
  const format = statement.format ?? query.get('default_format') ?? 'TabSeparated'
  if (!formatName.test(format)) throw new StatementRefused(`Unknown format ${format}`, 73, 'UNKNOWN_FORMAT')
  return { statement, ...readOptions(query), files: readPermit(request, secret), format, hasRows }
}

function readOptions(query: URLSearchParams): Pick<StatementRequest, 'settings' | 'parameters'> {
  const settings: Record<string, string> = {}
  const parameters: Record<string, string> = {}
  for (const [key, value] of query) {
    if (ignored.has(key)) continue
    if (!name.test(key))
      throw new StatementRefused(`"${key}" is not the name of a setting`, 115, 'UNKNOWN_SETTING')
    if (key.startsWith('param_')) parameters[key.slice('param_'.length)] = value
    else settings[key] = value
  }
  return { settings, parameters }
}

/** The files that the request may read: none, unless it shows the secret that only this user's code can read. */
function readPermit(request: IncomingMessage, secret: string): FilePermit {
  const shown = request.headers[secretHeader]
  if (typeof shown !== 'string' || !sameText(shown, secret)) return new Set()
  const files = request.headers[filesHeader]
  return typeof files === 'string' ? permittedFiles(files) : new Set()
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > longestStatement) throw new StatementRefused('Max query size exceeded', 62, 'SYNTAX_ERROR')
  }
  return Buffer.concat(chunks).toString('utf8')
}
