import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { Agent, type AgentOptions } from 'node:http'
import type { Readable } from 'node:stream'

import { arrowSettings, readColumns } from './columns.js'
import type { Columns, InsertOptions, StatementOptions, Warehouse } from './warehouse.js'

type Settings = Readonly<Record<string, string | number>>

/** Rows as JSON: numbers as numbers, and decimals as text, for a decimal is written down to be exact. */
const rowSettings: Settings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
}

/** The warehouse, through the official client. */
export class ClickHouseWarehouse implements Warehouse {
  readonly description: string
  readonly embedded: boolean
  readonly #client: ClickHouseClient
  readonly #onClose: () => Promise<void>

  constructor(options: {
    readonly description: string
    readonly embedded: boolean
    readonly client: ClickHouseClient
    readonly onClose: () => Promise<void>
  }) {
    this.description = options.description
    this.embedded = options.embedded
    this.#client = options.client
    this.#onClose = options.onClose
  }

  async rows<Row extends object>(sql: string, options: StatementOptions = {}): Promise<Row[]> {
    const all: Row[] = []
    for await (const block of this.stream<Row>(sql, options)) all.push(...block)
    return all
  }

  async *stream<Row extends object>(
    sql: string,
    options: StatementOptions = {},
  ): AsyncGenerator<readonly Row[]> {
    const result = await this.#client.query({
      query: sql,
      format: 'JSONEachRow',
      ...clientOptions(options, rowSettings),
    })
    for await (const block of result.stream<Row>()) yield block.map((row) => row.json())
  }

  async columns(sql: string, options: StatementOptions = {}): Promise<Columns> {
    return readColumns(await this.#bytes(sql, 'ArrowStream', options, arrowSettings))
  }

  async export(sql: string, format: string, options: StatementOptions = {}): Promise<Readable> {
    return this.#bytes(sql, format, options, {})
  }

  async execute(sql: string, options: StatementOptions = {}): Promise<void> {
    await this.#client.command({ query: sql, ...clientOptions(options, {}) })
  }

  async insert(table: string, rows: readonly object[], options: InsertOptions = {}): Promise<void> {
    if (rows.length === 0) return
    await this.#client.insert({
      table,
      values: [...rows],
      format: 'JSONEachRow',
      ...insertOptions(options),
    })
  }

  async insertStream(
    target: string,
    bytes: Readable,
    format: string,
    options: InsertOptions = {},
  ): Promise<void> {
    const result = await this.#client.exec({
      query: `INSERT INTO ${target} FORMAT ${format}`,
      values: bytes,
      ...insertOptions(options),
    })
    result.stream.resume()
  }

  async close(): Promise<void> {
    await this.#client.close()
    await this.#onClose()
  }

  async #bytes(
    sql: string,
    format: string,
    options: StatementOptions,
    settings: Settings,
  ): Promise<Readable> {
    const result = await this.#client.exec({
      query: `${sql}\nFORMAT ${format}`,
      ...clientOptions(options, settings),
    })
    return result.stream
  }
}

function clientOptions(options: StatementOptions, settings: Settings): object {
  return {
    clickhouse_settings: { ...settings, ...options.settings },
    ...(options.parameters === undefined ? {} : { query_params: options.parameters }),
    ...(options.signal === undefined ? {} : { abort_signal: options.signal }),
  }
}

function insertOptions(options: InsertOptions): object {
  return clientOptions(
    { settings: options.settings ?? {}, signal: options.signal },
    options.deduplicationToken === undefined
      ? {}
      : { insert_deduplication_token: options.deduplicationToken },
  )
}

/** A client of the engine host. */
export function hostClient(socket: string): ClickHouseClient {
  // The agent passes on what `net.connect` understands; its type does not say so.
  const connection: AgentOptions & { socketPath: string } = { socketPath: socket, keepAlive: true }
  return createClient({
    url: 'http://localhost',
    http_agent: new Agent(connection),
    request_timeout: 2_147_483_647,
    log: { level: ClickHouseLogLevel.OFF },
  })
}
