import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { Agent, type AgentOptions } from 'node:http'

import type { Observer } from '../shared/observer.js'
import { database } from './database.js'
import { type HostOptions, joinHost } from './embedded.js'
import type { Lease } from './lease.js'
import type { EngineLocation } from './location.js'
import { readOwner } from './owner.js'
import { permitHeaders } from './permit.js'

/** Where statements go, over the life of a warehouse. */
export interface Connection {
  readonly description: string
  readonly embedded: boolean
  /** A client that is believed to work. May start an engine. */
  client(): Promise<ClickHouseClient>
  /** What lets a statement read local files. */
  permit(files: readonly string[]): Promise<Record<string, string>>
  /** For statements that the engine does not end by itself when their request does. */
  kill(queryId: string): Promise<void>
  close(): Promise<void>
}

/** A statement takes as long as it takes; who has no patience aborts it. The longest that a timer can wait. */
const noTimeout = 2_147_483_647

/** Settings of every statement, wherever it runs. */
const settings = {
  // A DateTime without a zone is UTC, on every machine.
  session_timezone: 'UTC',
} as const

/** The engine host of a folder, joined anew whenever it has gone. */
export async function embeddedConnection(
  location: EngineLocation,
  options: HostOptions & { readonly description: string; readonly observer: Observer },
): Promise<Connection> {
  const client = hostClient(location.socket)
  let lease: Promise<Lease> | undefined
  let closed = false
  const join = async (signal?: AbortSignal): Promise<Lease> => {
    const joined = await joinHost(location, { grace: options.grace, signal })
    void joined.gone.then(() => {
      if (closed) return
      lease = undefined
      options.observer.warn('The embedded engine has ended; the next statement starts it again.')
    })
    return joined
  }
  const present = (signal?: AbortSignal): Promise<Lease> => {
    lease ??= join(signal).catch((error: unknown) => {
      lease = undefined
      throw error
    })
    return lease
  }
  await present(options.signal)
  return {
    description: options.description,
    embedded: true,
    async client() {
      await present()
      return client
    },
    async permit(files) {
      const owner = await readOwner(location.owner)
      return owner === undefined ? {} : permitHeaders(files, owner.secret)
    },
    // The host ends a statement whose request has ended.
    kill: () => Promise.resolve(),
    async close() {
      closed = true
      await client.close()
      const held = await lease?.catch(() => undefined)
      held?.release()
    },
  }
}

function hostClient(socket: string): ClickHouseClient {
  // The agent hands its options to `net.connect`, which knows `socketPath`; its type does not say so.
  const connection: AgentOptions & { socketPath: string } = { socketPath: socket, keepAlive: true }
  return createClient({
    url: 'http://localhost',
    http_agent: new Agent(connection),
    request_timeout: noTimeout,
    clickhouse_settings: settings,
    log: { level: ClickHouseLogLevel.OFF },
  })
}

/**
 * A ClickHouse server.
 * @param url `http(s)://user:password@host:port/database`; without a database, `foretell`, which is made
 */
export async function serverConnection(url: string): Promise<Connection> {
  const address = new URL(url)
  const name = decodeURIComponent(address.pathname.slice(1)) || database
  address.pathname = ''
  const options = {
    url: address,
    request_timeout: noTimeout,
    clickhouse_settings: settings,
    // A list of a hundred thousand ids does not fit an address.
    use_multipart_params_auto: true,
    keep_alive: { enabled: true, idle_socket_ttl: 1_500 },
    log: { level: ClickHouseLogLevel.OFF },
  }
  const first = createClient({ ...options, database: 'default' })
  try {
    await first.command({
      query: 'CREATE DATABASE IF NOT EXISTS {name:Identifier}',
      query_params: { name },
    })
  } finally {
    await first.close()
  }
  const client = createClient({ ...options, database: name })
  return {
    description: `${address.protocol}//${address.host}/${name}`,
    embedded: false,
    client: () => Promise.resolve(client),
    permit: () => Promise.resolve({}),
    async kill(queryId) {
      await client.command({
        query: 'KILL QUERY WHERE query_id = {id:String} ASYNC',
        query_params: { id: queryId },
      })
    },
    close: () => client.close(),
  }
}
