import type { operations } from './operations.gen.js'

type Described = (typeof operations)[keyof typeof operations]

/** How an operation is asked for; see `operations.gen.ts`. */
export type OperationEntry = {
  readonly [Key in keyof Described]: Key extends 'pathNames' | 'queryNames' ? readonly string[] : string
}

export interface OutgoingRequest {
  readonly method: string
  /** From the server's root on. */
  readonly path: string
  readonly contentType?: string
  readonly body?: unknown
}

type Fields = Readonly<Record<string, unknown>>

/**
 * An operation with its input as a request.
 * @throws TypeError when a part of the path is left out, or is one that no address can hold: empty, `.` or `..`
 */
export function requestOf(entry: OperationEntry, input: Fields): OutgoingRequest {
  const path = `${pathOf(entry, input)}${queryOf(entry.queryNames, input)}`
  const { method } = entry
  if (entry.body === 'none') return { method, path }
  if (entry.body === 'bytes')
    return { method, path, contentType: 'application/x-ndjson', body: input['body'] }
  const body = entry.body === 'whole' ? input['body'] : rest(input, [...entry.pathNames, ...entry.queryNames])
  return { method, path, contentType: 'application/json', body: JSON.stringify(body) }
}

function pathOf({ path, pathNames }: OperationEntry, input: Fields): string {
  return pathNames.reduce((text, name) => text.replace(`{${name}}`, segmentOf(name, input[name])), path)
}

/** Every sign of an id may stand in a path but for these, which an address loses. */
function segmentOf(name: string, value: unknown): string {
  const text = plainText(value)
  if (text === undefined || text === '' || text === '.' || text === '..')
    throw new TypeError(
      `expected a text that can stand in an address as "${name}", got ${JSON.stringify(value)}`,
    )
  return encodeURIComponent(text)
}

function queryOf(names: readonly string[], input: Fields): string {
  const query = new URLSearchParams()
  for (const name of names) {
    const values: readonly unknown[] = Array.isArray(input[name]) ? input[name] : [input[name]]
    for (const text of values.map(plainText)) if (text !== undefined) query.append(name, text)
  }
  return query.size === 0 ? '' : `?${query.toString()}`
}

function plainText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function rest(input: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)))
}
